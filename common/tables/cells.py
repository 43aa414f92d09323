"""What a cell, a formula and the name of a sheet can hold (R38)."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext

from common.text import is_control

# Excel counts UTF-16 code units, so that an emoji takes two.
LONGEST_TEXT = 32_767
LONGEST_NAME = 31
LONGEST_LITERAL = 255
_KEPT_CONTROLS = frozenset("\n\t")
_NO_CHARACTERS = frozenset("\ufffe\uffff")  # not allowed in any XML
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
# Excel keeps this name for itself.
_RESERVED = frozenset({"history"})


def cell_text(text: str) -> str:
    """Return the text as a cell can hold it: no control characters, cuts shown."""
    if not text.isprintable():
        unified = text.replace("\r\n", "\n").replace("\r", "\n")
        text = "".join(char for char in unified if _is_kept(char))
    if len(text) * 2 <= LONGEST_TEXT or _units(text) <= LONGEST_TEXT:
        return text
    mark = gettext("… (cut here: a cell holds no more)")
    return _cut(text, LONGEST_TEXT - _units(mark)) + mark


def sheet_names(wanted: Iterable[str]) -> list[str]:
    """Return allowed names, each once whatever the case, close to what was wanted."""
    taken: set[str] = set(_RESERVED)
    names = []
    for text in wanted:
        name = _free_name(_sheet_name(text), taken)
        taken.add(name.casefold())
        names.append(name)
    return names


def quoted(name: str) -> str:
    """Return the sheet's name as formulas write it."""
    escaped = name.replace("'", "''")
    return f"'{escaped}'"


def literal(text: str) -> str:
    """Return the text as a string inside a formula."""
    escaped = _cut(text, LONGEST_LITERAL).replace('"', '""')
    return f'"{escaped}"'


def _is_kept(char: str) -> bool:
    if char in _KEPT_CONTROLS:
        return True
    return not is_control(char) and char not in _NO_CHARACTERS


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _cut(text: str, units: int) -> str:
    """Cut without leaving half of a character that takes two units."""
    if _units(text) <= units:
        return text
    return text.encode("utf-16-le")[: units * 2].decode("utf-16-le", "ignore")


def _sheet_name(text: str) -> str:
    line = cell_text(text).translate(_NOT_IN_NAMES)
    name = _cut(" ".join(line.split()).strip("' "), LONGEST_NAME).strip("' ")
    return name or gettext("Sheet")


def _free_name(name: str, taken: set[str]) -> str:
    candidate, number = name, 1
    while candidate.casefold() in taken:
        number += 1
        end = f" ({number})"
        candidate = _cut(name, LONGEST_NAME - len(end)).rstrip("' ") + end
    return candidate
