"""How far a weight may move before somebody else is first: the weight spark."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from common.charts.shapes import Box, Dot, Drawing, Path, Point, Rule, placed

WIDTH, HEIGHT = 200.0, 36.0
PADDING = 4.0
BASELINE = HEIGHT - 6
BEND = 0.05  # of a unit of the picture; less is not seen


@dataclass(frozen=True, slots=True)
class WeightSpark:
    """A category's weight and what depends on it, all as shares of one.

    `margins` are (weight, lead of the present first) over the whole range; the lead
    is negative where somebody else is first.
    """

    weight: float
    low: float
    high: float
    margins: Sequence[Point] = ()


def weight_spark(spark: WeightSpark, *, label: str, is_rtl: bool) -> Drawing:
    """Return the interval in which the first stays first, the margin and the weight."""
    low, high, present = (
        _across(share) for share in (spark.low, spark.high, spark.weight)
    )
    zero, places = _margin_places(spark.margins)
    paths = (Path(places, "margin"),) if places else ()
    drawing = Drawing(
        WIDTH,
        HEIGHT,
        label,
        "spark",
        boxes=(Box(low, 2, high - low, HEIGHT - 4, "stable"),),
        rules=(
            Rule(PADDING, zero, WIDTH - PADDING, zero, "axis"),
            Rule(present, 2, present, HEIGHT - 2, "present"),
        ),
        paths=paths,
        dots=(Dot(present, _height_at(present, places, zero), 3, "present-dot"),),
    )
    return placed(drawing, is_rtl=is_rtl)


def _across(share: float) -> float:
    return PADDING + max(0.0, min(1.0, share)) * (WIDTH - 2 * PADDING)


def _margin_places(margins: Sequence[Point]) -> tuple[float, tuple[Point, ...]]:
    """Return the height of no lead, and the line of the margin."""
    if not margins:
        return BASELINE, ()
    leads = [lead for _weight, lead in margins]
    bottom, top = min(0.0, *leads), max(0.0, *leads)
    span = (top - bottom) or 1.0

    def height(lead: float) -> float:
        return PADDING + (top - lead) / span * (HEIGHT - 2 * PADDING)

    line = tuple((_across(weight), height(lead)) for weight, lead in sorted(margins))
    return height(0.0), _bends(line)


def _bends(line: Sequence[Point]) -> tuple[Point, ...]:
    """Leave out the points that lie on the way between those that stay."""
    kept, passed = list(line[:1]), []
    for point, after in pairwise(line[1:]):
        passed.append(point)
        way = kept[-1], after
        if any(abs(_height_at(x, way, y) - y) > BEND for x, y in passed):
            kept.append(point)
            passed.clear()
    return (*kept, *line[-1:]) if len(line) > 1 else tuple(kept)


def _height_at(x: float, line: Sequence[Point], otherwise: float) -> float:
    """Return the height of the line over x, between its two nearest points."""
    for (x1, y1), (x2, y2) in pairwise(line):
        if x1 <= x <= x2:
            return y1 if x1 == x2 else y1 + (y2 - y1) * (x - x1) / (x2 - x1)
    return otherwise
