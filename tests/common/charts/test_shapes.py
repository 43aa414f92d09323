import pytest
from django.template.loader import render_to_string
from django.utils import translation

from common.charts.shapes import Box, Dot, Drawing, Label, Path, Rule, spell

DRAWING = Drawing(
    width=100,
    height=20,
    label='Totals of "A & B"',
    css_class="bar",
    boxes=(Box(10, 0, 30.25, 20, "category-0", title="<Brevo>"),),
    rules=(Rule(0, 5, 100, 5, "axis"),),
    paths=(Path(((0, 0), (50, 10)), "margin"),),
    dots=(Dot(25, 5, 3, "dot"),),
    labels=(Label(5, 15, "Übersicht", "start", "chart-label"),),
)


def test_mirroring_twice_gives_the_same_drawing():
    assert DRAWING.mirrored().mirrored() == DRAWING


def test_mirroring_keeps_heights_and_anchors():
    mirrored = DRAWING.mirrored()

    assert mirrored.boxes[0].x == 59.75
    assert mirrored.boxes[0].y == 0
    assert mirrored.paths[0].points == ((100, 0), (50, 10))
    assert mirrored.labels[0].anchor == "start"


def test_coordinates_are_short_and_never_negative_nothing():
    assert [spell(x) for x in (12.0, 12.25, -0.01, 1234567.0)] == [
        "12",
        "12.2",
        "0",
        "1234567",
    ]


def test_a_drawing_is_escaped_and_keeps_points_in_every_language():
    with translation.override("fa"):
        svg = render_to_string("components/charts/_drawing.svg", {"drawing": DRAWING})

    assert "<title>&lt;Brevo&gt;</title>" in svg
    assert 'aria-label="Totals of &quot;A &amp; B&quot;"' in svg
    assert 'height="20" width="30.2" x="10" y="0"' in svg
    assert 'd="M0 0L50 10"' in svg
    assert "style=" not in svg


@pytest.mark.parametrize(
    ("points", "outline"),
    [
        ([(0, 5), (1, 5), (2, 5), (3, 9)], "M0 5L2 5L3 9"),
        ([(0, 5.01), (1, 5.02), (2, 5)], "M0 5L2 5"),
        ([(0, 5), (3, 5), (1, 5)], "M0 5L3 5L1 5"),
        ([(0, 0), (1, 1), (2, 2)], "M0 0L1 1L2 2"),
        ([(0, 5), (0, 5)], "M0 5L0 5"),
        ([(7, 7)], "M7 7"),
    ],
)
def test_a_path_says_no_more_points_than_it_needs(points, outline):
    assert Path(tuple(points), "line").outline == outline


def test_a_closed_path_comes_back():
    assert (
        Path(((0, 0), (1, 0), (2, 0), (2, 2)), "area", True).outline == "M0 0L2 0L2 2Z"
    )
