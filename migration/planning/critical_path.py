"""The critical path: when each task can begin and must end, on working days.

Forward and backward pass after Kelley and Walker (1959), with the four kinds of links
of the precedence diagram and lags (Fondahl 1961).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from migration.planning.calendars import LAST_DAY, Calendar, kept_table
from migration.planning.network import Activity, Held, Link, waits_of
from migration.planning.passes import Columns, Passes


@dataclass(frozen=True, slots=True)
class Dates:
    """What the schedule says of one task. Days are inclusive.

    total_float: working days by which it may slip before the plan ends later, or a
    deadline is missed; below 0 where one is missed already. free_float: before any
    other task begins later.
    """

    start: date
    finish: date
    late_start: date
    late_finish: date
    total_float: int
    free_float: int

    @property
    def is_critical(self) -> bool:
        return self.total_float <= 0


@dataclass(frozen=True, slots=True)
class Schedule:
    """The dates of all tasks; `of` opens one."""

    activities: Sequence[Activity]
    index: Mapping[str, int]
    passes: Passes
    columns: Columns
    end: int

    @property
    def finish(self) -> date:
        """Return the last day on which something is done."""
        return self.date(self.end - 1)

    def date(self, day: int) -> date:
        return date.fromordinal(self.passes.origin + day)

    def of(self, key: str) -> Dates:
        """Return the dates of a task; KeyError if there is none."""
        place = self.index[key]
        columns, table = self.columns, self.passes.table(place)
        begins, ends = columns.begins[place], columns.ends[place]
        finish, late_finish = table.before[ends], table.before[columns.late[place]]
        total = late_finish - finish
        last = self.date(table.done[late_finish] - 1)
        late_start = table.before[begins] + total
        if begins == ends and self.passes.driver(place, columns) is not Held.START:
            begins -= 1  # a milestone is reached in the evening before
        return Dates(
            self.date(begins),
            self.date(max(ends - 1, begins)),
            last if late_start == late_finish else self.date(table.days[late_start]),
            last,
            total_float=total,
            free_float=max(table.before[columns.soon[place]] - finish, 0),
        )

    def all(self) -> Iterator[tuple[str, Dates]]:
        for activity in self.activities:
            yield activity.key, self.of(activity.key)

    def critical(self) -> list[str]:
        """Return the keys of the tasks without float, in the order of the work."""
        passes, late, ends = self.passes, self.columns.late, self.columns.ends
        tables, done = passes.tables, passes.done
        return [
            self.activities[place].key
            for place in passes.waits.order
            if (before := tables[place][0])[late[place]] <= before[ends[place]]
            and place not in done
        ]

    def chain(self, key: str | None = None) -> list[str]:
        """Return what carries the date of a task, or of the last one: first to last.

        Each waits for the one before it; the first is held by something else.
        """
        ends = self.columns.ends
        if not ends:
            return []
        place = self.index[key] if key else max(range(len(ends)), key=ends.__getitem__)
        keys = [self.activities[place].key]
        while not isinstance(driver := self.passes.driver(place, self.columns), Held):
            place = driver
            keys.append(self.activities[place].key)
        return keys[::-1]


def schedule_of(
    activities: Sequence[Activity],
    links: Sequence[Link],
    calendars: Sequence[Calendar],
    *,
    start: date,
    today: date | None = None,
    finish_by: date | None = None,
) -> Schedule:
    """Return the dates of all tasks, as early as they can be.

    Nothing that is not done begins before `start`, nor before `today` if given. Floats
    are measured to the end of the plan, or to `finish_by` if given. Links from or to
    unknown tasks raise KeyError, tasks in a circle Circle.
    """
    index = {each.key: place for place, each in enumerate(activities)}
    waits = waits_of(activities, index, links)
    held = [
        place
        for place, each in enumerate(activities)
        if each.done or each.not_before or each.fixed_on or each.deadline
    ]
    first = max(start, today) if today else start
    known = [first, *_known_days(activities[place] for place in held)]
    margin, length = 400, 1600
    while True:
        origin = max(min(known).toordinal() - margin, 1)
        reach = (max(known).toordinal() - origin) + length
        tables = [
            kept_table(each, origin, min(reach, LAST_DAY - origin))
            for each in calendars
        ]
        passes = Passes(activities, waits, tables, origin, held)
        try:
            columns, end = passes.dates(first, finish_by)
        except IndexError:
            # The days spelt out do not reach: spell out more, on both sides.
            if reach > LAST_DAY - origin and origin == 1:
                raise
            margin, length = margin * 4, length * 4
            continue
        return Schedule(activities, index, passes, columns, end)


def _known_days(activities: Iterable[Activity]) -> Iterator[date]:
    for each in activities:
        yield from each.done or ()
        for day in (each.not_before, each.fixed_on, each.deadline):
            if day:
                yield day


def latest_start(plan: Schedule) -> date:
    """Return the last day on which the work may begin for `finish_by` to be kept.

    The plan back from a deadline: what `late_start` is at the first task.
    """
    passes, late = plan.passes, plan.columns.late
    starts = [
        days[before[late[place]] - passes.works[place]]
        for place, (before, days, _done) in enumerate(passes.tables)
        if place not in passes.done
    ]
    return plan.date(min(starts)) if starts else plan.finish
