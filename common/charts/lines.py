"""Lines over a number axis: how several things grow with one quantity."""

from collections.abc import Sequence
from dataclasses import dataclass

from common.charts.shapes import Dot, Drawing, Label, Path, Point, Rule, placed

WIDTH, HEIGHT = 720.0, 260.0
START, END, TOP, BOTTOM = 64.0, 12.0, 12.0, 28.0
STEPS = 4
COLOURS = 6


@dataclass(frozen=True, slots=True)
class Line:
    """Points (x, y) rising in x; `category` picks the colour."""

    name: str
    points: Sequence[Point]
    category: int = 0


@dataclass(frozen=True, slots=True)
class Axis:
    """Its end, and what stands at each of five places from 0 to the end."""

    end: float
    labels: Sequence[str]


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on the x axis that matters, such as today."""

    x: float
    text: str


def nice_end(value: float) -> float:
    """Return the next of 1, 2, 2.5, 4, 5, 8, 10 times a power of ten."""
    if value <= 0:
        return 1.0
    power = 1.0
    while power * 10 <= value:
        power *= 10
    while power > value:
        power /= 10
    steps = (1, 2, 2.5, 4, 5, 8, 10)
    return next(power * step for step in steps if power * step >= value - 1e-9 * value)


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
    plot = Plot(width)
    places = [
        [(plot.x(x / across.end), _y(y / up.end)) for x, y in line.points]
        for line in lines
    ]
    rules = [
        Rule(START, _y(step / STEPS), width - END, _y(step / STEPS), "axis")
        for step in range(STEPS + 1)
    ]
    if mark:
        x = plot.x(mark.x / across.end)
        rules.append(Rule(x, TOP, x, HEIGHT - BOTTOM, "present"))
    drawing = Drawing(
        width,
        HEIGHT,
        label,
        "lines",
        rules=tuple(rules),
        paths=tuple(
            Path(
                tuple(points), f"line stroke-{line.category % COLOURS}", title=line.name
            )
            for line, points in zip(lines, places, strict=True)
        ),
        dots=tuple(
            Dot(*points[-1], 3, f"category-{line.category % COLOURS}", line.name)
            for line, points in zip(lines, places, strict=True)
            if points
        ),
        labels=tuple(_labels(plot, across, up, mark)),
    )
    return placed(drawing, is_rtl=is_rtl)


@dataclass(frozen=True, slots=True)
class Plot:
    """The place between the axes."""

    width: float

    def x(self, share: float) -> float:
        return START + max(0.0, min(1.0, share)) * (self.width - START - END)


def _y(share: float) -> float:
    return HEIGHT - BOTTOM - max(0.0, min(1.0, share)) * (HEIGHT - TOP - BOTTOM)


def _labels(plot: Plot, across: Axis, up: Axis, mark: Mark | None) -> list[Label]:
    found = [
        Label(START - 6, _y(step / STEPS) + 4, text, "end", "chart-label")
        for step, text in enumerate(up.labels)
    ]
    found += [
        Label(
            plot.x(step / STEPS),
            HEIGHT - 8,
            text,
            "middle" if step < STEPS else "end",
            "chart-label",
        )
        for step, text in enumerate(across.labels)
    ]
    if mark:
        x = plot.x(mark.x / across.end)
        found.append(Label(x + 4, TOP + 10, mark.text, "start", "chart-label"))
    return found
