"""Facts of the catalogue in a page: the value, when it held, where it was read.

{% load catalogue %}{% fact_value fact %} {% fact_origin fact %}
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from common.formatting import listed
from common.templatetags.icons import icon
from evaluator.catalogue.labels import (
    CONFIDENCE_LABELS,
    GRADE_LABELS,
    GRADE_WORDS,
    SIZE_NAMES,
    TAG_LABELS,
)
from evaluator.catalogue.mechanism_labels import MECHANISM_LABELS
from evaluator.catalogue.trust import GENERAL_KNOWLEDGE, is_old
from evaluator.catalogue.unit_labels import UNIT_LABELS
from evaluator.catalogue.vocabulary import (
    NOT_RECORDED,
    Answer,
    Confidence,
    Facet,
    Grade,
)
from evaluator.models import Fact, Platform
from evaluator.selectors.catalogue.fact_words import (
    FactWords,
    date_text,
    extras_text,
    fact_label,
    period_text,
    price_kind_text,
    qualifier_of,
    tier_text,
    words_of,
)
from evaluator.selectors.money.tariffs import TariffTerms, tariff_terms

register = template.Library()

# The mark says "unverified" already.
GENERAL_WORDS = frozenset({GENERAL_KNOWLEDGE, f"{GENERAL_KNOWLEDGE}, unverified"})

ANSWER_ICONS = {
    Answer.YES: "check",
    Answer.PARTLY: "circle-slash",
    Answer.NO: "x",
    Answer.NOT_APPLICABLE: "minus",
}

for _name, _function in (
    ("fact_label", fact_label),
    ("fact_qualifier", lambda fact: qualifier_of(fact) if fact else ""),
    ("fact_date", lambda fact: date_text(fact.as_of)),
    ("as_of", date_text),
    ("price_period", period_text),
    ("price_kind", price_kind_text),
    ("price_extras", extras_text),
    ("price_tier", lambda fact: tier_text(fact.details.get("tier"))),
    ("fact_unit", lambda fact: UNIT_LABELS.get(fact.unit, fact.unit)),
):
    register.filter(_name, _function)


@register.simple_tag
def fact_value(fact: Fact) -> SafeString:
    """Draw the value: ours in the reader's language, the source's words in theirs."""
    words = words_of(fact)
    ours = draw_ours(words)
    if not words.source:
        return ours
    said = source_words(words.source, fact.language)
    if not ours:
        return said
    return format_html('{} <span class="beside">{}</span>', ours, said)


def draw_ours(words: FactWords) -> SafeString:
    if words.state:
        css = words.state.replace("_", "-")
        return format_html('<span class="state state-{}">{}</span>', css, words.main)
    if words.answer:
        drawing = icon(ANSWER_ICONS[Answer(words.answer)])
        return format_html(
            '<span class="answer answer-{}">{}{}</span>',
            words.answer,
            drawing,
            words.main,
        )
    return conditional_escape(words.main)


@register.simple_tag
def source_words(text: str, language: str = "en") -> SafeString:
    """Draw words that stay in the language in which they were written."""
    return format_html('<span lang="{}" dir="auto">{}</span>', language, text)


@register.inclusion_tag("evaluator/_fact_origin.html")
def fact_origin(fact: Fact) -> dict[str, Any]:
    """Draw trust mark, date, source and confidence of a fact."""
    return {
        "fact": fact,
        "is_old": is_old(fact.as_of, timezone.localdate()),
        "confidence": confidence_text(fact.confidence),
        "is_unsure": fact.confidence == Confidence.LOW,
    }


@register.simple_tag
def fact_mark(fact: Fact) -> SafeString:
    """Mark in a narrow column what does not rest on a source, or no longer does."""
    marks = []
    if fact.team_id:
        marks.append(_("your team"))
    elif fact.trust == Fact.Trust.UNVERIFIED:
        marks.append(_("unverified"))
    if is_old(fact.as_of, timezone.localdate()):
        marks.append(_("old"))
    words = ((mark,) for mark in marks)
    return format_html_join("", ' <span class="fact-mark">{}</span>', words)


def confidence_text(confidence: str) -> str:
    return str(CONFIDENCE_LABELS[Confidence(confidence)]) if confidence else ""


@dataclass(frozen=True, slots=True)
class Said:
    text: str
    language: str


@register.filter
def source_text(fact: Fact) -> Said:
    """Return the words on the source; those for having none, in the reader's."""
    text = fact.source
    reader = get_language() or "en"
    if text == NOT_RECORDED:
        return Said(_("source not recorded"), reader)
    if text in GENERAL_WORDS:
        return Said(_("general knowledge"), reader)
    return Said(text, fact.language)


@register.simple_tag
def terms_of(fact: Fact) -> TariffTerms:
    return tariff_terms(fact)


@register.filter
def host(url: str) -> str:
    """Return the name of the site that an address leads to."""
    return (urlsplit(url).hostname or url).removeprefix("www.")


@register.simple_tag
def tag_labels(tags: list[str], facet: str) -> str:
    labels = TAG_LABELS[Facet(facet)]
    return listed(str(labels.get(tag, tag)) for tag in tags)


@register.simple_tag
def tag_label(tag: str, facet: str) -> str:
    return str(TAG_LABELS[Facet(facet)].get(tag, tag))


@register.simple_tag
def mechanism_labels(mechanisms: list[str]) -> list[str]:
    return [str(MECHANISM_LABELS.get(name, name)) for name in mechanisms]


@register.simple_tag
def size_names(tags: list[str]) -> str:
    """Return the sizes without their definitions, for narrow columns."""
    return listed(str(SIZE_NAMES.get(tag, tag)) for tag in tags)


@register.filter
def grade_word(grade: str) -> str:
    return str(GRADE_WORDS[Grade(grade)]) if grade else ""


@register.filter
def grade_sentence(grade: str) -> str:
    return str(GRADE_LABELS[Grade(grade)]) if grade else ""


@register.simple_tag
def compare_url(platforms: Iterable[Platform], without: Platform | None = None) -> str:
    """Return the address of the comparison, perhaps without one of them."""
    return f"{reverse('evaluator:platform_compare')}?{ticks(platforms, without)}"


@register.simple_tag
def list_url_with(platforms: Iterable[Platform]) -> str:
    return f"{reverse('evaluator:platform_list')}?{ticks(platforms)}"


def ticks(platforms: Iterable[Platform], without: Platform | None = None) -> str:
    return urlencode([("p", each.pk) for each in platforms if each != without])
