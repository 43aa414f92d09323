"""The map of influence and interest, as shapes."""

from __future__ import annotations

from collections.abc import Sequence

from common.charts.shapes import Box, Dot, Drawing, Label, Rule, placed

SIDE = 96.0
EDGE = 26.0
STEPS = 3
RADIUS = 11.0
PER_ROW = 3

# Interest, influence (each 1 to 3), number, name, stance
Point = tuple[int, int, str, str, str]


def draw_map(
    points: Sequence[Point], *, label: str, across: str, up: str, is_rtl: bool
) -> Drawing:
    """Draw three by three fields; people of one field stand beside each other."""
    size = SIDE * STEPS
    dots: list[Dot] = []
    labels = [
        Label(EDGE + size / 2, size + 2 * EDGE - 8, across, "middle", "chart-label"),
        Label(EDGE, 12, up, "start", "chart-label"),
    ]
    taken: dict[tuple[int, int], int] = {}
    for interest, influence, text, name, stance in points:
        place = taken.get((interest, influence), 0)
        taken[interest, influence] = place + 1
        x = EDGE + (interest - 1) * SIDE + 18 + (place % PER_ROW) * 29
        y = EDGE + (STEPS - influence) * SIDE + 18 + (place // PER_ROW % PER_ROW) * 29
        dots.append(Dot(x, y, RADIUS, f"person stance-{stance}", f"{text} {name}"))
        style = "person-number on-yes" if stance == "yes" else "person-number"
        labels.append(Label(x, y + 4, text, "middle", style))
    drawing = Drawing(
        width=size + 2 * EDGE,
        height=size + 2 * EDGE,
        label=label,
        css_class="people-map",
        boxes=fields(),
        rules=tuple(grid(size)),
        dots=tuple(dots),
        labels=tuple(labels),
    )
    return placed(drawing, is_rtl=is_rtl)


def fields() -> tuple[Box, ...]:
    """Return the field that matters most: much of both."""
    return (Box(EDGE + 2 * SIDE, EDGE, SIDE, SIDE, "closest"),)


def grid(size: float) -> list[Rule]:
    rules = []
    for step in range(STEPS + 1):
        at = EDGE + step * SIDE
        rules.append(Rule(EDGE, at, EDGE + size, at, "field-line"))
        rules.append(Rule(at, EDGE, at, EDGE + size, "field-line"))
    return rules
