"""Texts of the shipped plan template, in the reader's language."""

from __future__ import annotations

from django.utils.translation import get_language

from migration.planning.full_template import entry_by_key, full_template


def shipped_text(template_key: str, field: str) -> str:
    """Return `title` or `done_when` as shipped, or nothing for an own task."""
    entry = entry_by_key(template_key)
    return str(getattr(entry, field).in_language(language())) if entry else ""


def phase_names() -> dict[str, str]:
    """Return the phases in their order, by key."""
    rows = full_template().phases
    return {row.key: row.name.in_language(language()) for row in rows}


def role_names() -> dict[str, str]:
    rows = full_template().roles
    return {row.key: row.name.in_language(language()) for row in rows}


def language() -> str:
    return get_language() or "en"
