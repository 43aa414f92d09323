"""Consent and suppression on the way: no value may end more permissive than it was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from common.text import match_key

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Loosened:
    """A value that forbids in the source and allows in the target.

    `source` is empty for what any other value becomes.
    """

    source: str
    target: str


def loosened(
    translation: Sequence[Pair],
    otherwise: str,
    source_allows: Iterable[str],
    target_allows: Iterable[str],
) -> list[Loosened]:
    """Return every way by which somebody could be written to who could not before."""
    may_before = {match_key(value) for value in source_allows}
    may_after = {match_key(value) for value in target_allows}
    found = [
        Loosened(source, target)
        for source, target in translation
        if match_key(target) in may_after and match_key(source) not in may_before
    ]
    # Nobody has said what the other values are: they must not allow.
    if match_key(otherwise) in may_after:
        found.append(Loosened("", otherwise))
    return found


def translated(value: str, translation: Sequence[Pair], otherwise: str) -> str:
    """Return what a value of the source becomes."""
    for source, target in translation:
        if match_key(source) == match_key(value):
            return target
    return otherwise
