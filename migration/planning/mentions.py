"""Whom a comment mentions: an @ and a name of somebody on the plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from common.text import match_key

SIGNS = "@＠"


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a text; `of` is the number of who is mentioned by it, or None."""

    text: str
    of: int | None = None


def parts_of(text: str, names: Mapping[int, str]) -> list[Part]:
    """Split a text at its mentions.

    The longest name wins. The first word of a name is enough where only one of them
    begins with it. Names are compared as `match_key` does, so that Arabic and Persian
    letters and any case are alike.
    """
    known = known_by(names)
    parts: list[Part] = []
    start = at = 0
    while at < len(text):
        found = mention_at(text, at, known) if text[at] in SIGNS else None
        if found is None or is_in_word(text, at):
            at += 1
            continue
        number, end = found
        if at > start:
            parts.append(Part(text[start:at]))
        parts.append(Part(text[at:end], number))
        start = at = end
    return [*parts, Part(text[start:])] if start < len(text) else parts


def mentioned(text: str, names: Mapping[int, str]) -> list[int]:
    """Return who is mentioned, each once, in the order of the text."""
    found = (part.of for part in parts_of(text, names) if part.of is not None)
    return list(dict.fromkeys(found))


def known_by(names: Mapping[int, str]) -> list[tuple[str, int]]:
    """Return each spelling that means one person alone, with who that is.

    A first name that is somebody's whole name means that person.
    """
    whole = [(name.strip(), number) for number, name in names.items() if name.strip()]
    first = [(name.split()[0], number) for name, number in whole]
    taken = {match_key(name) for name, _number in whole}
    short = [pair for pair in first if match_key(pair[0]) not in taken]
    return [*alone(whole), *alone(short)]


def alone(spellings: list[tuple[str, int]]) -> list[tuple[str, int]]:
    counts = Counter(match_key(spelling) for spelling, _number in spellings)
    return [pair for pair in spellings if counts[match_key(pair[0])] == 1]


def mention_at(
    text: str, at: int, known: list[tuple[str, int]]
) -> tuple[int, int] | None:
    """Return who is named after the sign, and where the name ends."""
    fits = [
        (end, number)
        for spelling, number in known
        for end in ends_of(text, at + 1, spelling)
    ]
    if not fits:
        return None
    end, number = max(fits)
    return number, end


def ends_of(text: str, start: int, spelling: str) -> Iterator[int]:
    """Yield where a spelling that begins at `start` ends, at the end of a word."""
    key = match_key(spelling)
    if text[start : start + 1].isspace():
        return
    # Marks that the key leaves out may make the typed name a little longer.
    for end in range(start + 1, min(len(text), start + len(spelling) + 4) + 1):
        is_end = end == len(text) or not text[end].isalnum()
        if is_end and match_key(text[start:end]) == key:
            yield end
            return


def is_in_word(text: str, at: int) -> bool:
    """Tell whether the sign stands within an address such as ann@example.org."""
    return at > 0 and text[at - 1].isalnum()
