"""Words of the field that explain themselves where they appear."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.loader import get_template
from django.urls import reverse
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from evaluator.content.glossary import term_by_key

register = template.Library()

TEMPLATE = "components/_term.html"


class UnknownTerm(LookupError):
    """A page explains a word that the glossary does not have."""


@register.simple_tag(takes_context=True)
def term(context: dict[str, Any], key: str, word: str = "") -> SafeString:
    """Draw the word with its explanation: `{% term "crm" %}`.

    `word` says it otherwise, as the sentence needs it. A page explains a word once: the
    second time it stands plain.
    """
    entry = term_by_key(key)
    if entry is None:
        raise UnknownTerm(key)
    language = get_language() or "en"
    shown = word or entry.term.in_language(language)
    request = context.get("request")
    if request is None or key in (explained := explained_on(request)):
        return conditional_escape(shown)
    explained.add(key)
    drawn = {
        "id": key,
        "word": shown,
        "note": entry.explanation.in_language(language),
        "url": f"{reverse('evaluator:glossary')}#{key}",
    }
    return conditional_escape(get_template(TEMPLATE).render(drawn))


@register.simple_tag(takes_context=True)
def term_if_known(context: dict[str, Any], key: str, word: str) -> SafeString:
    """Draw a word of a list, explained where the glossary has it."""
    return term(context, key, word) if term_by_key(key) else conditional_escape(word)


def explained_on(request: Any) -> set[str]:
    """Return the words that this page has explained so far."""
    explained: set[str] = request.__dict__.setdefault("explained_terms", set())
    return explained
