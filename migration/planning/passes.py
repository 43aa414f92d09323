"""Forward and backward through the network, on calendars that are spelt out.

Plain lists and one day table per calendar: cheap enough to compute all anew at each
edit. Written for speed, so that the loops over links stand in one place each.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
    works: list[int] = field(init=False)
    done: set[int] = field(init=False)
    pinned: set[int] = field(init=False)  # done, or not before or on some day

    def __post_init__(self) -> None:
        tables = [self.tables[each.calendar] for each in self.activities]
        self.before = [table.before for table in tables]
        self.days = [table.days for table in tables]
        self.works = [each.days for each in self.activities]
        rows = list(enumerate(self.activities))
        self.done = {place for place, each in rows if each.done}
        self.pinned = self.done | {
            place for place, each in rows if each.fixed_on or each.not_before
        }

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
        if min(columns.late_start, default=1) <= 0:
            raise IndexError  # looked up from the wrong end
        return columns, end

    def day(self, day: date) -> int:
        return day.toordinal() - self.origin

    def forward(self, first: int) -> Columns:
        columns = columns_of(len(self.activities))
        start, finish = columns.start, columns.finish
        begins, ends = columns.begins, columns.ends
        plain, special, works = self.waits.plain, self.waits.special, self.works
        for place in self.waits.order:
            if place in self.pinned:
                self.place_pinned(place, first, columns)
                continue
            moment = first
            for other in plain[place]:
                if ends[other] > moment:
                    moment = ends[other]
            work = works[place]
            if place in special:
                self.place(place, moment, special[place], columns)
            elif work:
                # What `place_work` does without steps, spelt out: most tasks are so.
                days = self.days[place]
                start[place] = at = self.before[place][moment]
                finish[place] = at + work
                begins[place] = days[at]
                ends[place] = days[at + work - 1] + 1
            else:
                self.place_milestone(place, moment, (), columns)
        return columns

    def place_pinned(self, place: int, first: int, columns: Columns) -> None:
        activity = self.activities[place]
        if activity.done:
            self.keep_done(place, activity.done, columns)
            return
        moment, held = self.held_until(activity, first)
        if held is Held.FIXED:
            self.place(place, moment, (), columns)
            return
        for other in self.waits.plain[place]:
            moment = max(moment, columns.ends[other])
        self.place(place, moment, self.waits.special.get(place, ()), columns)

    def place(self, place: int, moment: int, steps: Steps, columns: Columns) -> None:
        if self.works[place]:
            self.place_work(place, moment, steps, columns)
        else:
            self.place_milestone(place, moment, steps, columns)

    def place_work(
        self, place: int, moment: int, steps: Steps, columns: Columns
    ) -> None:
        at, work = self.before[place][moment], self.works[place]
        for step in steps:
            index = self.index(place, step, columns)
            if index > at:
                at = index
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
        before, days = self.before[place], self.works[place]
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
        works, plain, special = self.works, self.waits.plain, self.waits.special
        late = self.late_limits(columns, bound)
        soon = Limits([end] * len(works), {})
        late_moments, soon_moments = late.moment, soon.moment
        last = self.done_columns(columns)
        finishes, begins, free = columns.finish, columns.begins, columns.free
        for place in self.open_from_last():
            before, far, near = self.before[place], late_moments[place], begins[place]
            latest, loose = before[far], before[soon_moments[place]]
            if place in late.index:
                latest = min(latest, late.index[place])
                loose = min(loose, soon.index[place])
            free[place] = max(loose - finishes[place], 0)
            last.start[place] = start = latest - works[place]
            last.finish[place] = latest
            if works[place]:
                far = self.days[place][start]
            # Hold all that it waits for to what leaves it where it is.
            for other in plain[place]:
                if far < late_moments[other]:
                    late_moments[other] = far
                if near < soon_moments[other]:
                    soon_moments[other] = near
            if place in special:
                last.ends[place] = far
                self.bind(place, special[place], last, late)
                self.bind(place, special[place], columns, soon)
        columns.late_start, columns.late_finish = last.start, last.finish

    def done_columns(self, columns: Columns) -> Columns:
        """Return columns in which what is done stays where it is."""
        columns.free = [0] * len(self.works)
        last = columns_of(len(self.works))
        for place in self.done:
            last.start[place] = columns.start[place]
            last.finish[place] = columns.finish[place]
        return last

    def open_from_last(self) -> Iterable[int]:
        """Return what is not done, each before what it waits for."""
        order = reversed(self.waits.order)
        return [each for each in order if each not in self.done] if self.done else order

    def late_limits(self, columns: Columns, bound: int) -> Limits:
        """Return what deadlines and fixed days leave, before links are looked at."""
        moments = [bound] * len(self.activities)
        for place, activity in enumerate(self.activities):
            if activity.deadline:
                moments[place] = min(bound, self.day(activity.deadline) + 1)
            if activity.fixed_on:
                moments[place] = min(moments[place], columns.ends[place])
        return Limits(moments, {})

    def bind(self, place: int, steps: Steps, columns: Columns, limits: Limits) -> None:
        """Hold what stands before links to what leaves the one after them where it is.

        In `columns` that one is as late as it can be, or as early.
        """
        days, works = self.days[place], self.works
        is_moment = not works[place]
        start, finish = columns.start[place], columns.finish[place]
        for other, kind, lag in steps:
            if is_moment and not lag:
                moment = columns.ends[place]
            elif kind > 1 and not lag:
                moment = days[finish - 1] + 1
            else:
                index = (finish if kind > 1 else start) - lag
                if index < 0:
                    raise IndexError
                moment = days[index]
            if kind & 1 and works[other]:
                # What counts from a start may still begin on that day.
                index = self.before[other][moment + 1] - 1 + works[other]
                limits.index[other] = min(limits.index.get(other, index), index)
            elif moment < limits.moment[other]:
                limits.moment[other] = moment
