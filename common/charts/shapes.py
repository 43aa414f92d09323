"""What charts are made of. Classes of the style sheet carry all colours."""

from dataclasses import dataclass, replace
from typing import Literal

Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]


def spell(value: float) -> str:
    """Write a coordinate as SVG wants it in every language: 12 or 12.5.

    A tenth of a unit is enough for the eye, and short in the page.
    """
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; `title` is what hovering and screen readers say."""

    x: float
    y: float
    width: float
    height: float
    css_class: str
    title: str = ""

    def mirrored(self, canvas_width: float) -> "Box":
        return replace(self, x=canvas_width - self.x - self.width)

    @property
    def attributes(self) -> dict[str, str]:
        return {
            "x": spell(self.x),
            "y": spell(self.y),
            "width": spell(self.width),
            "height": spell(self.height),
        }


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    css_class: str

    def mirrored(self, canvas_width: float) -> "Rule":
        return replace(self, x1=canvas_width - self.x1, x2=canvas_width - self.x2)

    @property
    def attributes(self) -> dict[str, str]:
        return {
            "x1": spell(self.x1),
            "y1": spell(self.y1),
            "x2": spell(self.x2),
            "y2": spell(self.y2),
        }


@dataclass(frozen=True, slots=True)
class Path:
    """Points joined by straight lines."""

    points: tuple[Point, ...]
    css_class: str
    is_closed: bool = False
    title: str = ""

    def mirrored(self, canvas_width: float) -> "Path":
        return replace(
            self, points=tuple((canvas_width - x, y) for x, y in self.points)
        )

    @property
    def outline(self) -> str:
        """The `d` of a path element, without points that a level line passes anyway."""
        points = self.points
        middle = zip(points, points[1:], points[2:], strict=False)
        kept = [
            here for before, here, after in middle if not is_on(before, here, after)
        ]
        joined = "L".join(
            f"{spell(x)} {spell(y)}" for x, y in (*points[:1], *kept, *points[1:][-1:])
        )
        return f"M{joined}{'Z' if self.is_closed else ''}"


def is_on(before: Point, here: Point, after: Point) -> bool:
    """Tell whether a point lies on the level line between two others, as spelled."""
    heights = {spell(y) for _x, y in (before, here, after)}
    (first, _y), (x, _here), (last, _after) = before, here, after
    return len(heights) == 1 and min(first, last) <= x <= max(first, last)


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float
    radius: float
    css_class: str
    title: str = ""

    def mirrored(self, canvas_width: float) -> "Dot":
        return replace(self, x=canvas_width - self.x)

    @property
    def attributes(self) -> dict[str, str]:
        return {"cx": spell(self.x), "cy": spell(self.y), "r": spell(self.radius)}


@dataclass(frozen=True, slots=True)
class Label:
    x: float
    y: float
    text: str
    anchor: Anchor = "start"
    css_class: str = ""

    def mirrored(self, canvas_width: float) -> "Label":
        return replace(self, x=canvas_width - self.x)

    @property
    def attributes(self) -> dict[str, str]:
        return {"x": spell(self.x), "y": spell(self.y)}


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished chart. Stretched ones fill their place, text stays outside them."""

    width: float
    height: float
    label: str
    css_class: str = ""
    is_stretched: bool = False
    boxes: tuple[Box, ...] = ()
    rules: tuple[Rule, ...] = ()
    paths: tuple[Path, ...] = ()
    dots: tuple[Dot, ...] = ()
    labels: tuple[Label, ...] = ()

    @property
    def view_box(self) -> str:
        return f"0 0 {spell(self.width)} {spell(self.height)}"

    def mirrored(self) -> "Drawing":
        """Return the drawing for a right-to-left page."""
        width = self.width
        return replace(
            self,
            boxes=tuple(box.mirrored(width) for box in self.boxes),
            rules=tuple(rule.mirrored(width) for rule in self.rules),
            paths=tuple(path.mirrored(width) for path in self.paths),
            dots=tuple(dot.mirrored(width) for dot in self.dots),
            labels=tuple(label.mirrored(width) for label in self.labels),
        )


@dataclass(frozen=True, slots=True)
class FittedDrawing:
    """The same chart for a wide screen and a phone, so that its text stays legible."""

    wide: Drawing
    narrow: Drawing


def placed(drawing: Drawing, *, is_rtl: bool) -> Drawing:
    """Return the drawing as the reader's page runs."""
    return drawing.mirrored() if is_rtl else drawing
