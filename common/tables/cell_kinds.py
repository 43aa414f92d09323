"""Read one cell as what its column holds: text, a number, a day, a yes or no (R35)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from common.days import DayError, checked_day, parse_day
from common.formatting import listed
from common.numbers import (
    MAX_DIGITS,
    NumberError,
    NumberTooLong,
    parse_number,
    whole_of,
)
from common.tables.exports import unguarded
from common.tables.reading import PLAIN, ReadOptions
from common.tables.sheets import Value
from common.text import clean_line, clean_text, isolated, match_key

LONGEST_QUOTE = 40
# Digits that a float of a spreadsheet holds for sure.
SURE_DIGITS = 15
_ERROR_VALUE = re.compile(r"#(N/A|NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|[A-Z_]+!?)")
YES = ("yes", "y", "true", "✓", "✔", "☑", "x", "نعم", "بله", "آری", "دارد", "1")
NO = ("no", "n", "false", "✗", "✘", "☐", "-", "لا", "خیر", "نه", "ندارد", "0")


class CellError(ValueError):
    """The cell is not what its column holds; the text is a sentence."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, and how its numbers and days are written as text."""

    value: Value
    options: ReadOptions = PLAIN

    @property
    def is_empty(self) -> bool:
        return self.value is None or (
            isinstance(self.value, str) and not clean_line(self.value)
        )


def read_line(cell: Cell) -> str:
    """Return one line of text; a number is written without a needless point."""
    return clean_line(unguarded(text_of(cell.value)))


def read_text(cell: Cell) -> str:
    return clean_text(unguarded(text_of(cell.value)))


def text_of(value: Value) -> str:
    if isinstance(value, float):
        return format(decimal_of(value), "f")
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    if _ERROR_VALUE.fullmatch(text):
        message = _("This cell holds the error %(error)s. Mend its formula.")
        raise CellError(message % {"error": text})
    return text


def read_number(cell: Cell) -> Decimal:
    """Return a finite decimal; true and false are no numbers."""
    value = cell.value
    if isinstance(value, bool | date):
        raise CellError(_("This is no number. Enter one, such as 12.5."))
    if isinstance(value, int | float):
        return decimal_of(value)
    try:
        return parse_number(text_of(value), decimal_mark=cell.options.decimal_mark)
    except NumberError as error:
        raise CellError(str(error)) from error


def decimal_of(value: float) -> Decimal:
    """Return the number as a person sees it: 0.1, and not what a float makes of it."""
    number = Decimal(f"{value:.{SURE_DIGITS}g}")
    if not number.is_finite():
        raise CellError(_("This is no finite number."))
    if number.adjusted() >= MAX_DIGITS:
        raise CellError(str(NumberTooLong()))
    if number.adjusted() < -MAX_DIGITS:
        return Decimal(0)
    return Decimal(int(number)) if number == number.to_integral() else number


def read_whole(cell: Cell) -> int:
    number = read_number(cell)
    try:
        return whole_of(number)
    except NumberError as error:
        raise CellError(str(error)) from error


def read_day(cell: Cell) -> date:
    """Return the day of a cell, in the order of days that its table is read in."""
    value = cell.value
    try:
        if isinstance(value, datetime):
            return checked_day(value.date())
        if isinstance(value, date):
            return checked_day(value)
        return parse_day(text_of(value), order=cell.options.date_order)
    except DayError as error:
        raise CellError(str(error)) from error


def read_yes_no(cell: Cell) -> bool:
    if isinstance(cell.value, bool):
        return cell.value
    key = match_key(text_of(cell.value))
    if key in _YES_KEYS:
        return True
    if key in _NO_KEYS:
        return False
    raise CellError(_("Write yes or no."))


def choice_reader(
    known: Mapping[str, Iterable[str]], *, offered: Callable[[], Iterable[str]]
) -> Any:
    """Return a reader of one of several values, each known by its words.

    `offered` names the values as the reader of a refusal calls them.
    """
    by_word = {
        match_key(word): value
        for value, names in known.items()
        for word in (value, *names)
    }

    def read_choice(cell: Cell) -> str:
        said = text_of(cell.value)
        found = by_word.get(match_key(said))
        if found is None:
            message = _("“%(text)s” is not known here. Write one of: %(words)s.")
            text = isolated(Truncator(said).chars(LONGEST_QUOTE))
            raise CellError(message % {"text": text, "words": listed(offered())})
        return found

    return read_choice


_YES_KEYS = frozenset(map(match_key, YES))
_NO_KEYS = frozenset(map(match_key, NO))
