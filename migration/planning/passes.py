"""Forward and backward through the network, on calendars that are spelt out.

Plain lists and one day table per calendar: cheap enough to compute all anew at each
edit. Written for speed: two loops over tasks and their links, without calls, and as few
objects as can be; what a page does not ask for (dates, floats) is not made from them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from itertools import compress

from migration.planning.calendars import DayTable
from migration.planning.network import Activity, Held, Step, Steps, Waits

Table = tuple[Sequence[int], Sequence[int], Sequence[int]]
"""What a DayTable holds: before, days, done."""
Row = tuple[int, Sequence[int], Steps, int, Table, int]
"""A task: place, plain waits, special ones, working days, table, a moment."""


@dataclass(slots=True)
class Columns:
    """One moment per task: a morning, in days from the origin that all share.

    begins, ends: as early as they can be. late: by when it must end for the plan to
    end in time. soon: by when, for no other task to begin later.
    """

    begins: list[int]
    ends: list[int]
    late: list[int] = field(default_factory=list)
    soon: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Passes:
    """One computation on spelt-out calendars. IndexError: they are too short.

    Tasks with work are placed on working days of their calendar. A milestone has no
    work: it is a moment, the morning of a day that need not be a working day.

    held: the places of tasks that have a day of their own in some way. tables, works:
    by place; of what is done, no work is left.
    """

    activities: Sequence[Activity]
    waits: Waits
    calendars: Sequence[DayTable]
    origin: int
    held: Sequence[int]
    tables: list[Table] = field(init=False)
    works: list[int] = field(init=False)
    done: set[int] = field(init=False)
    pinned: set[int] = field(
        init=False
    )  # done or on a fixed day, whatever it waits for

    def __post_init__(self) -> None:
        tables = [(each.before, each.days, each.done) for each in self.calendars]
        self.tables = [tables[each.calendar] for each in self.activities]
        self.works = [each.days for each in self.activities]
        held = [(place, self.activities[place]) for place in self.held]
        self.done = {place for place, each in held if each.done}
        self.pinned = self.done | {place for place, each in held if each.fixed_on}
        for place in self.done:
            self.works[place] = 0

    def dates(self, first: date, finish_by: date | None) -> tuple[Columns, int]:
        """Return all moments, and the morning after the last working day."""
        start = self.day(first)
        columns = self.forward(start)
        end = self.end(columns) if columns.ends else start
        self.backward(columns, self.day(finish_by) + 1 if finish_by else end, end)
        return columns, end

    def day(self, day: date) -> int:
        return day.toordinal() - self.origin

    def table(self, place: int) -> DayTable:
        return self.calendars[self.activities[place].calendar]

    def forward(self, first: int) -> Columns:
        """Place each task on the first day that what it waits for leaves it."""
        columns = self.held_columns(first)
        begins, ends = columns.begins, columns.ends
        rows = self.rows(begins, skip=self.pinned)
        for place, others, steps, work, (before, days, done), moment in rows:
            for other in others:
                if (end := ends[other]) > moment:
                    moment = end
            if not work:
                begins[place] = ends[place] = self.reached(place, moment, columns)
                continue
            at = before[moment]
            for other, code, shift, count in steps:
                moment = (begins if code & 1 else ends)[other]
                if (index := before[moment - shift] + count) > at:
                    at = index
            begins[place] = days[at]
            ends[place] = done[at + work]
        return columns

    def rows(
        self, moments: Sequence[int], *, skip: Set[int], back: bool = False
    ) -> Iterable[Row]:
        """Return the tasks, each behind what it waits for, or before it.

        With the moment that stands in a column when the task's turn comes.
        """
        waits, order = self.waits, self.waits.order
        if skip:
            order = [place for place in order if place not in skip]
        columns = (waits.plain, waits.special, self.works, self.tables, moments)
        if not isinstance(order, range):
            order = order[::-1] if back else order
            sorted_ = (map(column.__getitem__, order) for column in columns)
            return zip(order, *sorted_, strict=True)
        # All of them as they stand, which is quicker.
        if back:
            return zip(order[::-1], *map(reversed, columns), strict=True)
        return zip(order, *columns, strict=True)

    def reached(self, place: int, moment: int, columns: Columns) -> int:
        """Return when a milestone is reached that is not before a moment."""
        table = self.table(place)
        for step in self.waits.special[place]:
            moment = max(moment, moment_of(step, table, columns))
        return moment

    def held_columns(self, first: int) -> Columns:
        """Return columns with what is pinned in its place.

        All others begin at the moment before which they may not.
        """
        count = len(self.activities)
        columns = Columns([first] * count, [first] * count)
        for place in self.held:
            activity = self.activities[place]
            if activity.done:
                begins, ends = (
                    self.day(activity.done[0]),
                    self.day(activity.done[1]) + 1,
                )
            else:
                begins, held = self.held_until(activity, first)
                ends = begins
                if activity.days and held is Held.FIXED:
                    before, days, done = self.tables[place]
                    ends = done[before[begins] + activity.days]
                    begins = days[before[begins]]
            columns.begins[place], columns.ends[place] = begins, ends
        return columns

    def held_until(self, activity: Activity, first: int) -> tuple[int, Held]:
        """Return the moment before which a task does not begin, and why."""
        late = 0 if activity.days else 1  # on a day means by its evening
        if activity.fixed_on:
            return self.day(activity.fixed_on) + late, Held.FIXED
        if activity.not_before and self.day(activity.not_before) >= first:
            return self.day(activity.not_before) + late, Held.NOT_BEFORE
        return first, Held.START

    def end(self, columns: Columns) -> int:
        """Return the morning after the last working day."""
        ends = columns.ends
        last = max(compress(ends, self.works), default=0)
        if max(ends) == last:
            return last
        # Milestones, and what is done, may end later, but on a day off.
        rows = zip(self.tables, ends, strict=True)
        later = (done[before[end]] for (before, _days, done), end in rows if end > last)
        return max(last, *later)

    def driver(self, place: int, columns: Columns) -> int | Held:
        """Return the task that this one waits for longest, or what else holds it."""
        activity, table = self.activities[place], self.table(place)
        if activity.done:
            return Held.DONE
        moment, held = self.held_until(activity, 0)
        if held is Held.FIXED:
            return held
        begins = columns.begins[place]
        start = table.before[begins]
        for step in self.waits.steps(place):
            if activity.days:
                drives = index_of(step, table, columns) == start
            else:
                drives = moment_of(step, table, columns) == begins
            if drives:
                return step[0]
        return held if table.before[moment] == start else Held.START

    def backward(  # noqa: C901 (one loop over all links, without a call for each)
        self, columns: Columns, bound: int, end: int
    ) -> None:
        """Fill in `late` and `soon`, from the last task back.

        Each holds all that it waits for to what leaves it where it is: as late as it
        may be (far), and as early as it can be (near).
        """
        columns.late = late = self.late_limits(columns, bound)
        columns.soon = soon = [end] * len(late)
        begins, works, tables = columns.begins, self.works, self.tables
        rows = self.rows(late, skip=self.done, back=True)
        for place, others, steps, work, (before, days, _), far in rows:
            near = begins[place]
            if work:
                latest = before[far] - work
                far = days[latest]
            elif steps:
                self.bind_milestone(place, far, near, columns)
                steps = ()
            for other in others:
                if far < late[other]:
                    late[other] = far
                if near < soon[other]:
                    soon[other] = near
            if not steps:
                continue
            start = before[near]
            for other, code, shift, count in steps:
                if count > latest or count > start:
                    raise IndexError
                last, first = days[latest - count], days[start - count]
                if shift:
                    last, first = last + 1, first + 1
                if code & 1 and (length := works[other]):
                    # What begins then, ends by then: as `end_from` has it.
                    count_of, _, done = tables[other]
                    last = done[count_of[last + 1] - 1 + length]
                    first = done[count_of[first + 1] - 1 + length]
                if last < late[other]:
                    late[other] = last
                if first < soon[other]:
                    soon[other] = first
        self.check(late)
        for place in self.done:
            late[place] = soon[place] = columns.ends[place]

    def bind_milestone(self, place: int, far: int, near: int, columns: Columns) -> None:
        """Hold what stands before special links to a milestone."""
        before, days, _done = self.tables[place]
        for moment, limits in ((far, columns.late), (near, columns.soon)):
            for other, code, _shift, lag in self.waits.special[place]:
                if lag > before[moment]:
                    raise IndexError
                last = days[before[moment] - lag] if lag else moment
                if code & 1 and self.works[other]:
                    last = end_from(last, self.works[other], self.tables[other])
                limits[other] = min(limits[other], last)

    def late_limits(self, columns: Columns, bound: int) -> list[int]:
        """Return what deadlines and fixed days leave, before links are looked at."""
        moments = [bound] * len(self.activities)
        for place in self.held:
            activity = self.activities[place]
            if activity.deadline:
                moments[place] = min(bound, self.day(activity.deadline) + 1)
            if activity.fixed_on:
                moments[place] = min(moments[place], columns.ends[place])
        return moments

    def check(self, late: Sequence[int]) -> None:
        """Refuse days that may have been looked up from the wrong end of a table."""
        longest = max(self.works, default=0)
        least = max(each.done[longest] for each in self.calendars)
        if min(late, default=least) < least:
            raise IndexError


def index_of(step: Step, table: DayTable, columns: Columns) -> int:
    """Return from which working day on a link lets a task with work begin."""
    other, code, shift, count = step
    moment = (columns.begins if code & 1 else columns.ends)[other]
    return table.before[moment - shift] + count


def moment_of(step: Step, table: DayTable, columns: Columns) -> int:
    """Return from which moment on a link lets a milestone be reached."""
    other, code, _shift, lag = step
    moment = (columns.begins if code & 1 else columns.ends)[other]
    return table.done[table.before[moment] + lag] if lag else moment


def end_from(moment: int, work: int, table: Table) -> int:
    """Return when a task ends that begins on the day of the moment at the latest."""
    before, _days, done = table
    return done[before[moment + 1] - 1 + work]
