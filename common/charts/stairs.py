"""Stairs: what a bill comes to over a quantity, with gaps where it is no number."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from common.charts.shapes import Box, Drawing, Label, Path, Point, Rule, placed

WIDTH, HEIGHT = 480.0, 260.0
LEFT, RIGHT, TOP, BOTTOM = 64.0, 34.0, 14.0, 34.0


@dataclass(frozen=True, slots=True)
class Stair:
    """The bill at a quantity: an amount, or None; `css_class` tells why there is none.

    is_bound: the amount is an upper bound.
    """

    quantity: float
    amount: float | None
    is_bound: bool = False
    css_class: str = ""


@dataclass(frozen=True, slots=True)
class Axis:
    """Labels along an axis: (value, text)."""

    top: float
    labels: tuple[tuple[float, str], ...]


def stairs(
    steps: Sequence[Stair], *, across: Axis, up: Axis, label: str, is_rtl: bool
) -> Drawing:
    """Return the line of amounts; what is no number is a shaded stretch."""
    drawing = Drawing(
        WIDTH,
        HEIGHT,
        label,
        "stairs",
        boxes=tuple(_shades(steps, across.top)),
        rules=tuple(
            Rule(LEFT, _y(value, up.top), WIDTH - RIGHT, _y(value, up.top), "axis")
            for value, _text in up.labels
        ),
        paths=tuple(_lines(steps, across.top, up.top)),
        labels=(
            *(
                Label(LEFT - 6, _y(value, up.top) + 4, text, "end", "chart-label")
                for value, text in up.labels
            ),
            *(
                Label(_x(value, across.top), HEIGHT - 12, text, "middle", "chart-label")
                for value, text in across.labels
            ),
        ),
    )
    return placed(drawing, is_rtl=is_rtl)


def _lines(steps: Sequence[Stair], across: float, up: float) -> Iterator[Path]:
    """Yield a path for each stretch of one kind: flat to the next quantity, then up."""
    for stretch in _stretches(steps):
        if stretch[0].amount is None:
            continue
        points: list[Point] = []
        for step in stretch:
            height = _y(step.amount or 0.0, up)
            if points and points[-1][1] != height:
                points.append((points[-1][0], height))
            points.append((_x(step.quantity, across), height))
        yield Path(tuple(points), "bound" if stretch[0].is_bound else "amount")


def _shades(steps: Sequence[Stair], across: float) -> Iterator[Box]:
    for stretch in _stretches(steps):
        if stretch[0].amount is None:
            start, end = (
                _x(each.quantity, across) for each in (stretch[0], stretch[-1])
            )
            height = HEIGHT - TOP - BOTTOM
            yield Box(start, TOP, max(end - start, 2.0), height, stretch[0].css_class)


def _stretches(steps: Sequence[Stair]) -> Iterator[list[Stair]]:
    """Part the steps where their kind changes; a line goes on to where it ends."""
    found: list[Stair] = []
    for step in steps:
        if found and _kind(found[-1]) != _kind(step):
            yield found
            found = []
        found.append(step)
    if found:
        yield found


def _kind(step: Stair) -> tuple[bool, bool, str]:
    return step.amount is None, step.is_bound, step.css_class


def _x(value: float, top: float) -> float:
    return LEFT + (value / top if top else 0.0) * (WIDTH - LEFT - RIGHT)


def _y(value: float, top: float) -> float:
    share = value / top if top else 0.0
    return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)
