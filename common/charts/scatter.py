"""Named dots between two number axes, with a line to hold them against."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from common.charts.lines import WIDTH, coloured
from common.charts.plot import TOP, Axis, Plot, text_width
from common.charts.shapes import Anchor, Dot, Drawing, Label, Path, Point, placed

HEIGHT = 320.0
RADIUS = 6.0
LINE_HEIGHT = 14.0


@dataclass(frozen=True, slots=True)
class Spot:
    """One dot; `title` is what hovering says, `category` picks the colour."""

    name: str
    x: float
    y: float
    title: str
    category: int = 0


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle that is taken."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Area") -> bool:
        is_beside = self.right <= other.left or other.right <= self.left
        is_above = self.bottom <= other.top or other.bottom <= self.top
        return not (is_beside or is_above)

    def lies_in(self, plot: Plot) -> bool:
        is_across = plot.start <= self.left and self.right <= plot.width
        return (
            is_across and self.top >= TOP - LINE_HEIGHT and self.bottom <= plot.bottom
        )


def scatter_chart(
    spots: Sequence[Spot],
    reference: Sequence[Point],
    *,
    across: Axis,
    up: Axis,
    label: str,
    is_rtl: bool,
    width: float = WIDTH,
) -> Drawing:
    """Return the dots, the names that have room, and the dashed line of reference."""
    plot = Plot(across, up, width, HEIGHT)
    line = tuple((plot.x(x), plot.y(y)) for x, y in reference)
    drawing = Drawing(
        width,
        plot.height,
        label,
        "lines",
        rules=plot.rules(),
        paths=(Path(line, "line reference"),) if len(line) > 1 else (),
        dots=tuple(
            Dot(
                plot.x(spot.x),
                plot.y(spot.y),
                RADIUS,
                coloured(spot.category),
                spot.title,
            )
            for spot in spots
        ),
        labels=(*plot.labels(), *named(spots, plot)),
    )
    return placed(drawing, is_rtl=is_rtl)


def named(spots: Sequence[Spot], plot: Plot) -> Iterator[Label]:
    """Yield the names that stand free beside their dots; the legend has them all."""
    taken = [dot_area(plot.x(spot.x), plot.y(spot.y)) for spot in spots]
    for spot in spots:
        for label, area in places(spot.name, plot.x(spot.x), plot.y(spot.y)):
            if area.lies_in(plot) and not any(area.meets(each) for each in taken):
                taken.append(area)
                yield label
                break


def dot_area(x: float, y: float) -> Area:
    return Area(x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS)


def places(name: str, x: float, y: float) -> Iterator[tuple[Label, Area]]:
    """Yield where a name may stand: after its dot, before it, above, below."""
    width, off = text_width(name), RADIUS + 4
    wanted: tuple[tuple[Anchor, float, float], ...] = (
        ("start", off, 0),
        ("end", -off, 0),
        ("middle", 0, -off - LINE_HEIGHT / 2),
        ("middle", 0, off + LINE_HEIGHT / 2),
    )
    shift = {"start": 0.0, "middle": width / 2, "end": width}
    for anchor, dx, dy in wanted:
        left, middle = x + dx - shift[anchor], y + dy
        yield (
            Label(x + dx, middle + 4, name, anchor, "chart-label spot"),
            Area(
                left,
                middle - LINE_HEIGHT / 2,
                left + width,
                middle + LINE_HEIGHT / 2,
            ),
        )
