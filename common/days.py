"""Read a day as people type it: three digit sets, two calendars, the year at an end."""

import re
from datetime import date
from typing import Literal

import jdatetime
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.text import to_latin_digits

DateOrder = Literal["day", "month"]
"""Which comes first where the year comes last."""

FIRST_YEAR, LAST_YEAR = 1900, 2199
MONTHS = 12
# Years of the Persian calendar lie far below those of the Gregorian one.
FIRST_GREGORIAN_YEAR = 1700

_DAY = re.compile(r"(\d{1,4})\s*[-/.\u060d]\s*(\d{1,2})\s*[-/.\u060d]\s*(\d{1,4})")


class DayError(ValueError):
    """The text is no day; the message says how to write one."""

    message: Promise | str = _("Enter a day as year-month-day, such as 2026-11-22.")

    def __str__(self) -> str:
        return str(self.message)


class DayUnclear(DayError):
    message = _("This day can be read in two ways. Write it as year-month-day.")


class DayUnknown(DayError):
    message = _("There is no such day.")


class DayTooFar(DayError):
    def __str__(self) -> str:
        values = {"first": FIRST_YEAR, "last": LAST_YEAR}
        return _("Days lie between %(first)s and %(last)s.") % values


def parse_day(text: str, *, order: DateOrder | None = None) -> date:
    """Return a day of the years 1900 to 2199; years below 1700 are Persian ones.

    With the year last, the order may need to be told: 3/4/2026 is two different days,
    25/4/2026 is one. Raises DayError.
    """
    match = _DAY.fullmatch(to_latin_digits(text).strip())
    if match is None:
        raise DayError
    year, month, day = _ordered(match, order)
    try:
        found = _day_of(year, month, day)
    except ValueError as error:
        raise DayUnknown from error
    return checked_day(found)


def checked_day(day: date) -> date:
    """Refuse days that only a slip of the finger means. Raises DayTooFar."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise DayTooFar
    return day


def _ordered(match: re.Match[str], order: DateOrder | None) -> tuple[int, int, int]:
    first, second, third = match.groups()
    if len(first) >= 3:
        return int(first), int(second), int(third)
    if order is None and len(third) == 4:
        order = _only_order(int(first), int(second))
    if order is None or len(third) < 4:
        raise DayUnclear
    if order == "month":
        return int(third), int(first), int(second)
    return int(third), int(second), int(first)


def _only_order(first: int, second: int) -> DateOrder | None:
    """Return the one order in which two numbers may be a day and a month."""
    if first > MONTHS or first == second:
        return "day"
    return "month" if second > MONTHS else None


def _day_of(year: int, month: int, day: int) -> date:
    if year < FIRST_GREGORIAN_YEAR:
        gregorian: date = jdatetime.date(year, month, day).togregorian()
        return gregorian
    return date(year, month, day)
