"""When a person hears of the own tasks by mail."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from migration.planning.calendars import Calendar

AHEAD = timedelta(days=7)
MONDAY = 1


def is_worth_a_mail(dues: Collection[date], calendar: Calendar, today: date) -> bool:
    """Tell whether open tasks with these due days are a reason to write today.

    Never on a day off. On the first working day after days off, when anything is late
    or due within seven days; on any other, when something is due today or has become
    late since the working day before.
    """
    if not calendar.is_working(today):
        return False
    before = calendar.step(today, -1)
    if opens_week(today, before, calendar):
        return any(due <= today + AHEAD for due in dues)
    return any(before <= due <= today for due in dues)


def opens_week(today: date, before: date, calendar: Calendar) -> bool:
    """Tell whether work begins anew today; where no day is off, on Mondays."""
    if calendar.weekend:
        return (today - before).days > 1
    return today.isoweekday() == MONDAY
