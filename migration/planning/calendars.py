"""Working days: any weekend, holidays, freezes, leave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate, compress

DAY = timedelta(days=1)
WEEK = 7
LAST_DAY = date.max.toordinal()
EVERY_WEEKDAY = frozenset(range(1, 8))


class NoWorkingDay(ValueError):
    """A calendar on which nobody ever works."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """weekend: ISO weekdays off, Monday is 1. free: days off beside them."""

    weekend: frozenset[int] = frozenset({6, 7})
    free: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        if self.weekend >= EVERY_WEEKDAY:
            raise NoWorkingDay

    def is_working(self, day: date) -> bool:
        return day.isoweekday() not in self.weekend and day not in self.free

    def count(self, first: date, last: date) -> int:
        """Return the working days from first to last, both counted.

        Negative when last lies before first, as spreadsheets have it.
        """
        if last < first:
            return -self.count(last, first)
        days = range(first.toordinal(), last.toordinal() + 1)
        return sum(self.is_working(date.fromordinal(day)) for day in days)

    def step(self, start: date, days: int) -> date:
        """Go so many working days on, or back where `days` is below zero.

        The start itself does not count, so that 0 stays where it is.
        """
        day, direction = start, DAY if days > 0 else -DAY
        left = abs(days)
        while left:
            day += direction
            left -= self.is_working(day)
        return day


@dataclass(frozen=True, slots=True)
class DayTable:
    """A calendar spelt out from day `origin` on, for quick look-up.

    Days are whole numbers from 0, the origin. before[t]: how many working days lie
    before day t. days[k]: which day is the k-th working day, k from 0. done[k]: the
    day whose morning finds k working days done, the one after days[k - 1].
    """

    before: tuple[int, ...]
    days: tuple[int, ...]
    done: tuple[int, ...]


def day_table(calendar: Calendar, origin: int, length: int) -> DayTable:
    """Spell out `length` days from the ordinal `origin` on."""
    first = (origin - 1) % WEEK + 1  # the ISO weekday of an ordinal
    week = [((first + day - 1) % WEEK + 1) not in calendar.weekend for day in range(7)]
    works = (week * (length // WEEK + 1))[:length]
    for day in calendar.free:
        place = day.toordinal() - origin
        if 0 <= place < length:
            works[place] = False
    return DayTable(
        before=tuple(accumulate(works, initial=0)),
        days=tuple(compress(range(length), works)),
        done=(0, *compress(range(1, length + 1), works)),
    )


kept_table = lru_cache(maxsize=32)(day_table)
"""The same, kept for the next edit of the plan: most leave the calendars alone."""
