"""Bars over days: the right side of a Gantt chart, one row under the other.

Rows stand beside a list of names in HTML of the same height. The axis and the rows are
two drawings of one width, so that the axis can stay on top.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from common.charts.shapes import Box, Dot, Drawing, Label, Path, Point, Rule, placed

ROW, AXIS, BAR, GHOST = 28.0, 34.0, 14.0, 4.0
MARGIN = 12.0
ELBOW = 5.0
MONTH_ROOM = 64.0  # what the name of a month takes


@dataclass(frozen=True, slots=True)
class Bar:
    """One row. `first` to `last` are inclusive days; a milestone has no width.

    was: the days of the baseline. marked: stretches of it that stand out. title: what
    hovering and screen readers say.
    """

    first: date
    last: date
    css_class: str
    title: str = ""
    is_milestone: bool = False
    share_done: float = 0.0
    was: tuple[date, date] | None = None
    marked: tuple[tuple[date, date], ...] = ()


@dataclass(frozen=True, slots=True)
class Arrow:
    """From a row to a row: from the end or start of one to that of the other."""

    before: int
    after: int
    from_end: bool = True
    to_start: bool = True
    css_class: str = "link"


@dataclass(frozen=True, slots=True)
class Tick:
    """A day on the axis with its words; a strong one begins a month."""

    day: date
    text: str
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """The days that are drawn, and how many units one is wide."""

    first: date
    last: date
    scale: float

    @property
    def width(self) -> float:
        return ((self.last - self.first).days + 1) * self.scale + 2 * MARGIN

    def at(self, day: date) -> float:
        """Return where a day begins."""
        return MARGIN + (day - self.first).days * self.scale

    def after(self, day: date) -> float:
        """Return where a day ends."""
        return self.at(day) + self.scale


def gantt_axis(
    span: Span, ticks: Sequence[Tick], *, label: str, is_rtl: bool
) -> Drawing:
    """Return the axis above the rows."""
    drawing = Drawing(
        span.width,
        AXIS,
        label,
        "gantt-axis",
        rules=tuple(
            Rule(span.at(tick.day), AXIS - 8, span.at(tick.day), AXIS, "axis")
            for tick in ticks
        ),
        labels=tuple(
            Label(
                span.at(tick.day) + 3,
                14 if tick.is_strong else 28,
                tick.text,
                "start",
                "chart-label strong" if tick.is_strong else "chart-label",
            )
            for tick in _with_room(span, ticks)
        ),
    )
    return placed(drawing, is_rtl=is_rtl)


def _with_room(span: Span, ticks: Sequence[Tick]) -> list[Tick]:
    """Leave out the name of a month that the next one would be written over."""
    months = [tick for tick in ticks if tick.is_strong]
    hidden = {
        tick.day
        for tick, after in pairwise(months)
        if span.at(after.day) - span.at(tick.day) < MONTH_ROOM
    }
    return [tick for tick in ticks if not (tick.is_strong and tick.day in hidden)]


def gantt_rows(
    span: Span,
    bars: Sequence[Bar],
    arrows: Sequence[Arrow],
    ticks: Sequence[Tick],
    *,
    today: date,
    label: str,
    is_rtl: bool,
) -> Drawing:
    """Return the bars, what they wait for, and the line of today."""
    height = max(len(bars), 1) * ROW
    rules = [
        Rule(span.at(tick.day), 0, span.at(tick.day), height, "axis")
        for tick in ticks
        if tick.is_strong
    ]
    if span.first <= today <= span.last:
        x = span.at(today) + span.scale / 2
        rules.append(Rule(x, 0, x, height, "today"))
    boxes: list[Box] = []
    dots: list[Dot] = []
    for row, bar in enumerate(bars):
        boxes += _boxes(span, bar, row)
        if bar.is_milestone:
            dots.append(
                Dot(span.after(bar.last), _middle(row), 6, bar.css_class, bar.title)
            )
    drawing = Drawing(
        span.width,
        height,
        label,
        "gantt-rows",
        boxes=tuple(boxes),
        rules=tuple(rules),
        paths=tuple(_path(span, bars, arrow) for arrow in arrows),
        dots=tuple(dots),
    )
    return placed(drawing, is_rtl=is_rtl)


def _boxes(span: Span, bar: Bar, row: int) -> list[Box]:
    found = []
    top = row * ROW + (ROW - BAR) / 2
    if bar.was:
        start = span.at(bar.was[0])
        width = span.after(bar.was[1]) - start
        found.append(Box(start, top + BAR + 1, width, GHOST, "ghost"))
    if bar.is_milestone:
        return found
    start = span.at(bar.first)
    width = max(span.after(bar.last) - start, 2.0)
    found.append(Box(start, top, width, BAR, bar.css_class, bar.title))
    if bar.share_done:
        found.append(Box(start, top, width * bar.share_done, BAR, "done"))
    for first, last in bar.marked:
        width = span.after(last) - span.at(first)
        found.append(Box(span.at(first), top + BAR - GHOST, width, GHOST, "marked"))
    return found


def _path(span: Span, bars: Sequence[Bar], arrow: Arrow) -> Path:
    """Return the line from one bar to the next, with one elbow on its way."""
    one, other = bars[arrow.before], bars[arrow.after]
    x1 = span.after(one.last) if arrow.from_end else span.at(one.first)
    if other.is_milestone:
        x2 = span.after(other.last)
    else:
        x2 = span.at(other.first) if arrow.to_start else span.after(other.last)
    y1, y2 = _middle(arrow.before), _middle(arrow.after)
    out = x1 + ELBOW if arrow.from_end else x1 - ELBOW
    back = x2 - ELBOW if arrow.to_start else x2 + ELBOW
    if out <= back or not arrow.from_end:
        points: tuple[Point, ...] = ((x1, y1), (out, y1), (out, y2), (x2, y2))
    else:
        between = y1 + (ROW / 2 if y2 > y1 else -ROW / 2)
        points = (
            (x1, y1),
            (out, y1),
            (out, between),
            (back, between),
            (back, y2),
            (x2, y2),
        )
    return Path(points, arrow.css_class)


def _middle(row: int) -> float:
    return row * ROW + ROW / 2
