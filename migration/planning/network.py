"""Tasks and what they wait for, in an order in which they can be worked on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    FINISH_START = "FS"
    START_START = "SS"
    FINISH_FINISH = "FF"
    START_FINISH = "SF"


class Held(StrEnum):
    """What else than a predecessor keeps a task from beginning earlier."""

    START = "start"  # the plan's first day, or today
    NOT_BEFORE = "not_before"
    FIXED = "fixed"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Activity:
    """A task as the schedule sees it.

    days: working days on calendar number `calendar`; 0 is a milestone. done: first and
    last day of what is finished; it is not moved any more.
    """

    key: str
    days: int = 1
    calendar: int = 0
    not_before: date | None = None
    fixed_on: date | None = None
    deadline: date | None = None
    done: tuple[date, date] | None = None


class Link(NamedTuple):
    """lag: working days of the calendar of `after`; below 0 the two overlap."""

    before: str
    after: str
    kind: Kind = Kind.FINISH_START
    lag: int = 0


class Circle(ValueError):
    """Tasks that wait for each other; `keys` in their order, the first not twice."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        super().__init__(" > ".join(keys))
        self.keys = keys


Step = tuple[int, int, int, int]
"""A link as the passes take it: the place of the task before, the code of the kind,
shift, count. The task after begins on working day `before[moment - shift] + count` of
its calendar, with the moment at which the one before begins or ends; see `_step`."""
Steps = Sequence[Step]
NONE: list[Step] = []
"""Shared by the tasks that have none, never added to."""


@dataclass(frozen=True, slots=True)
class Waits:
    """What tasks wait for, by place.

    plain: the places of the tasks after whose end each starts, without a lag, as most
    links are. special: all others. order: each place behind those it waits for.
    """

    plain: Sequence[Sequence[int]]
    special: Sequence[Steps]
    order: Sequence[int]

    def steps(self, place: int) -> list[Step]:
        return [
            *((other, 0, 0, 0) for other in self.plain[place]),
            *self.special[place],
        ]


CODES = {
    Kind.FINISH_START: 0,
    Kind.START_START: 1,
    Kind.FINISH_FINISH: 2,
    Kind.START_FINISH: 3,
}
"""Odd: counts from the start of the first. Above 1: to the finish of the second."""


def waits_of(
    activities: Sequence[Activity], index: Mapping[str, int], links: Sequence[Link]
) -> Waits:
    """Sort the links by the task that waits. Raises KeyError, Circle."""
    plain: list[list[int]] = [[] for _activity in activities]
    special: list[list[Step]] = [NONE] * len(activities)
    in_order = True
    usual = Kind.FINISH_START
    for before, after, kind, lag in links:
        first, second = index[before], index[after]
        if first >= second:
            in_order = False
        if lag or kind is not usual:
            code = CODES[kind]
            step = (
                _step(first, code, lag, activities[second].days)
                if code > 1
                else (first, code, 0, lag)
            )
            if special[second]:
                special[second].append(step)
            else:
                special[second] = [step]
        else:
            plain[second].append(first)
    # Where every link points forward, the tasks stand in an order already.
    order = range(len(activities)) if in_order else _order(activities, plain, special)
    return Waits(plain, special, order)


def _step(other: int, code: int, lag: int, work: int) -> Step:
    """Spell out a link to the finish of a task with so many working days.

    A milestone has none, and no finish beside its start.
    """
    if not work:
        return other, code, 0, lag
    if lag:
        return other, code, 0, lag - work
    # Not even on a day off does it end before the other.
    return other, code, 1, 1 - work


NEW, OPEN, DONE = range(3)


def _order(
    activities: Sequence[Activity],
    plain: Sequence[Sequence[int]],
    special: Sequence[Steps],
) -> list[int]:
    """Return the places as they stand, but each after all that it waits for."""
    before = [
        [*others, *(step[0] for step in steps)] if steps else others
        for others, steps in zip(plain, special, strict=True)
    ]
    state = [NEW] * len(before)
    order: list[int] = []
    stack = [*reversed(range(len(before)))]
    while stack:
        place = stack[-1]
        if state[place] == NEW:
            state[place] = OPEN
            for other in before[place]:
                if state[other] == NEW:
                    stack.append(other)
                elif state[other] == OPEN:
                    raise Circle(_circle(activities, before, state, other))
        else:
            stack.pop()
            if state[place] == OPEN:
                state[place] = DONE
                order.append(place)
    return order


def _circle(
    activities: Sequence[Activity],
    before: Sequence[Sequence[int]],
    state: Sequence[int],
    place: int,
) -> tuple[str, ...]:
    """Walk back from a task among those that are open until it comes twice."""
    seen: dict[int, int] = {}
    path: list[int] = []
    while place not in seen:
        seen[place] = len(path)
        path.append(place)
        place = next(other for other in before[place] if state[other] == OPEN)
    return tuple(activities[each].key for each in path[seen[place] :][::-1])
