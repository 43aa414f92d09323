import math
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator.costs.history import HistoryTooShort, fit


@given(st.floats(-0.3, 0.8), st.integers(3, 23))
def test_an_even_growth_is_found_again(yearly, months):
    history = [1000 * (1 + yearly) ** (month / 12) for month in range(months)]

    found = fit(history, first_month=4)

    assert float(found.growth.likely) == pytest.approx(yearly, abs=1e-3)
    assert float(found.level.likely) == pytest.approx(
        1000 * (1 + yearly) ** (months / 12), rel=1e-4
    )
    assert found.season == ()


def test_a_season_is_found_from_two_years_on():
    factors = [0.8, 0.9, 1, 1, 1, 1, 1, 1, 1, 1, 1.2, 1.5]
    mean = sum(factors) / 12
    history = [100 * 1.02**month * factors[(month + 2) % 12] for month in range(30)]

    found = fit(history, first_month=3)

    assert [float(each) for each in found.season] == pytest.approx(
        [factor / mean for factor in factors], abs=1e-3
    )
    assert float(found.growth.likely) == pytest.approx(1.02**12 - 1, abs=1e-3)
    assert found.fitted == pytest.approx(history, rel=1e-6)
    assert found.explained == pytest.approx(1)
    assert float(found.level.likely) == pytest.approx(100 * 1.02**30 * mean, rel=1e-3)


def test_holes_are_told_and_left_out():
    found = fit([100, None, 121, 0, 146.41], first_month=1)

    assert found.holes == (1, 3)
    assert found.used == 3
    assert found.fitted[1] == pytest.approx(110)


def test_scatter_widens_the_growth():
    found = fit([100, 130, 90, 140, 120, 160], first_month=1)

    assert found.growth.low < found.growth.likely < found.growth.high
    assert 0 < found.explained < 1


def test_four_of_five_months_lie_between_low_and_high():
    noise = np.random.default_rng(7).normal(0, 0.1, 61)
    inside = 0
    for start in range(40):
        months = [1000 * math.exp(each) for each in noise[start : start + 21]]
        level = fit(months[:20], first_month=1).level
        inside += level.low <= Decimal(months[20]) <= level.high

    assert 0.7 <= inside / 40 <= 0.9


def test_months_on_one_curve_leave_no_range():
    assert fit([100, 110, 121, 133.1], first_month=1).level.is_sure


def test_a_history_of_two_months_is_refused():
    with pytest.raises(HistoryTooShort, match="at least 3 months above 0; there are 2"):
        fit([100, None, 110], first_month=1)
