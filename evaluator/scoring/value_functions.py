"""Value functions: from what was scored or measured to a value of 0..1.

A value function is fixed by its ends alone and never looks at the candidates
(absolute anchors), so that a new candidate cannot reorder the others. Keeney and
Raiffa (1976) Decisions with Multiple Objectives, ch. 3; Goodwin and Wright, Decision
Analysis for Management Judgment, ch. 3.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from itertools import pairwise
from typing import ClassVar, TypeAlias

from evaluator.scoring.errors import ScoringError, finite

Point: TypeAlias = tuple[float, float]


class OutOfRange(StrEnum):
    """What a measurement beyond the ends is worth."""

    CLIP = "clip"
    EXTRAPOLATE = "extrapolate"


class BeyondScale(ScoringError):
    def __init__(self, score: float) -> None:
        super().__init__(f"A score lies between 0 and 5; {score!r} does not.")
        self.score = score


class EndsEqual(ScoringError):
    def __init__(self, end: float) -> None:
        super().__init__(f"The worst and the best end are both {end!r}.")
        self.end = end


class PointsInvalid(ScoringError):
    """Break points that do not describe one curve from 0 to 1."""


class TargetInvalid(ScoringError):
    """A range and an ideal that do not lie inside each other."""


class ValueFunctionMalformed(ScoringError):
    """Stored settings that are not those of any value function."""


@dataclass(frozen=True, slots=True)
class Rated:
    """A score on the scale in words: value = score / 5, for 0 <= score <= 5."""

    kind: ClassVar[str] = "rated"
    highest: ClassVar[int] = 5

    def value(self, x: float) -> float:
        """Raise BeyondScale outside 0..5: such a score was never on the page."""
        if not 0 <= finite(x, "A score") <= self.highest:
            raise BeyondScale(x)
        return x / self.highest


@dataclass(frozen=True, slots=True)
class Linear:
    """Straight from 0 at `worst` to 1 at `best`: (x - worst) / (best - worst).

    Both ends are in the unit of the measurement; a cost has its worst end above its
    best. Raises EndsEqual, NotFinite.
    """

    worst: float
    best: float
    out_of_range: OutOfRange = OutOfRange.CLIP
    kind: ClassVar[str] = "linear"

    def __post_init__(self) -> None:
        finite(self.worst, "The worst end")
        finite(self.best, "The best end")
        finite(self.best - self.worst, "The distance between the ends")
        if self.worst == self.best:
            raise EndsEqual(self.worst)
        object.__setattr__(self, "out_of_range", _policy(self.out_of_range))

    def value(self, x: float) -> float:
        position = (finite(x, "A measurement") - self.worst) / (self.best - self.worst)
        if self.out_of_range is OutOfRange.EXTRAPOLATE:
            return position
        return min(max(position, 0.0), 1.0)


@dataclass(frozen=True, slots=True)
class Piecewise:
    """Straight between break points (measurement, value), kept in ascending order.

    y0 + (y1 - y0) (x - x0) / (x1 - x0) between neighbours; beyond the ends the value
    of the end, or the slope of the last piece. Points may come rising or falling, at
    least two, no measurement twice, values in 0..1. Raises PointsInvalid, NotFinite.
    """

    points: tuple[Point, ...]
    out_of_range: OutOfRange = OutOfRange.CLIP
    kind: ClassVar[str] = "piecewise"

    def __post_init__(self) -> None:
        object.__setattr__(self, "points", _break_points(self.points))
        object.__setattr__(self, "out_of_range", _policy(self.out_of_range))

    def value(self, x: float) -> float:
        finite(x, "A measurement")
        if self.out_of_range is OutOfRange.CLIP:
            x = min(max(x, self.points[0][0]), self.points[-1][0])
        # The last piece also serves what lies beyond it, the first what lies before.
        piece = bisect_right(self.points, x, 1, len(self.points) - 1, key=_measurement)
        (x0, y0), (x1, y1) = self.points[piece - 1], self.points[piece]
        share = (x - x0) / (x1 - x0)
        return y0 * (1 - share) + y1 * share


@dataclass(frozen=True, slots=True)
class Target:
    """1 inside `ideal`, falling straight to 0 at the ends of `range`, 0 beyond.

    (low, high) each, in the unit of the measurement, the ideal inside the range; an
    ideal that begins where the range begins has no slope on that side. Nominal is
    best: Cables, Lamata and Verdegay (2016) RIM, Information Sciences 337-338, 1-10.
    Raises TargetInvalid, NotFinite.
    """

    range: tuple[float, float]
    ideal: tuple[float, float]
    kind: ClassVar[str] = "target"

    def __post_init__(self) -> None:
        object.__setattr__(self, "range", _pair(self.range, "range"))
        object.__setattr__(self, "ideal", _pair(self.ideal, "ideal"))
        (lowest, highest), (first, last) = self.range, self.ideal
        if not lowest <= first <= last <= highest:
            message = "The ideal must lie inside the range, low end first."
            raise TargetInvalid(message)
        if lowest == highest:
            raise EndsEqual(lowest)

    def value(self, x: float) -> float:
        (lowest, highest), (first, last) = self.range, self.ideal
        if first <= finite(x, "A measurement") <= last:
            return 1.0
        if not lowest < x < highest:
            return 0.0
        if x < first:
            return (x - lowest) / (first - lowest)
        return (highest - x) / (highest - last)


ValueFunction: TypeAlias = Rated | Linear | Piecewise | Target

KINDS: dict[str, type[ValueFunction]] = {
    function.kind: function for function in (Rated, Linear, Piecewise, Target)
}


def values(
    function: ValueFunction, measurements: Iterable[float | None]
) -> list[float | None]:
    """Return the value of each measurement; what is missing (None) stays missing."""
    return [None if x is None else function.value(x) for x in measurements]


def value_function_from(stored: Mapping[str, object]) -> ValueFunction:
    """Build a value function from `{"kind": "linear", "worst": 0, "best": 9}`.

    Keys beside `kind` are the fields of the class. Raises ValueFunctionMalformed for
    an unknown kind, an unknown or missing key or a wrong type, and whatever the class
    itself raises.
    """
    kind = stored.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        message = f"{kind!r} is no kind of value function; know {sorted(KINDS)}."
        raise ValueFunctionMalformed(message)
    settings = {key: value for key, value in stored.items() if key != "kind"}
    known = {field.name for field in fields(KINDS[kind])}
    needed = known - {"out_of_range"}
    if not needed <= settings.keys() <= known:
        message = f"A {kind} value function takes {sorted(known)}, not {[*settings]}."
        raise ValueFunctionMalformed(message)
    return KINDS[kind](**settings)  # type: ignore[arg-type] # checked by the class


def value_function_to(function: ValueFunction) -> dict[str, object]:
    """Return the plain dict that `value_function_from` reads, fit for JSON."""
    stored = {name.name: getattr(function, name.name) for name in fields(function)}
    return {"kind": function.kind} | {
        key: _plain(value) for key, value in stored.items()
    }


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return str(value) if isinstance(value, OutOfRange) else value


def _measurement(point: Point) -> float:
    return point[0]


def _policy(name: object) -> OutOfRange:
    try:
        return OutOfRange(name)  # type: ignore[arg-type] # any value may be stored
    except ValueError:
        message = f"Beyond the ends a value can clip or extrapolate, not {name!r}."
        raise ValueFunctionMalformed(message) from None


def _pair(ends: object, what: str) -> Point:
    if not isinstance(ends, list | tuple) or len(ends) != 2:
        message = f"The {what} needs two ends, not {ends!r}."
        raise ValueFunctionMalformed(message)
    low, high = (finite(end, f"An end of the {what}") for end in ends)
    return low, high


def _break_points(points: object) -> tuple[Point, ...]:
    if not isinstance(points, list | tuple) or len(points) < 2:
        message = "A piecewise value function needs at least two points."
        raise PointsInvalid(message)
    ascending = [_pair(point, "point") for point in points]
    if ascending[0][0] > ascending[-1][0]:
        ascending.reverse()
    if any(left[0] >= right[0] for left, right in pairwise(ascending)):
        message = "The measurements of the points must all rise or all fall."
        raise PointsInvalid(message)
    if any(not 0 <= value <= 1 for _, value in ascending):
        message = "The value of a point lies between 0 and 1."
        raise PointsInvalid(message)
    return tuple(ascending)
