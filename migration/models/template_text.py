"""Texts of the shipped plan template, in the reader's language."""

from __future__ import annotations

from django.utils.translation import get_language

from migration.planning.asset_kinds import asset_kinds
from migration.planning.entries import entry_by_key
from migration.planning.full_template import full_template


def shipped_text(template_key: str, field: str) -> str:
    """Return `title` or `done_when` as shipped, or nothing for an own task."""
    entry = entry_by_key(template_key)
    return str(getattr(entry, field).in_language(language())) if entry else ""


def about_text(about: str, stored: str) -> str:
    """Name what a task is repeated for; a type of assets in the reader's language."""
    what, _dash, key = about.partition("-")
    kind = asset_kinds().by_key().get(key) if what == "kind" else None
    return kind.name.in_language(language()) if kind else stored


def title_in_words(own_title: str, template_key: str, about: str, stored: str) -> str:
    """Return the title of a task: its own, or the shipped one and what it is about."""
    if own_title:
        return own_title
    title, what = shipped_text(template_key, "title"), about_text(about, stored)
    return f"{title}: {what}" if what else title


def phase_names() -> dict[str, str]:
    """Return the phases in their order, by key."""
    rows = full_template().phases
    return {row.key: row.name.in_language(language()) for row in rows}


def role_names() -> dict[str, str]:
    rows = full_template().roles
    return {row.key: row.name.in_language(language()) for row in rows}


def language() -> str:
    return get_language() or "en"
