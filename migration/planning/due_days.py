"""When each task of the template is due, counted in working days.

One pass in the order of the template: a task begins when all that come before it are
finished, and takes its days (Kelley and Walker 1959, without resources). Without a
network of links of the plan's own this is a proposal that people change.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from migration.planning.template import TaskEntry

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Due days by key of the task, and when the milestone can be reached at best."""

    due: dict[str, date]
    fits: bool
    starts_on: date


def propose_due_days(
    entries: Iterable[TaskEntry],
    *,
    milestone: str,
    wished: date,
    today: date,
    weekend: Collection[int],
) -> Proposal:
    """Place all tasks so that the milestone falls on the wished day.

    Where that would have begun before today, they begin today and the milestone
    comes later than wished. `weekend` holds ISO weekdays, Monday is 1.
    """
    finish = finishes(entries)
    last = finish[milestone]
    wished = working_day_on_or_before(wished, weekend)
    first = step(wished, 1 - last, weekend)
    fits = first >= today
    start = first if fits else working_day_on_or_after(today, weekend)
    due = {key: step(start, days - 1, weekend) for key, days in finish.items()}
    return Proposal(due, fits, start)


def finishes(entries: Iterable[TaskEntry]) -> dict[str, int]:
    """Return on which working day of the whole each task is finished at best."""
    finish: dict[str, int] = {}
    for entry in entries:
        ready = max((finish[key] for key in entry.after), default=0)
        finish[entry.key] = ready + entry.waits + entry.days
    return finish


def step(start: date, days: int, weekend: Collection[int]) -> date:
    """Go so many working days on, or back where `days` is below zero."""
    day, direction = start, DAY if days > 0 else -DAY
    for _working_day in range(abs(days)):
        day += direction
        while day.isoweekday() in weekend:
            day += direction
    return day


def working_day_on_or_before(day: date, weekend: Collection[int]) -> date:
    while day.isoweekday() in weekend:
        day -= DAY
    return day


def working_day_on_or_after(day: date, weekend: Collection[int]) -> date:
    while day.isoweekday() in weekend:
        day += DAY
    return day
