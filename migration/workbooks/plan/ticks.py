"""The signs by which ticks leave and come back, whatever the language."""

from __future__ import annotations

CLOSED, OPEN = "✓", "☐"
# Of the machine names in the hidden row of the checklist.
MARKS = "changeover:"
MARK = "key"
KEY_START = "t"


def key_of(pk: int) -> str:
    return f"{KEY_START}{pk}"


def pk_of(key: str) -> int:
    """Return the id of the task; ValueError if it is no key."""
    if not key.startswith(KEY_START):
        raise ValueError(key)
    return int(key[len(KEY_START) :])
