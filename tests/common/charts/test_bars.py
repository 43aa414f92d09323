import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.charts.bars import BAR_WIDTH, OVERLAP, Part, Range, range_bar, stacked_bar


def test_a_stacked_bar_lays_its_parts_end_to_end():
    parts = [Part(20, 0), Part(30, 1), Part(10, 2)]

    bar = stacked_bar(parts, full=100, label="Brevo", is_rtl=False)

    assert [box.x for box in bar.boxes] == [0, 200, 500]
    assert [box.width for box in bar.boxes] == [
        width + OVERLAP for width in (200, 300, 100)
    ]
    assert [box.css_class for box in bar.boxes] == [
        "category-0",
        "category-1",
        "category-2",
    ]


def test_a_right_to_left_bar_grows_from_the_right():
    bar = stacked_bar([Part(20, 0)], full=100, label="Brevo", is_rtl=True)

    assert bar.boxes[0].x + bar.boxes[0].width == BAR_WIDTH


def test_a_part_of_nothing_draws_nothing():
    bar = stacked_bar([Part(0, 0), Part(5, 1)], full=100, label="", is_rtl=False)

    assert [box.css_class for box in bar.boxes] == ["category-1"]


@given(
    st.lists(st.floats(0, 1e6), min_size=1, max_size=12),
    st.booleans(),
)
def test_mirroring_keeps_every_width_and_stays_on_the_canvas(values, is_rtl):
    parts = [Part(value, index) for index, value in enumerate(values)]

    bar = stacked_bar(parts, full=sum(values), label="", is_rtl=is_rtl)

    assert sum(box.width for box in bar.boxes) <= BAR_WIDTH + OVERLAP * len(values) + 1
    assert all(-OVERLAP - 1 <= box.x <= BAR_WIDTH + 1e-6 for box in bar.boxes)


def test_a_range_spans_low_to_high_with_its_middle_marked():
    bar = range_bar(Range(20, 40, 60), start=0, end=100, label="", is_rtl=False)

    span, middle = bar.boxes
    assert (span.x, span.width) == (200, 400)
    assert middle.x + middle.width / 2 == pytest.approx(400)


def test_a_range_beyond_the_axis_is_cut_at_its_ends():
    bar = range_bar(Range(-5, 0, 500), start=0, end=100, label="", is_rtl=False)

    span, middle = bar.boxes
    assert (span.x, span.width) == (0, BAR_WIDTH)
    assert middle.x == 0


def test_an_axis_without_length_draws_no_span():
    bar = range_bar(Range(5, 5, 5), start=5, end=5, label="", is_rtl=False)

    assert bar.boxes[0].width == 0
