"""What drives a cost: the tornado, and where one candidate becomes dearer."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from types import MappingProxyType

import numpy as np

from evaluator.costs.cashflow import Candidate, Case, Setting, setting, spending
from evaluator.costs.measures import PEOPLE, Measure
from evaluator.costs.ranges import Range
from evaluator.costs.samplers import FloatArray, Sampler, likely


@dataclass(frozen=True, slots=True)
class Bar:
    """One input alone at its low and high end, all others at their likely value."""

    name: str
    at_low: float
    at_high: float

    @property
    def swing(self) -> float:
        return abs(self.at_high - self.at_low)


def bars(
    ranges: Mapping[str, Range], result: Callable[[Mapping[str, float]], float]
) -> list[Bar]:
    """Return a bar per input that has a range, the widest swing first.

    result: from the inputs that are moved, by name, to the figure looked at.
    """
    found = [
        Bar(
            name,
            result({name: float(each.low)}),
            result({name: float(each.high)}),
        )
        for name, each in ranges.items()
        if not each.is_sure
    ]
    # Rounded, so that equal swings keep their order whatever the float says.
    return sorted(found, key=lambda bar: -round(bar.swing, 6))


def inputs(case: Case, candidate: Candidate) -> dict[str, Range]:
    """Return every input that the candidate's cost is drawn from, by name."""
    found: dict[str, Range] = {}

    def noting(name: str, figure: Range) -> FloatArray:
        found[name] = figure
        return likely(name, figure)

    spending(candidate, setting(case, noting))
    return found


def tornado_bars(case: Case, candidate: str) -> list[Bar]:
    """Return what drives the candidate's known total, the widest swing first.

    All ends are computed at once, each as a draw in which one input is moved.
    """
    priced = case.candidate(candidate)
    ranges = {k: each for k, each in inputs(case, priced).items() if not each.is_sure}
    moves = [
        (name, float(end))
        for name, each in ranges.items()
        for end in (each.low, each.high)
    ]

    def one_moved(name: str, figure: Range) -> FloatArray:
        value = float(figure.likely)
        if name not in ranges:
            return np.array([value])
        return np.array([end if moved == name else value for moved, end in moves])

    shared = setting(case, one_moved)
    at = dict(zip(moves, totals(priced, shared, len(moves)), strict=True))
    found = bars(ranges, lambda moved: float(at[next(iter(moved.items()))]))
    return [bar for bar in found if bar.swing > 0]


def totals(candidate: Candidate, shared: Setting, draws: int) -> FloatArray:
    """Return the known cost over the horizon, one per draw of the setting."""
    spent, _ = spending(candidate, shared)
    found: FloatArray = np.broadcast_to(spent.known.sum(axis=1), (draws,))
    return found


class Axis(StrEnum):
    """What is moved when a crossing is looked for."""

    CONTACTS = "contacts"
    SEATS = "seats"
    SENDS = "sends"


AXES: Mapping[Axis, tuple[Measure, frozenset[Measure]]] = MappingProxyType(
    {
        Axis.CONTACTS: (Measure.STORED_CONTACTS, PEOPLE),
        Axis.SEATS: (
            Measure.FULL_SEATS,
            frozenset({Measure.FULL_SEATS, Measure.SALES_SEATS, Measure.VIEW_SEATS}),
        ),
        Axis.SENDS: (
            Measure.SENDS_PER_CONTACT,
            frozenset({Measure.SENDS_PER_CONTACT}),
        ),
    }
)
"""axis -> the measure it is told in, and all that move with it, in proportion."""


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """The known total of a candidate at each quantity of the first month."""

    candidate: str
    quantities: FloatArray
    totals: FloatArray


@dataclass(frozen=True, slots=True)
class Crossing:
    """From `quantity` on, `dearer` costs more than `cheaper`."""

    quantity: float
    dearer: str
    cheaper: str


def curves(
    case: Case, candidates: Iterable[str], axis: Axis, quantities: FloatArray
) -> list[Curve]:
    """Return the totals at these quantities. KeyError if the axis has no figure."""
    shared = setting(case, _moved(case, axis, quantities))
    return [
        Curve(key, quantities, totals(case.candidate(key), shared, len(quantities)))
        for key in candidates
    ]


def crossings(
    case: Case, one: Curve, other: Curve, axis: Axis, *, step: float = 1.0
) -> Iterator[Crossing]:
    """Yield where the cheaper of two candidates changes, to the `step`.

    Looked for between neighbouring quantities of their curves, so two changes between
    the same two are not seen. Equal costs are no crossing.
    """
    signs = _signs(one, other)
    known = np.flatnonzero(signs)
    for left, right in pairwise(known):
        if signs[left] != signs[right]:
            sign = float(signs[right])
            ends = float(one.quantities[left]), float(one.quantities[right])
            pair = one.candidate, other.candidate
            at = _narrowed(case, pair, axis, ends, sign, step)
            dearer, cheaper = pair if sign > 0 else pair[::-1]
            yield Crossing(at, dearer, cheaper)


def _narrowed(
    case: Case,
    pair: tuple[str, str],
    axis: Axis,
    ends: tuple[float, float],
    sign: float,
    step: float,
) -> float:
    """Return the first quantity, in steps, from which on the sign holds."""
    low, high = np.floor(ends[0] / step) * step, np.ceil(ends[1] / step) * step
    while high - low > step * 1.5:
        steps = max(int(np.ceil((high - low) / step)), 2)
        inner = low + step * np.unique(np.linspace(0, steps, 33).astype(int))
        grid = np.minimum(inner, high)
        reached = _signs(*curves(case, pair, axis, grid)) == sign
        first = int(np.argmax(reached)) if reached.any() else len(grid) - 1
        if first == 0 or grid[first] == high == grid[first - 1]:
            break
        low, high = float(grid[first - 1]), float(grid[first])
    return float(high)


def _signs(one: Curve, other: Curve) -> FloatArray:
    """Return 1 where the first is the dearer, -1 where the other is, 0 where none."""
    signs: FloatArray = np.sign(np.round(one.totals - other.totals, 4))
    return signs


def _moved(case: Case, axis: Axis, quantities: FloatArray) -> Sampler:
    told, moving = AXES[axis]
    factors = quantities / float(case.usage.figures[told].likely)
    names = {f"usage.{measure}" for measure in moving}

    def sampler(name: str, figure: Range) -> FloatArray:
        value = float(figure.likely)
        return value * factors if name in names else np.array([value])

    return sampler
