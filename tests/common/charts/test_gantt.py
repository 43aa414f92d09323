"""Bars over days, where they begin and end. Days are 10 units wide here."""

from datetime import date

import pytest

from common.charts.gantt import (
    AXIS,
    BAR,
    MARGIN,
    ROW,
    Arrow,
    Bar,
    Span,
    Tick,
    gantt_axis,
    gantt_rows,
)

SPAN = Span(date(2026, 3, 1), date(2026, 3, 31), scale=10)


def march(day):
    return date(2026, 3, day)


def drawn(*bars, arrows=(), ticks=(), today=date(2026, 1, 1), is_rtl=False):
    return gantt_rows(
        SPAN, bars, arrows, ticks, today=today, label="Plan", is_rtl=is_rtl
    )


def boxes(drawing, css_class):
    return [each for each in drawing.boxes if each.css_class == css_class]


def test_a_bar_covers_its_first_and_its_last_day():
    (box,) = drawn(Bar(march(3), march(5), "bar-open", "Map the fields")).boxes

    assert (box.x, box.width) == (MARGIN + 20, 30)
    assert box.title == "Map the fields"


def test_each_bar_stands_in_the_middle_of_its_row():
    rows = drawn(*[Bar(march(1), march(1), "bar-open")] * 3)

    assert rows.height == 3 * ROW
    assert [box.y + BAR / 2 for box in rows.boxes] == [ROW * x for x in (0.5, 1.5, 2.5)]


@pytest.mark.parametrize(("share", "width"), [(0.25, 10), (0.5, 20), (1, 40)])
def test_a_phase_is_filled_as_far_as_it_is_done(share, width):
    rows = drawn(Bar(march(1), march(4), "phase", share_done=share))

    (done,) = boxes(rows, "done")
    assert (done.x, done.width) == (MARGIN, width)


def test_of_a_phase_that_is_not_begun_nothing_is_filled():
    assert not boxes(drawn(Bar(march(1), march(4), "phase")), "done")


def test_the_baseline_lies_under_the_bar():
    rows = drawn(Bar(march(3), march(5), "bar-open", was=(march(1), march(2))))

    (bar,), (ghost,) = boxes(rows, "bar-open"), boxes(rows, "ghost")
    assert (ghost.x, ghost.width) == (MARGIN, 20)
    assert ghost.y > bar.y + bar.height


def test_critical_stretches_lie_along_the_foot_of_a_folded_phase():
    rows = drawn(Bar(march(1), march(9), "phase", marked=((march(2), march(3)),)))

    (bar,), (marked,) = boxes(rows, "phase"), boxes(rows, "marked")
    assert (marked.x, marked.width) == (MARGIN + 10, 20)
    assert marked.y + marked.height == bar.y + bar.height


def test_a_milestone_is_a_dot_in_the_evening_of_its_day():
    rows = drawn(Bar(march(4), march(4), "bar-open", "Go-live", is_milestone=True))

    assert not rows.boxes
    (dot,) = rows.dots
    assert (dot.x, dot.y, dot.title) == (MARGIN + 40, ROW / 2, "Go-live")


BEFORE, AFTER = (
    Bar(march(1), march(3), "bar-open"),
    Bar(march(9), march(12), "bar-open"),
)


@pytest.mark.parametrize(
    ("from_end", "to_start", "ends"),
    [
        (True, True, (MARGIN + 30, MARGIN + 80)),
        (True, False, (MARGIN + 30, MARGIN + 120)),
        (False, True, (MARGIN, MARGIN + 80)),
        (False, False, (MARGIN, MARGIN + 120)),
    ],
)
def test_an_arrow_leads_from_and_to_what_its_link_ties(from_end, to_start, ends):
    arrow = Arrow(0, 1, from_end=from_end, to_start=to_start)

    (path,) = drawn(BEFORE, AFTER, arrows=[arrow]).paths
    first, last = path.points[0], path.points[-1]
    assert (first[0], last[0]) == ends
    assert (first[1], last[1]) == (ROW / 2, ROW * 1.5)


def test_an_arrow_has_right_angles_only():
    late = Bar(march(2), march(4), "bar-open")

    (path,) = drawn(BEFORE, late, arrows=[Arrow(0, 1)]).paths
    for (x1, y1), (x2, y2) in zip(path.points, path.points[1:], strict=False):
        assert x1 == x2 or y1 == y2


def test_today_is_the_middle_of_its_day_and_only_drawn_within_the_days():
    (rule,) = drawn(BEFORE, today=march(2)).rules
    assert (rule.x1, rule.x2, rule.css_class) == (MARGIN + 15, MARGIN + 15, "today")

    assert not drawn(BEFORE, today=date(2027, 1, 1)).rules


def test_only_months_rule_the_rows():
    ticks = [Tick(march(1), "March", is_strong=True), Tick(march(8), "8")]

    assert [each.x1 for each in drawn(BEFORE, ticks=ticks).rules] == [MARGIN]


def test_the_axis_is_as_wide_as_the_rows():
    axis = gantt_axis(SPAN, [Tick(march(8), "8")], label="Days", is_rtl=False)

    assert (axis.width, axis.height) == (drawn(BEFORE).width, AXIS)
    assert axis.rules[0].x1 == MARGIN + 70


def test_from_right_to_left_the_first_day_stands_on_the_right():
    (box,) = drawn(Bar(march(1), march(2), "bar-open"), is_rtl=True).boxes

    assert box.x + box.width == SPAN.width - MARGIN


def test_an_empty_chart_keeps_a_row():
    assert drawn().height == ROW


def test_a_month_that_the_next_would_be_written_over_is_left_out():
    ticks = [
        Tick(march(1), "Feb", is_strong=True),
        Tick(march(3), "3"),
        Tick(march(4), "Mar", is_strong=True),
        Tick(march(30), "Apr", is_strong=True),
    ]

    axis = gantt_axis(SPAN, ticks, label="Days", is_rtl=False)

    assert [label.text for label in axis.labels] == ["3", "Mar", "Apr"]
    assert len(axis.rules) == len(ticks)
