"""When the plan may end: the schedule drawn many times over uncertain durations.

Durations are triangular between low, likely and high, drawn independently and rounded
to whole days (Van Slyke 1963). The seed is stated; the same input gives the same
output.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from migration.planning.calendars import LAST_DAY, Calendar, day_table
from migration.planning.critical_path import Schedule
from migration.planning.estimates import Estimate
from migration.planning.network import Activity, Held, Step, Steps

DRAWS, SEED = 2_000, 20_261_128
DAYS = np.int32
Days = NDArray[np.int32]
Draws = NDArray[np.int64]
ALL = slice(None)


@dataclass(frozen=True, slots=True)
class Chances:
    """What the draws say.

    ends: the last day of the plan in each draw, rising. drives: key -> share of the
    draws in which the task stands on the chain that carries the end, high ones first.
    """

    ends: tuple[date, ...]
    drives: Mapping[str, float]
    draws: int
    seed: int

    def finish(self, share: float) -> date:
        """Return the day by which so large a share of the draws has ended."""
        place = int(np.ceil(share * self.draws)) - 1
        return self.ends[max(place, 0)]

    def chance_by(self, day: date) -> float:
        """Return the share of the draws that end on the day or before."""
        return sum(each <= day for each in self.ends) / self.draws


def simulate(
    plan: Schedule,
    calendars: Sequence[Calendar],
    estimates: Mapping[str, Estimate],
    *,
    first: date,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Chances:
    """Draw the plan; tasks without an estimate keep their days. Done ones stay."""
    drawn = _drawn(plan, calendars, estimates, first, draws, seed)
    ends = np.sort(np.max(drawn.ends, axis=0))
    return Chances(
        ends=tuple(plan.date(day - 1) for day in ends.tolist()),
        drives=_drives(plan, drawn),
        draws=draws,
        seed=seed,
    )


def _drawn(
    plan: Schedule,
    calendars: Sequence[Calendar],
    estimates: Mapping[str, Estimate],
    first: date,
    draws: int,
    seed: int,
) -> _Drawn:
    """Draw on as many days as will do, or else on as many as ever can be needed."""
    most = _length(plan, estimates)
    try:
        drawn = _Drawn(plan, calendars, min(2 * plan.end + 800, most), draws)
        drawn.draw(estimates, first, np.random.default_rng(seed))
    except IndexError:
        drawn = _Drawn(plan, calendars, most, draws)
        drawn.draw(estimates, first, np.random.default_rng(seed))
    return drawn


def _length(plan: Schedule, estimates: Mapping[str, Estimate]) -> int:
    """Return days enough for the worst of all draws: everything late, in a row."""
    extra = sum(max(0, round(each.high - each.likely)) for each in estimates.values())
    longest = plan.end + 7 * extra + 800
    return min(longest, LAST_DAY - plan.passes.origin)


def _durations(
    activity: Activity,
    estimate: Estimate | None,
    generator: np.random.Generator,
    draws: int,
) -> Days:
    if estimate is None or estimate.low == estimate.high or activity.done:
        return np.full(draws, activity.days, DAYS)
    drawn = generator.triangular(estimate.low, estimate.likely, estimate.high, draws)
    return (drawn + 0.5).astype(DAYS)  # cut off, which rounds: none is below zero


@dataclass(frozen=True, slots=True)
class _Table:
    """A DayTable as arrays."""

    before: Days
    days: Days
    done: Days

    @classmethod
    def of(cls, calendar: Calendar, origin: int, length: int) -> _Table:
        table = day_table(calendar, origin, length)
        rows = (table.before, table.days, table.done)
        return cls(*(np.array(row, DAYS) for row in rows))


class _Drawn:
    """Begins and ends of every task in every draw, tasks x draws."""

    def __init__(
        self, plan: Schedule, calendars: Sequence[Calendar], length: int, draws: int
    ) -> None:
        self.plan, self.first = plan, 0
        origin = plan.passes.origin
        self.tables = [_Table.of(each, origin, length) for each in calendars]
        shape = (len(plan.activities), draws)
        self.begins, self.ends = np.empty(shape, DAYS), np.empty(shape, DAYS)

    def draw(
        self,
        estimates: Mapping[str, Estimate],
        first: date,
        generator: np.random.Generator,
    ) -> None:
        """Place all tasks, none before a day."""
        self.first = self.plan.passes.day(first)
        draws = self.ends.shape[1]
        for place in self.plan.passes.waits.order:
            activity = self.plan.activities[place]
            days = _durations(activity, estimates.get(activity.key), generator, draws)
            self.place(place, activity, days)

    def last(self) -> Draws:
        """Return the place of the task that ends last in each draw."""
        soonest = np.max(self.ends, axis=0).min()
        late = np.flatnonzero(np.max(self.ends, axis=1) >= soonest)
        last: Draws = late[np.argmax(self.ends[late], axis=0)]
        return last

    def place(self, place: int, activity: Activity, days: Days) -> None:
        passes = self.plan.passes
        if activity.done:
            self.begins[place] = passes.day(activity.done[0])
            self.ends[place] = passes.day(activity.done[1]) + 1
            return
        moment, held = passes.held_until(activity, self.first)
        reached = np.full(days.shape, moment, DAYS)
        special: Steps = ()
        if held is not Held.FIXED:
            special = passes.waits.special[place]
            for other in passes.waits.plain[place]:
                np.maximum(reached, self.ends[other], out=reached)
        if activity.days:
            self._place_work(place, reached, special, days)
            return
        for step in special:
            np.maximum(reached, self.moment(place, step, ALL), out=reached)
        self.begins[place] = self.ends[place] = reached

    def _place_work(self, place: int, moment: Days, steps: Steps, days: Days) -> None:
        table = self.table(place)
        at = table.before[moment]
        for step in steps:
            np.maximum(at, self.index(place, step, days, ALL), out=at)
        self.begins[place] = begins = table.days[at]
        # A task that may shrink to nothing in a draw still begins on a working day.
        np.maximum(table.done[at + days], begins, out=self.ends[place])

    def drivers(self, place: int, draws: Draws) -> Iterator[tuple[int, Draws]]:
        """Return the tasks that this one waited for longest, and in which draws."""
        passes, table = self.plan.passes, self.table(place)
        activity = self.plan.activities[place]
        moment, held = passes.held_until(activity, self.first)
        if activity.done or held is Held.FIXED:
            return
        begins, ends = self.begins[place, draws], self.ends[place, draws]
        start, days = table.before[begins], table.before[ends] - table.before[begins]
        late = start > table.before[moment] if activity.days else begins > moment
        for step in passes.waits.steps(place):
            if activity.days:
                drives = late & (self.index(place, step, days, draws) == start)
            else:
                drives = late & (self.moment(place, step, draws) == begins)
            if drives.any():
                yield step[0], draws[drives]
                late &= ~drives

    def table(self, place: int) -> _Table:
        return self.tables[self.plan.activities[place].calendar]

    def index(self, place: int, step: Step, days: Days, draws: Draws | slice) -> Days:
        """Return from which working day on a link lets a task with work begin."""
        other, code, shift, count = step
        moment = (self.begins if code & 1 else self.ends)[other, draws]
        index: Days = self.table(place).before[moment - shift] + count
        # What binds the finish was counted with the days planned.
        return index + self.plan.activities[place].days - days if code > 1 else index

    def moment(self, place: int, step: Step, draws: Draws | slice) -> Days:
        """Return from which moment on a link lets a milestone be reached."""
        other, code, _shift, lag = step
        table = self.table(place)
        moment: Days = (self.begins if code & 1 else self.ends)[other, draws]
        return table.done[table.before[moment] + lag] if lag else moment


def _drives(plan: Schedule, drawn: _Drawn) -> dict[str, float]:
    """Walk back from the last task of each draw and count who stands on the way."""
    total = drawn.ends.shape[1]
    last = drawn.last()
    chains: dict[int, list[Draws]] = defaultdict(list)
    for place in np.unique(last).tolist():
        chains[place].append(np.flatnonzero(last == place))
    found = {}
    for place in reversed(plan.passes.waits.order):
        if place in chains:
            draws = np.concatenate(chains[place])
            for other, some in drawn.drivers(place, draws):
                chains[other].append(some)
            if not plan.activities[place].done:
                found[place] = draws.size / total
    rows = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return {plan.activities[place].key: share for place, share in rows}
