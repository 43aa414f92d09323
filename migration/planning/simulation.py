"""When the plan may end: the schedule drawn many times over uncertain durations.

Durations are triangular between low, likely and high, drawn independently and rounded
to whole days (Van Slyke 1963). The seed is stated; the same input gives the same
output.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from migration.planning.calendars import LAST_DAY, Calendar, day_table
from migration.planning.critical_path import Schedule
from migration.planning.estimates import Estimate
from migration.planning.network import Activity, Held

DRAWS, SEED = 2_000, 20_261_128
Days = NDArray[np.int64]


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
    length = _length(plan, estimates)
    tables = [_Table.of(calendar, plan.passes.origin, length) for calendar in calendars]
    drawn = _Drawn(plan, tables, plan.passes.day(first), draws)
    generator = np.random.default_rng(seed)
    for place in plan.passes.waits.order:
        activity = plan.activities[place]
        days = _durations(activity, estimates.get(activity.key), generator, draws)
        drawn.place(place, activity, days)
    ends = np.max(drawn.ends, axis=0)
    return Chances(
        ends=tuple(plan.date(int(day) - 1) for day in np.sort(ends)),
        drives=_drives(plan, drawn),
        draws=draws,
        seed=seed,
    )


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
        return np.full(draws, activity.days)
    drawn = generator.triangular(estimate.low, estimate.likely, estimate.high, draws)
    return np.floor(drawn + 0.5).astype(np.int64)


@dataclass(frozen=True, slots=True)
class _Table:
    before: Days
    days: Days

    @classmethod
    def of(cls, calendar: Calendar, origin: int, length: int) -> _Table:
        table = day_table(calendar, origin, length)
        return cls(np.array(table.before), np.array(table.days))


class _Drawn:
    """Begins and ends of every task in every draw, tasks x draws, and what drove it."""

    def __init__(
        self, plan: Schedule, tables: Sequence[_Table], first: int, draws: int
    ) -> None:
        shape = (len(plan.activities), draws)
        self.plan, self.tables, self.first = plan, tables, first
        self.begins, self.ends = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
        # The place of the task that each one waited for; -1 for something else.
        self.driver = np.full(shape, -1, np.int32)

    def place(self, place: int, activity: Activity, days: Days) -> None:
        passes, table = self.plan.passes, self.tables[activity.calendar]
        if activity.done:
            self.begins[place] = passes.day(activity.done[0])
            self.ends[place] = passes.day(activity.done[1]) + 1
            return
        moment, held = passes.held_until(activity, self.first)
        at = np.full(days.shape, int(table.before[moment]))
        reached = np.full(days.shape, moment)
        if held is not Held.FIXED:
            for step in self._steps(place):
                index, when = self._bound(step, table, days)
                later = when > reached if activity.days == 0 else index > at
                self.driver[place][later] = step[0]
                at, reached = np.maximum(at, index), np.maximum(reached, when)
        # A task that may shrink to nothing in a draw still begins on a working day.
        begins = table.days[at] if activity.days else reached
        ends = np.where(days > 0, table.days[at + np.maximum(days, 1) - 1] + 1, begins)
        self.begins[place] = begins
        self.ends[place] = ends if activity.days else reached

    def _steps(self, place: int) -> list[tuple[int, int, int]]:
        waits = self.plan.passes.waits
        plain = [(other, 0, 0) for other in waits.plain[place]]
        return plain + list(waits.special.get(place, ()))

    def _bound(
        self, step: tuple[int, int, int], table: _Table, days: Days
    ) -> tuple[Days, Days]:
        """Return from which working day, and from which moment on, a link allows."""
        other, kind, lag = step
        moment = (self.begins if kind & 1 else self.ends)[other]
        index: Days = table.before[moment] + lag
        if kind > 1:
            index = (index if lag else table.before[moment - 1] + 1) - days
        when: Days = table.days[table.before[moment] + lag - 1] + 1 if lag else moment
        return index, when


def _drives(plan: Schedule, drawn: _Drawn) -> dict[str, float]:
    """Walk back from the last task of each draw and count who stands on the way."""
    counts = np.zeros(len(plan.activities), np.int64)
    draws = np.arange(drawn.ends.shape[1])
    place = np.argmax(drawn.ends, axis=0)
    while draws.size:
        np.add.at(counts, place, 1)
        place = drawn.driver[place, draws]
        draws, place = draws[place >= 0], place[place >= 0]
    total = drawn.ends.shape[1]
    found = {
        activity.key: count / total
        for activity, count in zip(plan.activities, counts.tolist(), strict=True)
        if count and not activity.done
    }
    return dict(sorted(found.items(), key=lambda item: -item[1]))
