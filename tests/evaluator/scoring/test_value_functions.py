import json
from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator.scoring.errors import NotFinite, ScoringError
from evaluator.scoring.value_functions import (
    BeyondScale,
    EndsEqual,
    Linear,
    OutOfRange,
    Piecewise,
    PointsInvalid,
    Rated,
    Target,
    TargetInvalid,
    ValueFunctionMalformed,
    value_function_from,
    value_function_to,
    values,
)

FUNCTIONS = [
    Rated(),
    Linear(worst=5000, best=500),
    Linear(worst=0, best=10, out_of_range=OutOfRange.EXTRAPOLATE),
    Piecewise(points=((0, 0), (1000, 0.8), (5000, 1))),
    Target(range=(0, 10), ideal=(4, 6)),
]


@pytest.mark.parametrize(("score", "value"), [(0, 0), (1, 0.2), (3.5, 0.7), (5, 1)])
def test_a_score_is_a_share_of_five(score, value):
    assert Rated().value(score) == pytest.approx(value, abs=1e-15)


@pytest.mark.parametrize("score", [-1, 5.01, 99])
def test_a_score_beyond_the_scale_is_refused(score):
    with pytest.raises(BeyondScale):
        Rated().value(score)


@pytest.mark.parametrize(
    ("price", "value"), [(14000, 1), (15000, 0.5), (16000, 0), (13000, 1), (99999, 0)]
)
def test_a_cost_has_its_worst_end_above_its_best(price, value):
    # The first criterion of Dezert et al. (2020), a price between 14000 and 16000.
    assert Linear(worst=16000, best=14000).value(price) == value


def test_a_linear_value_may_go_on_beyond_its_ends():
    function = Linear(worst=0, best=10, out_of_range=OutOfRange.EXTRAPOLATE)

    assert [function.value(x) for x in (-5, 20)] == [-0.5, 2]


@pytest.mark.parametrize(
    "points",
    [
        [(-0.15, 0), (0, 0.1), (0.25, 0.9), (0.35, 1)],
        [(0.35, 1), (0.25, 0.9), (0, 0.1), (-0.15, 0)],
    ],
)
def test_break_points_may_rise_or_fall(points):
    # R package smaa, tests/pvf.R, function pvf3.
    function = Piecewise(points)

    found = [function.value(x) for x in (0.35, -0.15, 0, 0.25, 0.1, 0.38, -0.2)]

    assert found == pytest.approx([1, 0, 0.1, 0.9, 0.42, 1, 0], abs=1e-12)


def test_a_piecewise_value_goes_on_with_the_slope_of_its_last_piece():
    points = [(0, 0), (1, 0.8), (2, 1)]
    function = Piecewise(points, OutOfRange.EXTRAPOLATE)

    assert function.value(3) == pytest.approx(1.2)
    assert function.value(-1) == pytest.approx(-0.8)


@pytest.mark.parametrize(
    ("x", "value"),
    [(5, 1), (3, 0.75), (7, 0.75), (0, 0), (10, 0), (4, 1), (-1, 0), (11, 0)],
)
def test_a_target_is_full_inside_the_ideal_and_falls_to_the_ends(x, value):
    # scikit-criteria, tests/agg/test_rim.py: range 0..10, ideal 4..6.
    assert Target(range=(0, 10), ideal=(4, 6)).value(x) == value


def test_an_ideal_may_begin_where_the_range_begins():
    function = Target(range=(0, 10), ideal=(0, 4))

    assert [function.value(x) for x in (-0.1, 0, 4, 7)] == [0, 1, 1, 0.5]


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize("x", [nan, inf, "7", None, True])
def test_what_is_no_number_has_no_value(function, x):
    with pytest.raises(NotFinite):
        function.value(x)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_missing_measurement_stays_missing(function):
    assert values(function, [None, 5])[0] is None


@pytest.mark.parametrize(
    ("build", "error"),
    [
        (lambda: Linear(worst=3, best=3), EndsEqual),
        (lambda: Linear(worst=nan, best=3), NotFinite),
        (lambda: Linear(worst=-1e308, best=1e308), NotFinite),
        (lambda: Linear(0, 1, "guess"), ValueFunctionMalformed),
        (lambda: Piecewise([(0, 0)]), PointsInvalid),
        (lambda: Piecewise([(0, 0), (0, 1)]), PointsInvalid),
        (lambda: Piecewise([(0, 0), (2, 1), (1, 0.5)]), PointsInvalid),
        (lambda: Piecewise([(0, 0), (1, 1.5)]), PointsInvalid),
        (lambda: Piecewise([(0, 0), (inf, 1)]), NotFinite),
        (lambda: Target(range=(0, 10), ideal=(4, 12)), TargetInvalid),
        (lambda: Target(range=(10, 0), ideal=(4, 6)), TargetInvalid),
        (lambda: Target(range=(5, 5), ideal=(5, 5)), EndsEqual),
        (lambda: Target(range=(0, 1, 2), ideal=(0, 1)), ValueFunctionMalformed),
    ],
)
def test_settings_that_make_no_function_are_refused_by_name(build, error):
    with pytest.raises(error) as raised:
        build()

    assert isinstance(raised.value, ScoringError)
    assert str(raised.value).endswith(".")


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_stored_function_comes_back_from_json(function):
    stored = json.loads(json.dumps(value_function_to(function)))

    assert value_function_from(stored) == function


@pytest.mark.parametrize(
    ("stored", "named"),
    [
        ({}, "None"),
        ({"kind": "logistic"}, "logistic"),
        ({"kind": ["linear"]}, "linear"),
        ({"kind": "linear", "worst": 1}, "best"),
        ({"kind": "linear", "worst": 1, "best": 2, "unit": "EUR"}, "unit"),
        ({"kind": "piecewise", "points": 3}, "at least two"),
        ({"kind": "piecewise", "points": [[0, 0], [1]]}, "two ends"),
        ({"kind": "linear", "worst": "1", "best": 2}, "'1'"),
        ({"kind": "linear", "worst": 1, "best": 2, "out_of_range": []}, "clip"),
    ],
)
def test_malformed_settings_name_the_fault(stored, named):
    with pytest.raises(ScoringError, match=named):
        value_function_from(stored)


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.floats(-1e7, 1e7))
def test_a_clipped_value_stays_within_0_and_1(worst, best, x):
    if worst != best:
        assert 0 <= Linear(worst, best).value(x) <= 1
        assert Linear(worst, best).value(best) == 1
        assert Linear(worst, best).value(worst) == 0


@given(st.lists(st.integers(-50, 50), min_size=2, unique=True), st.data())
def test_a_piecewise_value_meets_its_points_and_stays_between_neighbours(xs, data):
    unit = st.floats(0, 1)
    points = [(x, data.draw(unit)) for x in sorted(xs)]
    function = Piecewise(points)
    (x0, y0), (x1, y1) = points[:2]
    between = data.draw(st.floats(x0, x1))

    assert [function.value(x) for x, _ in points] == [y for _, y in points]
    assert min(y0, y1) - 1e-12 <= function.value(between) <= max(y0, y1) + 1e-12
