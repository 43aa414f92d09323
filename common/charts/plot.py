"""The place between two axes: rules, and what stands at their steps."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import floor, inf

from common.charts.shapes import Anchor, Label, Rule

HEIGHT = 260.0
START, END, TOP, BOTTOM = 64.0, 12.0, 12.0, 28.0
STEPS = 4
LETTER = 6.8
"""How wide a letter or digit of a label is, on the average, and a little more."""
GAP = 10.0


@dataclass(frozen=True, slots=True)
class Axis:
    """Its end, and what stands at each of five places from the start to the end."""

    end: float
    labels: Sequence[str]
    start: float = 0.0

    def at(self, step: int) -> float:
        return self.start + (self.end - self.start) * step / STEPS

    @property
    def widest(self) -> float:
        return max((text_width(each) for each in self.labels), default=0.0)


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on the x axis that matters, such as today."""

    x: float
    text: str


@dataclass(frozen=True)
class Plot:
    """start: where the x axis begins, after the labels of the other."""

    across: Axis
    up: Axis
    width: float
    height: float = HEIGHT

    @cached_property
    def start(self) -> float:
        return max(START, self.up.widest + GAP)

    @property
    def end(self) -> float:
        return self.width - END

    @property
    def bottom(self) -> float:
        return self.height - BOTTOM

    def x(self, value: float) -> float:
        return self.start + _share(value, self.across) * (self.end - self.start)

    def y(self, value: float) -> float:
        return self.bottom - _share(value, self.up) * (self.bottom - TOP)

    def rules(self, mark: Mark | None = None) -> tuple[Rule, ...]:
        found = []
        for step in range(STEPS + 1):
            y = self.y(self.up.at(step))
            found.append(Rule(self.start, y, self.end, y, "axis"))
        if mark:
            x = self.x(mark.x)
            found.append(Rule(x, TOP, x, self.bottom, "present"))
        return tuple(found)

    def labels(self, mark: Mark | None = None) -> tuple[Label, ...]:
        found = [
            Label(
                self.start - 6,
                self.y(self.up.at(step)) + 4,
                text,
                "end",
                "chart-label",
            )
            for step, text in enumerate(self.up.labels)
        ]
        for step in range(0, STEPS + 1, self._every):
            x = self.x(self.across.at(step))
            anchor: Anchor = "middle" if step < STEPS else "end"
            text = self.across.labels[step]
            found.append(Label(x, self.height - 8, text, anchor, "chart-label"))
        if mark:
            x = self.x(mark.x)
            found.append(Label(x + 4, TOP + 10, mark.text, "start", "chart-label"))
        return tuple(found)

    @property
    def _every(self) -> int:
        """Return 2 where only every other label has room below the axis."""
        room = (self.end - self.start) / STEPS
        # The last label ends where the axis does: it reaches half its width further.
        return 1 if self.across.widest * 1.5 + GAP <= room else 2


def text_width(text: str) -> float:
    return len(text) * LETTER


def _share(value: float, axis: Axis) -> float:
    return max(0.0, min(1.0, (value - axis.start) / (axis.end - axis.start)))


def nice_span(low: float, high: float, *, most: float = inf) -> tuple[float, float]:
    """Return round ends, four round steps apart, with room around low and high.

    For dots alone: what has a length begins at 0.
    """
    spare = max((high - low) * 0.25, high * 0.05)
    low, high = max(low - spare, 0.0), min(high + spare, most)
    step = nice_end((high - low) / STEPS)
    while floor(low / step) * step + STEPS * step < high:
        step = nice_end(step * 1.01)
    start = max(min(floor(low / step) * step, most - STEPS * step), 0.0)
    return start, start + STEPS * step


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
