"""Forward and backward through the network, on calendars that are spelt out.

Plain lists and one day table per calendar: cheap enough to compute all anew at each
edit. Written for speed, so that the loops over links stand in one place each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from migration.planning.calendars import DayTable
from migration.planning.network import Activity, Held, Step, Steps, Waits


@dataclass(slots=True)
class Columns:
    """One entry per task.

    start, finish: places on the task's own calendar, from 0. begins, ends: the moments
    in days that all share, counted from the origin; a moment is a morning.
    """

    start: list[int]
    finish: list[int]
    begins: list[int]
    ends: list[int]
    late_start: list[int] = field(default_factory=list)
    late_finish: list[int] = field(default_factory=list)
    free: list[int] = field(default_factory=list)


def columns_of(count: int) -> Columns:
    return Columns([0] * count, [0] * count, [0] * count, [0] * count)


@dataclass(frozen=True, slots=True)
class Limits:
    """How late tasks may end: a moment each, for some also a place."""

    moment: list[int]
    index: dict[int, int]


@dataclass(slots=True)
class Passes:
    """One computation on spelt-out calendars. IndexError: they are too short.

    Tasks with work are placed on working days of their calendar. A milestone has no
    work: it is a moment, the morning of a day that need not be a working day.
    """

    activities: Sequence[Activity]
    waits: Waits
    tables: Sequence[DayTable]
    origin: int
    before: list[list[int]] = field(init=False)
    days: list[list[int]] = field(init=False)

    def __post_init__(self) -> None:
        tables = [self.tables[each.calendar] for each in self.activities]
        self.before = [table.before for table in tables]
        self.days = [table.days for table in tables]

    def dates(self, first: date, finish_by: date | None) -> tuple[Columns, int]:
        start = self.day(first)
        columns = self.forward(start)
        end = max(
            (
                days[finish - 1] + 1
                for days, finish in zip(self.days, columns.finish, strict=True)
            ),
            default=start,
        )
        bound = self.day(finish_by) + 1 if finish_by else end
        self.backward(columns, bound, end)
        return columns, end

    def day(self, day: date) -> int:
        return day.toordinal() - self.origin

    def forward(self, first: int) -> Columns:
        columns = columns_of(len(self.activities))
        ends = columns.ends
        plain, special = self.waits.plain, self.waits.special
        for place in self.waits.order:
            activity = self.activities[place]
            if activity.done:
                self.keep_done(place, activity.done, columns)
                continue
            moment, held = self.held_until(activity, first)
            steps = special.get(place, ())
            if held is Held.FIXED:
                steps = ()
            else:
                for other in plain[place]:
                    if ends[other] > moment:
                        moment = ends[other]
            if activity.days:
                self.place_work(place, moment, steps, columns)
            else:
                self.place_milestone(place, moment, steps, columns)
        return columns

    def place_work(
        self, place: int, moment: int, steps: Steps, columns: Columns
    ) -> None:
        at, work = self.before[place][moment], self.activities[place].days
        for step in steps:
            at = max(at, self.index(place, step, columns))
        columns.start[place], columns.finish[place] = at, at + work
        days = self.days[place]
        columns.begins[place] = days[at]
        columns.ends[place] = days[at + work - 1] + 1

    def place_milestone(
        self, place: int, moment: int, steps: Steps, columns: Columns
    ) -> None:
        for step in steps:
            moment = max(moment, self.moment(place, step, columns))
        columns.begins[place] = columns.ends[place] = moment
        index = self.before[place][moment]
        columns.start[place] = columns.finish[place] = index

    def keep_done(self, place: int, done: tuple[date, date], columns: Columns) -> None:
        before = self.before[place]
        begins, ends = self.day(done[0]), self.day(done[1]) + 1
        columns.begins[place], columns.ends[place] = begins, ends
        columns.start[place], columns.finish[place] = before[begins], before[ends]

    def held_until(self, activity: Activity, first: int) -> tuple[int, Held]:
        """Return the moment before which a task does not begin, and why."""
        late = 0 if activity.days else 1  # on a day means by its evening
        if activity.fixed_on:
            return self.day(activity.fixed_on) + late, Held.FIXED
        if activity.not_before and self.day(activity.not_before) >= first:
            return self.day(activity.not_before) + late, Held.NOT_BEFORE
        return first, Held.START

    def index(self, place: int, step: Step, columns: Columns) -> int:
        """Return from which working day on a link lets a task begin."""
        other, kind, lag = step
        before, days = self.before[place], self.activities[place].days
        moment = (columns.begins if kind & 1 else columns.ends)[other]
        if kind < 2:
            return before[moment] + lag
        if lag:
            return before[moment] + lag - days
        # Not even on a day off does it end before the other.
        return before[moment - 1] + 1 - days

    def moment(self, place: int, step: Step, columns: Columns) -> int:
        """Return from which moment on a link lets a milestone be reached."""
        other, kind, lag = step
        moment = (columns.begins if kind & 1 else columns.ends)[other]
        if not lag:
            return moment
        return self.days[place][self.before[place][moment] + lag - 1] + 1

    def driver(self, place: int, columns: Columns) -> int | Held:
        """Return the task that this one waits for longest, or what else holds it."""
        activity = self.activities[place]
        if activity.done:
            return Held.DONE
        begins = columns.begins[place]
        moment, held = self.held_until(activity, 0)
        if held is Held.FIXED:
            return held
        steps = [(other, 0, 0) for other in self.waits.plain[place]]
        steps += self.waits.special.get(place, [])
        for step in steps:
            if activity.days:
                drives = self.index(place, step, columns) == columns.start[place]
            else:
                drives = self.moment(place, step, columns) == begins
            if drives:
                return step[0]
        is_held = self.before[place][moment] == columns.start[place]
        return held if is_held else Held.START

    def backward(self, columns: Columns, bound: int, end: int) -> None:
        """Fill late starts and ends, and free floats, from the last task back."""
        count = len(self.activities)
        late = self.late_limits(columns, bound)
        soon = Limits([end] * count, {})
        columns.free = [0] * count
        last = columns_of(count)
        for place in reversed(self.waits.order):
            activity, before = self.activities[place], self.before[place]
            if activity.done:
                last.start[place] = columns.start[place]
                last.finish[place] = columns.finish[place]
                continue
            latest, free = before[late.moment[place]], before[soon.moment[place]]
            if place in late.index:
                latest = min(latest, late.index[place])
                free = min(free, soon.index[place])
            columns.free[place] = max(free - columns.finish[place], 0)
            start = latest - activity.days
            if start <= 0:
                raise IndexError
            last.start[place], last.finish[place] = start, latest
            far = self.days[place][start] if activity.days else late.moment[place]
            last.ends[place] = far
            self.push(place, late, last, soon, columns)
        columns.late_start, columns.late_finish = last.start, last.finish

    def late_limits(self, columns: Columns, bound: int) -> Limits:
        """Return what deadlines and fixed days leave, before links are looked at."""
        moments = [bound] * len(self.activities)
        for place, activity in enumerate(self.activities):
            if activity.deadline:
                moments[place] = min(bound, self.day(activity.deadline) + 1)
            if activity.fixed_on:
                moments[place] = min(moments[place], columns.ends[place])
        return Limits(moments, {})

    def push(
        self, place: int, late: Limits, last: Columns, soon: Limits, columns: Columns
    ) -> None:
        """Hold all that a task waits for to what leaves it where it is.

        In `last` it is as late as it can be, in `columns` as early.
        """
        far, near = last.ends[place], columns.begins[place]
        late_moments, soon_moments = late.moment, soon.moment
        for other in self.waits.plain[place]:
            if far < late_moments[other]:
                late_moments[other] = far
            if near < soon_moments[other]:
                soon_moments[other] = near
        for step in self.waits.special.get(place, ()):
            self.bind(place, step, last, late)
            self.bind(place, step, columns, soon)

    def bind(self, place: int, step: Step, columns: Columns, limits: Limits) -> None:
        """Hold the task before a link to what leaves the one after it where it is."""
        other, kind, lag = step
        moment = self.reached(place, kind, lag, columns)
        if kind & 1 and self.activities[other].days:
            # What counts from a start may still begin on that day.
            index = self.before[other][moment + 1] - 1 + self.activities[other].days
            limits.index[other] = min(limits.index.get(other, index), index)
        elif moment < limits.moment[other]:
            limits.moment[other] = moment

    def reached(self, place: int, kind: int, lag: int, columns: Columns) -> int:
        """Return the last moment from which a link still lets the task be."""
        days = self.days[place]
        if not (lag or self.activities[place].days):
            return columns.ends[place]
        if kind > 1 and not lag:
            return days[columns.finish[place] - 1] + 1
        index = (columns.finish if kind > 1 else columns.start)[place] - lag
        if index < 0:
            raise IndexError
        return days[index]
