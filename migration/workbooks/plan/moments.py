"""What the app says of each task, as the values that stand beside the formulas."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from migration.planning.critical_path import Schedule
from migration.planning.passes import index_of, moment_of
from migration.selectors.schedule.schedule import TaskDates

ZERO = date(1899, 12, 30).toordinal()


def serial(day: date) -> int:
    """Return the day as a spreadsheet counts it."""
    return day.toordinal() - ZERO


@dataclass(frozen=True, slots=True)
class Moments:
    """after, linked: 0 where there is no such link; see `formulas`."""

    after: int
    linked: int
    begins: int
    ends: int
    start: int
    finish: int


def moments_of(row: TaskDates, schedule: Schedule) -> Moments:
    place = schedule.index[str(row.task.pk)]
    columns, passes = schedule.columns, schedule.passes
    table = passes.table(place)
    offset = passes.origin - ZERO
    plain = [columns.ends[other] for other in passes.waits.plain[place]]
    steps = passes.waits.special[place]
    if row.task.days:
        days = table.days
        special = [days[index_of(step, table, columns)] for step in steps]
    else:
        special = [moment_of(step, table, columns) for step in steps]
    return Moments(
        after=max(plain) + offset if plain else 0,
        linked=max(special) + offset if special else 0,
        begins=columns.begins[place] + offset,
        ends=columns.ends[place] + offset,
        start=serial(row.dates.start),
        finish=serial(row.dates.finish),
    )
