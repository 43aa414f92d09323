import pytest

from common.charts.plot import Axis
from common.charts.scatter import Spot, scatter_chart

LABELS = ["0", "25", "50", "75", "100"]
AXIS = Axis(100, LABELS)


def drawn(*spots: Spot, is_rtl: bool = False, width: float = 720):
    return scatter_chart(
        spots,
        [(spot.x, spot.y) for spot in spots],
        across=AXIS,
        up=AXIS,
        label="Score by cost",
        is_rtl=is_rtl,
        width=width,
    )


def names(drawing) -> list[str]:
    return [each.text for each in drawing.labels if "spot" in each.css_class]


def test_each_dot_has_its_name_beside_it():
    drawing = drawn(Spot("Acme", 20, 30, ""), Spot("Bolt", 70, 80, ""))

    assert names(drawing) == ["Acme", "Bolt"]


def test_names_never_lie_on_dots_or_on_each_other():
    drawing = drawn(*(Spot(f"Candidate {n}", 50 + n, 50, "") for n in range(5)))

    assert 0 < len(names(drawing)) < 5


def test_a_name_at_the_end_of_the_axis_stands_before_its_dot():
    (label,) = [
        each
        for each in drawn(Spot("Acme", 100, 50, ""), width=330).labels
        if each.text == "Acme"
    ]

    assert label.anchor == "end"


def test_the_line_of_reference_has_no_colour_of_a_candidate():
    drawing = drawn(Spot("Acme", 20, 30, ""), Spot("Bolt", 70, 80, ""))

    assert [path.css_class for path in drawing.paths] == ["line reference"]


@pytest.mark.parametrize("is_rtl", [False, True])
def test_costs_run_as_the_page_does(is_rtl):
    drawing = drawn(Spot("A", 10, 1, ""), Spot("B", 90, 1, ""), is_rtl=is_rtl)

    first, last = drawing.dots
    assert (first.x > last.x) is is_rtl


def test_labels_below_a_narrow_axis_leave_each_other_room():
    long = Axis(100, ["$0", "$250,000", "$500,000", "$750,000", "$1,000,000"])

    drawing = scatter_chart(
        [], [], across=long, up=AXIS, label="", is_rtl=False, width=330
    )

    below = [each.text for each in drawing.labels if each.text in long.labels]
    assert below == ["$0", "$500,000", "$1,000,000"]
