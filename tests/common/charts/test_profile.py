import pytest

from common.charts.profile import CENTRE, RADIUS, WIDTH, ProfileLine, profile

AXES = ["Budget", "Ease", "Reports", "Links"]


def test_the_first_axis_points_up_and_full_values_reach_the_outer_ring():
    lines = [ProfileLine("Brevo", (1, 0.5, 0, 1))]

    drawing = profile(AXES, lines, label="Profile", is_rtl=False)

    top, right, middle, left = drawing.paths[-1].points
    assert top == pytest.approx((CENTRE[0], CENTRE[1] - RADIUS))
    assert right == pytest.approx((CENTRE[0] + RADIUS / 2, CENTRE[1]))
    assert middle == pytest.approx(CENTRE)
    assert left == pytest.approx((CENTRE[0] - RADIUS, CENTRE[1]))


def test_a_line_breaks_where_nothing_is_known_instead_of_falling_to_nought():
    axes = [*AXES, "Help", "Limits"]
    lines = [ProfileLine("Brevo", (1, None, 0.5, 0.5, None, 1))]

    drawing = profile(axes, lines, label="Profile", is_rtl=False)

    series = [path for path in drawing.paths if "series" in path.css_class]
    assert [(len(path.points), path.is_closed) for path in series] == [
        (2, False),
        (2, False),
    ]
    assert len(drawing.dots) == 4
    assert CENTRE not in [(dot.x, dot.y) for dot in drawing.dots]


def test_labels_lean_away_from_the_middle():
    drawing = profile(AXES, [], label="Profile", is_rtl=False)

    assert [label.anchor for label in drawing.labels] == [
        "middle",
        "start",
        "middle",
        "end",
    ]


def test_right_to_left_goes_the_other_way_round_with_the_same_anchors():
    there = profile(AXES, [], label="Profile", is_rtl=False)
    back = profile(AXES, [], label="Profile", is_rtl=True)

    assert [WIDTH - label.x for label in back.labels] == pytest.approx(
        [label.x for label in there.labels]
    )
    assert [x.anchor for x in back.labels] == [x.anchor for x in there.labels]


def test_values_outside_the_scale_stay_inside_the_drawing():
    lines = [ProfileLine("Brevo", (7, -3, 0.5, 0.5))]

    drawing = profile(AXES, lines, label="Profile", is_rtl=False)

    assert drawing.dots[0].y == pytest.approx(CENTRE[1] - RADIUS)
    assert (drawing.dots[1].x, drawing.dots[1].y) == pytest.approx(CENTRE)


def test_two_axes_enclose_no_area_and_draw_nothing():
    assert profile(AXES[:2], [], label="Profile", is_rtl=False) is None
