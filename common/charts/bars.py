"""Bars that fill one table row each: stacked, and as a range with its middle."""

from collections.abc import Sequence
from dataclasses import dataclass

from common.charts.shapes import Box, Drawing, Rule, placed

BAR_WIDTH = 1000.0
BAR_HEIGHT = 10.0
CATEGORY_COLOURS = 6
# Neighbours overlap a hair, or the ground shines through between them.
OVERLAP = BAR_WIDTH * 0.0005


@dataclass(frozen=True, slots=True)
class Part:
    """One share of a bar; `category` picks the colour."""

    value: float
    category: int
    title: str = ""


def stacked_bar(
    parts: Sequence[Part], *, full: float, label: str, is_rtl: bool
) -> Drawing:
    """Return the parts one after another; a bar of `full` fills its place."""
    boxes, start = [], 0.0
    for part in parts:
        width = _scaled(part.value, full)
        if width > 0:
            css_class = f"category-{part.category % CATEGORY_COLOURS}"
            box = Box(start, 0, width + OVERLAP, BAR_HEIGHT, css_class, part.title)
            boxes.append(box)
        start += width
    drawing = Drawing(
        BAR_WIDTH, BAR_HEIGHT, label, "bar", is_stretched=True, boxes=tuple(boxes)
    )
    return placed(drawing, is_rtl=is_rtl)


@dataclass(frozen=True, slots=True)
class Range:
    """Low, likely and high of one row; `category` picks the colour."""

    low: float
    middle: float
    high: float
    category: int = 0


def range_bar(
    values: Range, *, start: float, end: float, label: str, is_rtl: bool
) -> Drawing:
    """Return the span from low to high on the axis from start to end."""
    span = end - start
    low, middle, high = (
        _scaled(value - start, span)
        for value in (values.low, values.middle, values.high)
    )
    css_class = f"category-{values.category % CATEGORY_COLOURS}"
    drawing = Drawing(
        BAR_WIDTH,
        BAR_HEIGHT,
        label,
        "bar range",
        is_stretched=True,
        rules=tuple(
            Rule(BAR_WIDTH * share, 0, BAR_WIDTH * share, BAR_HEIGHT, "axis")
            for share in (0.25, 0.5, 0.75)
        ),
        boxes=(
            Box(low, 3, high - low, 4, f"{css_class} soft"),
            Box(_inside(middle - 4, 8), 1, 8, 8, css_class),
        ),
    )
    return placed(drawing, is_rtl=is_rtl)


def offset_bar(
    begin: float, end: float, *, full: float, category: int, label: str, is_rtl: bool
) -> Drawing:
    """Return a bar from begin to end on an axis from 0 to `full`: for waterfalls."""
    first, last = sorted((_scaled(begin, full), _scaled(end, full)))
    box = Box(first, 1, max(last - first, 1.0), 8, f"category-{category}")
    drawing = Drawing(
        BAR_WIDTH, BAR_HEIGHT, label, "bar", is_stretched=True, boxes=(box,)
    )
    return placed(drawing, is_rtl=is_rtl)


@dataclass(frozen=True, slots=True)
class Swing:
    """What a figure is with one input at its low and at its high end."""

    at_low: float
    at_high: float


def swing_bar(
    swing: Swing, *, base: float, reach: float, label: str, is_rtl: bool
) -> Drawing:
    """Return a tornado's bar: both ends around the base, which is in the middle.

    reach: the furthest that any bar of the tornado goes from the base.
    """
    middle = BAR_WIDTH / 2

    def place(value: float) -> float:
        share = (value - base) / reach if reach else 0.0
        return middle + max(-1.0, min(1.0, share)) * middle

    ends = (place(swing.at_low), "category-2"), (place(swing.at_high), "category-4")
    drawing = Drawing(
        BAR_WIDTH,
        BAR_HEIGHT,
        label,
        "bar",
        is_stretched=True,
        boxes=tuple(Box(min(x, middle), 1, abs(x - middle), 8, css) for x, css in ends),
        rules=(Rule(middle, 0, middle, BAR_HEIGHT, "axis"),),
    )
    return placed(drawing, is_rtl=is_rtl)


def _scaled(value: float, full: float) -> float:
    if full <= 0:
        return 0.0
    return max(0.0, min(1.0, value / full)) * BAR_WIDTH


def _inside(start: float, width: float) -> float:
    return max(0.0, min(BAR_WIDTH - width, start))
