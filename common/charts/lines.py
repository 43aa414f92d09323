"""Lines over a number axis: how several things grow with one quantity."""

from collections.abc import Sequence
from dataclasses import dataclass

from common.charts.plot import Axis, Mark, Plot
from common.charts.shapes import Dot, Drawing, Path, Point, placed

WIDTH, NARROW = 720.0, 330.0
"""Of a drawing that fills a card on a wide screen, and on a phone."""
COLOURS = 6


@dataclass(frozen=True, slots=True)
class Line:
    """Points (x, y) rising in x; `category` picks the colour."""

    name: str
    points: Sequence[Point]
    category: int = 0


def coloured(category: int) -> str:
    """Return the classes of a dot or swatch: beyond the colours, as rings."""
    return f"category-{category % COLOURS}{again(category)}"


def again(category: int) -> str:
    return " again" if category >= COLOURS else ""


def line_chart(
    lines: Sequence[Line],
    *,
    across: Axis,
    up: Axis,
    label: str,
    is_rtl: bool,
    mark: Mark | None = None,
    width: float = WIDTH,
) -> Drawing:
    """Return the lines between the axes; say the same in a table beside them.

    Text keeps its size where `width` is that of the place the drawing fills.
    """
    plot = Plot(across, up, width)
    places = [[(plot.x(x), plot.y(y)) for x, y in line.points] for line in lines]
    drawing = Drawing(
        width,
        plot.height,
        label,
        "lines",
        rules=plot.rules(mark),
        paths=tuple(
            Path(
                tuple(points),
                f"line stroke-{line.category % COLOURS}{again(line.category)}",
                title=line.name,
            )
            for line, points in zip(lines, places, strict=True)
        ),
        dots=tuple(
            Dot(*points[-1], 3, coloured(line.category), line.name)
            for line, points in zip(lines, places, strict=True)
            if points
        ),
        labels=plot.labels(mark),
    )
    return placed(drawing, is_rtl=is_rtl)
