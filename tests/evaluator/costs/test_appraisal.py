import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator.costs.appraisal import (
    internal_rates,
    modified_rates,
    only_rates,
    payback_periods,
)
from evaluator.costs.discounting import discounted, factors

SPENT = st.integers(1, 5000).map(lambda amount: -float(amount))
GAINED = st.integers(0, 2000).map(float)


def of(*flows):
    return np.array([flows], float)


def test_rates_of_return_are_found_all_or_none():
    assert internal_rates([-70_000, 12_000, 15_000, 18_000, 21_000]) == pytest.approx(
        [-0.02124485], abs=1e-7
    )
    assert internal_rates([-100, 230, -132]) == pytest.approx([0.1, 0.2])
    assert internal_rates([1, 2, 3]) == []
    assert internal_rates([]) == []


def test_draws_have_a_rate_only_where_it_is_the_only_one():
    found = only_rates(
        np.array([[-4000, 1200, 1410, 1875, 1050], [1, 1, 1, 1, 1], [-1, 0, 0, 0, 0]])
    )

    assert found[0] == pytest.approx(0.143, abs=0.0005)
    assert np.isnan(found[1:]).all()
    assert np.isnan(only_rates(of(-100, 230, -132)[:, [0, 1, 2]] * [1, 1.02, 1.04]))


def test_a_rate_beyond_the_end_is_told_as_the_end():
    assert only_rates(of(-1, 100)).tolist() == internal_rates([-1, 100]) == [2.0]


def test_a_rate_below_the_start_is_none_in_either_way():
    assert np.isnan(only_rates(of(-100, 10))).all()
    assert internal_rates([-100, 10]) == []


@given(st.lists(SPENT, min_size=1, max_size=3), st.lists(GAINED, min_size=1))
def test_the_rate_of_a_draw_is_the_exact_one(spent, gained):
    """Costs, then gains: one change of sign, so one rate (Descartes)."""
    flows = [*spent, *gained]

    found, exact = only_rates(of(*flows))[0], internal_rates(flows)

    if not np.isnan(found) and found < 1.99:
        assert found == pytest.approx(exact[0], abs=1e-6)
    within = [rate for rate in exact if -0.49 < rate < 1.99]
    assert bool(within) is bool(-0.49 < found < 1.99)


def test_the_modified_rate_of_microsoft():
    series = of(-120_000, 39_000, 30_000, 21_000, 37_000, 46_000)

    assert modified_rates(series, 0.1, 0.12) == pytest.approx(0.12609413, abs=1e-8)
    assert np.isnan(modified_rates(of(1, 2), 0.1, 0.1)).all()


def test_payback_is_linear_inside_a_period_and_for_good():
    wikipedia = of(-100, *[20] * 9)

    assert payback_periods(of(-800, 100, 240, 200, 250, 120)) == pytest.approx(
        4 + 10 / 120
    )
    assert payback_periods(wikipedia * factors(0.1, np.arange(10))) == pytest.approx(
        7.28, abs=0.01
    )
    assert payback_periods(of(-100, 150, -100, 60)) == pytest.approx(2 + 50 / 60)
    assert payback_periods(of(-1, 0)).tolist() == [np.inf]
    assert payback_periods(of(1, 1)).tolist() == [0]


def test_what_is_paid_back_at_a_rate_is_worth_that_rate():
    flows = of(-4000, 1200, 1410, 1875, 1050)

    rate = only_rates(flows)[0]

    worth = discounted(flows, factors(rate, np.arange(5)))
    assert worth == pytest.approx(0, abs=1e-3)
