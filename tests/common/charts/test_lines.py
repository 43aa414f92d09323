import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.charts.bars import Swing, offset_bar, swing_bar
from common.charts.lines import Line, line_chart
from common.charts.plot import Axis, Mark, nice_end, nice_span


@given(st.floats(0.001, 1e9))
def test_an_axis_ends_with_a_round_number_that_holds_all(value):
    end = nice_end(value)

    assert value <= end * (1 + 1e-9)
    assert end <= 2.01 * value


@given(st.floats(0, 1e6), st.floats(1.001, 30))
def test_ends_around_dots_are_four_steps_apart_and_hold_all(low, times):
    high = max(low * times, low + 0.01)

    start, end = nice_span(low, high)

    assert 0 <= start <= low
    assert high <= end * (1 + 1e-9)


def test_ends_around_scores_do_not_pass_a_hundred():
    assert nice_span(70, 99, most=100)[1] <= 100


@pytest.mark.parametrize("is_rtl", [False, True])
def test_lines_run_as_the_page_does(is_rtl):
    line = Line("Acme", [(0, 0), (10, 10)])
    axis = Axis(10, ["0", "2.5", "5", "7.5", "10"])

    drawing = line_chart(
        [line], across=axis, up=axis, label="Costs", is_rtl=is_rtl, mark=Mark(5, "now")
    )

    (first, last) = drawing.paths[0].points
    assert (first[0] > last[0]) is is_rtl
    assert first[1] > last[1]


def test_a_step_of_a_waterfall_begins_where_the_last_one_ended():
    bar = offset_bar(250, 500, full=1000, category=1, label="x", is_rtl=False)

    assert (bar.boxes[0].x, bar.boxes[0].width) == (250, 250)


def test_a_bar_of_a_tornado_goes_both_ways_from_the_middle():
    bar = swing_bar(Swing(50, 150), base=100, reach=50, label="x", is_rtl=False)

    assert [(box.x, box.width) for box in bar.boxes] == [(0, 500), (500, 500)]


def test_the_seventh_line_has_a_colour_again_and_another_look():
    axis = Axis(10, ["0", "2.5", "5", "7.5", "10"])
    lines = [Line(str(n), [(0, n), (10, n)], n) for n in range(7)]

    drawing = line_chart(lines, across=axis, up=axis, label="Costs", is_rtl=False)

    looks = [path.css_class for path in drawing.paths]
    assert len(set(looks)) == 7
    assert looks[6] == "line stroke-0 again"
