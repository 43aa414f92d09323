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
        entry = entry_by_key(criterion.template_key)
    elif criterion.need_key:
        entry = need_by_key(criterion.need_key)
    else:
        return ""
    return str(getattr(entry, field).in_language(language)) if entry else ""


def shipped_scale(criterion: Criterion) -> list[str]:
    entry = entry_by_key(criterion.template_key) if criterion.template_key else None
    language = get_language() or "en"
    return [words.in_language(language) for words in entry.scale] if entry else []
