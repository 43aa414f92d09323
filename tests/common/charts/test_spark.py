import pytest

from common.charts.spark import HEIGHT, PADDING, WIDTH, WeightSpark, weight_spark

INNER = WIDTH - 2 * PADDING


def test_the_interval_and_the_present_weight_stand_on_one_axis():
    spark = WeightSpark(weight=0.25, low=0.1, high=0.6)

    drawing = weight_spark(spark, label="Budget", is_rtl=False)

    assert drawing.boxes[0].x == pytest.approx(PADDING + 0.1 * INNER)
    assert drawing.boxes[0].width == pytest.approx(0.5 * INNER)
    assert drawing.dots[0].x == pytest.approx(PADDING + 0.25 * INNER)


def test_the_dot_lies_on_the_line_of_the_margin():
    spark = WeightSpark(0.5, 0.0, 0.75, margins=[(0.0, 4.0), (1.0, -2.0)])

    drawing = weight_spark(spark, label="Budget", is_rtl=False)

    (_x0, start), (_x1, end) = drawing.paths[0].points
    assert start == pytest.approx(PADDING)
    assert end == pytest.approx(HEIGHT - PADDING)
    assert drawing.dots[0].y == pytest.approx((start + end) / 2)


def test_the_lead_is_nothing_at_the_height_of_the_axis():
    spark = WeightSpark(0.2, 0.0, 0.5, margins=[(0.0, 1.0), (1.0, -1.0)])

    drawing = weight_spark(spark, label="Budget", is_rtl=False)

    assert drawing.rules[0].y1 == pytest.approx(HEIGHT / 2)


def test_a_right_to_left_spark_counts_from_the_right():
    spark = WeightSpark(0.25, 0.1, 0.6)

    drawing = weight_spark(spark, label="Budget", is_rtl=True)

    assert drawing.dots[0].x == pytest.approx(WIDTH - PADDING - 0.25 * INNER)


def test_margins_of_nothing_draw_a_level_line():
    spark = WeightSpark(0.2, 0.0, 1.0, margins=[(0.0, 0.0), (1.0, 0.0)])

    drawing = weight_spark(spark, label="Budget", is_rtl=False)

    assert {y for _x, y in drawing.paths[0].points} == {PADDING}


def test_a_straight_stretch_is_drawn_by_its_two_ends():
    margins = [(share / 40, abs(share - 10.0)) for share in range(41)]
    spark = WeightSpark(0.25, 0.0, 1.0, margins=margins)

    drawing = weight_spark(spark, label="Budget", is_rtl=False)

    assert [x for x, _y in drawing.paths[0].points] == pytest.approx(
        [PADDING, PADDING + 0.25 * INNER, WIDTH - PADDING]
    )
    assert drawing.dots[0].y == pytest.approx(HEIGHT - PADDING)


def test_a_slight_bend_is_no_straight_stretch():
    margins = [(share / 40, share - 0.06 * max(0, share - 20)) for share in range(41)]
    spark = WeightSpark(0.5, 0.0, 1.0, margins=margins)

    drawing = weight_spark(spark, label="Budget", is_rtl=False)

    height = HEIGHT - PADDING - 20 / 38.8 * (HEIGHT - 2 * PADDING)
    assert drawing.dots[0].y == pytest.approx(height, abs=0.05)
