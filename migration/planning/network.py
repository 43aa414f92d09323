"""Tasks and what they wait for, in an order in which they can be worked on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


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


@dataclass(frozen=True, slots=True)
class Link:
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


Step = tuple[int, int, int]
"""The place of the task before, the code of the link's kind, the lag."""
Steps = Sequence[Step]


@dataclass(frozen=True, slots=True)
class Waits:
    """What tasks wait for, by place.

    plain: the places of the tasks after whose end each starts, without a lag, as most
    links are. special: all others.
    """

    plain: list[list[int]]
    special: dict[int, list[Step]]
    order: Sequence[int]


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
    special: dict[int, list[Step]] = {}
    in_order = True
    usual = Kind.FINISH_START
    for link in links:
        first, second = index[link.before], index[link.after]
        if first >= second:
            in_order = False
        if link.kind is usual and not link.lag:
            plain[second].append(first)
        else:
            step = (first, CODES[link.kind], link.lag)
            special.setdefault(second, []).append(step)
    # Where every link points forward, the tasks stand in an order already.
    order = range(len(activities)) if in_order else _order(activities, plain, special)
    return Waits(plain, special, order)


def _order(
    activities: Sequence[Activity],
    plain: list[list[int]],
    special: Mapping[int, list[Step]],
) -> Sequence[int]:
    """Return the places in an order in which nothing waits for what comes later."""
    before = [
        [*plain[place], *(step[0] for step in special.get(place, ()))]
        for place in range(len(activities))
    ]
    after: list[list[int]] = [[] for _activity in activities]
    for place, others in enumerate(before):
        for other in others:
            after[other].append(place)
    waits = [len(others) for others in before]
    order = [place for place, count in enumerate(waits) if not count]
    for place in order:
        for other in after[place]:
            waits[other] -= 1
            if not waits[other]:
                order.append(other)
    if len(order) < len(activities):
        raise Circle(_circle(activities, before, waits))
    return order


def _circle(
    activities: Sequence[Activity], before: list[list[int]], waits: list[int]
) -> tuple[str, ...]:
    """Walk back among the tasks that are never free until one comes twice."""
    place = next(place for place, count in enumerate(waits) if count)
    seen: dict[int, int] = {}
    path: list[int] = []
    while place not in seen:
        seen[place] = len(path)
        path.append(place)
        place = next(other for other in before[place] if waits[other])
    return tuple(activities[each].key for each in path[seen[place] :][::-1])
