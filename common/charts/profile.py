"""The profile of a few candidates over the categories: a radar."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from common.charts.shapes import (
    Anchor,
    Dot,
    Drawing,
    Label,
    Path,
    Point,
    Rule,
    placed,
)

WIDTH, HEIGHT = 440.0, 300.0
CENTRE = (WIDTH / 2, 152.0)
RADIUS = 108.0
LABEL_RADIUS = 1.12
RINGS = (0.2, 0.4, 0.6, 0.8, 1.0)
FEWEST_AXES = 3


@dataclass(frozen=True, slots=True)
class ProfileLine:
    """One candidate; values from 0 to 1 in the order of the axes, None if unknown."""

    name: str
    values: tuple[float | None, ...]


def profile(
    axes: Sequence[str], lines: Sequence[ProfileLine], *, label: str, is_rtl: bool
) -> Drawing | None:
    """Return the radar, or nothing: fewer than three axes enclose no area."""
    count = len(axes)
    if count < FEWEST_AXES:
        return None
    drawing = Drawing(
        WIDTH,
        HEIGHT,
        label,
        "profile",
        rules=tuple(_spoke(index, count) for index in range(count)),
        paths=(
            *(_ring(share, count) for share in RINGS),
            *(
                path
                for number, line in enumerate(lines)
                for path in _paths(number, line)
            ),
        ),
        dots=tuple(
            dot for number, line in enumerate(lines) for dot in _dots(number, line)
        ),
        labels=tuple(
            _axis_label(axis, index, count) for index, axis in enumerate(axes)
        ),
    )
    return placed(drawing, is_rtl=is_rtl)


def _place(index: int, count: int, share: float) -> Point:
    """Return the point on an axis; the first axis points up, the rest go clockwise."""
    angle = 2 * math.pi * index / count - math.pi / 2
    reach = RADIUS * share
    return CENTRE[0] + math.cos(angle) * reach, CENTRE[1] + math.sin(angle) * reach


def _spoke(index: int, count: int) -> Rule:
    return Rule(*CENTRE, *_place(index, count, 1), "axis")


def _ring(share: float, count: int) -> Path:
    points = tuple(_place(index, count, share) for index in range(count))
    return Path(points, "axis", is_closed=True)


def _points(line: ProfileLine) -> list[Point | None]:
    count = len(line.values)
    return [
        None if value is None else _place(index, count, max(0.0, min(1.0, value)))
        for index, value in enumerate(line.values)
    ]


def _paths(number: int, line: ProfileLine) -> Iterator[Path]:
    """Close the line around the middle, or break it where nothing is known."""
    points, css_class = _points(line), f"series series-{number}"
    known = [point for point in points if point]
    if len(known) == len(points):
        yield Path(tuple(known), css_class, is_closed=True, title=line.name)
        return
    gap = points.index(None)
    run: list[Point] = []
    for point in (*points[gap + 1 :], *points[: gap + 1]):
        if point:
            run.append(point)
            continue
        if len(run) > 1:
            yield Path(tuple(run), f"{css_class} open", title=line.name)
        run = []


def _dots(number: int, line: ProfileLine) -> Iterator[Dot]:
    for point in filter(None, _points(line)):
        yield Dot(*point, 3, f"dot series-{number}")


def _axis_label(axis: str, index: int, count: int) -> Label:
    x, y = _place(index, count, LABEL_RADIUS)
    sideways = x - CENTRE[0]
    anchor: Anchor = "middle"
    if abs(sideways) > RADIUS * 0.08:
        anchor = "start" if sideways > 0 else "end"
    return Label(x, y + 4, axis, anchor, "chart-label")
