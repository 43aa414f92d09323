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


def _scaled(value: float, full: float) -> float:
    if full <= 0:
        return 0.0
    return max(0.0, min(1.0, value / full)) * BAR_WIDTH


def _inside(start: float, width: float) -> float:
    return max(0.0, min(BAR_WIDTH - width, start))
