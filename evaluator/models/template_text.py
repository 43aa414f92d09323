"""Texts of the shipped template and needs, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import get_language

from evaluator.content.needs import need_by_key
from evaluator.content.requirement_template import entry_by_key

if TYPE_CHECKING:
    from evaluator.models.criteria import Criterion


def shipped_text(criterion: Criterion, field: str) -> str:
    """Return `name` or `description` as shipped, or nothing for an own criterion."""
    language = get_language() or "en"
    if criterion.template_key:
        words = getattr(entry_by_key(criterion.template_key), field, None)
    else:
        words = getattr(need_by_key(criterion.need_key), field, None)
    return words.in_language(language) if words else ""


def shipped_scale(criterion: Criterion) -> list[str]:
    entry = entry_by_key(criterion.template_key) if criterion.template_key else None
    language = get_language() or "en"
    scale = getattr(entry, "scale", ())  # a category has none
    return [words.in_language(language) for words in scale]
