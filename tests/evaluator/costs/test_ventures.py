from dataclasses import replace

import numpy as np
import pytest

from evaluator.costs.ranges import Range
from evaluator.costs.simulation import Draws
from evaluator.costs.ventures import (
    Figure,
    Flows,
    break_even_value,
    drawn,
    flows,
    simulate,
)
from tests.evaluator.costs.cases import exactly
from tests.evaluator.costs.gains import benefit, venture


def test_only_what_the_candidate_costs_more_is_a_cost_of_the_change():
    found = flows(venture(benefit(90), instead="bolt"))

    assert found.costs[0].tolist() == [60] * 12  # 100 of Acme less 40 of Bolt
    assert found.present_net().tolist() == [360]
    assert found.roi().tolist() == [0.5]


def test_the_payback_of_a_venture_is_told_in_months():
    late = flows(venture(benefit(300, delay=3)))
    never = flows(venture(benefit(10)))

    assert late.payback_months().tolist() == pytest.approx([4.5])
    assert np.isinf(never.payback_months()).all()


def test_the_chance_of_loss_is_the_share_of_draws_below_zero():
    line = benefit(Range.of(50, 100, 150))

    [found] = simulate([venture(line)], Draws(4000))

    assert found.chance_of_loss == pytest.approx(0.5, abs=0.03)
    assert found.figures[Figure.NET].p50 == pytest.approx(0, abs=20)
    assert found.figures[Figure.PAYBACK].share == pytest.approx(0.5, abs=0.03)


def test_another_candidate_changes_no_figure_of_the_first():
    line = benefit(Range.of(50, 100, 150))
    acme = venture(line)

    [alone] = simulate([acme], Draws(2000))
    beside = simulate([acme, replace(acme, candidate="bolt")], Draws(2000))

    assert beside[0] == alone


def test_all_figures_of_a_candidate_that_costs_at_first():
    """100 a month, 300 from the seventh on: (1 + r)^6 = 2 at a rate a month of r."""
    found = flows(venture(benefit(300, delay=6))).figures()
    told = {figure.value: float(values[0]) for figure, values in found.items()}

    assert told["net_present_value"] == pytest.approx(6 * 200 - 6 * 100)
    assert told["roi"] == pytest.approx(600 / 1200)
    assert told["benefit_to_cost"] == pytest.approx(1800 / 1200)
    assert told["payback_months"] == pytest.approx(9)
    assert told["discounted_payback_months"] == pytest.approx(9)  # at a rate of 0
    assert told["modified_rate"] == pytest.approx(2 ** (12 / 11) - 1)
    assert told["internal_rate"] == pytest.approx((2 ** (1 / 6)) ** 12 - 1)


def test_discounting_puts_the_payback_later():
    line = benefit(300, delay=6)
    dear = venture(line)
    dear = replace(dear, case=replace(dear.case, discount_rate=exactly("0.2")))

    found = flows(dear)

    assert found.payback_months()[0] == pytest.approx(9)
    assert 9 < found.discounted_payback_months()[0] < 10
    assert found.internal_rates() == pytest.approx([3])


def test_what_costs_nothing_more_has_no_return_on_it():
    found = flows(venture(benefit(500), instead="acme"))

    assert np.isinf(found.roi()).all()
    assert found.internal_rates() == []
    assert found.payback_months().tolist() == [0]


def test_draws_that_cost_no_more_come_after_all_returns_on_cost():
    costs = np.array([[10.0]] * 18 + [[0.0], [-1.0]])
    saves = Flows(np.array([[5.0]]), costs, np.ones((1, 1)))
    loses = Flows(np.array([[-5.0]]), np.array([[-1.0]]), np.ones((1, 1)))

    assert saves.benefit_to_cost()[-3:].tolist() == [0.5, np.inf, np.inf]
    assert (drawn(saves.roi()).p10, drawn(saves.roi()).p90) == (-0.5, None)
    assert np.isnan(loses.roi()).all()


def test_a_rate_of_what_brings_money_first_is_none_of_return():
    loan = Flows(np.array([[100.0, 0.0]]), np.array([[0.0, 130.0]]), np.ones((1, 2)))

    assert loan.brings_first
    assert loan.internal_rates()
    assert np.isnan(loan.only_rates()).all()


def test_percentiles_put_what_never_comes_last_and_leave_out_what_has_none():
    found = drawn(np.array([3, np.inf, 1, np.nan, 2, np.nan, np.inf]))

    assert (found.p10, found.p50, found.p90) == (pytest.approx(1.4), 3, None)
    assert found.share == pytest.approx(3 / 7)
    assert drawn(np.array([np.nan])).p50 is None


def test_the_break_even_of_a_factor_makes_the_net_zero():
    line = benefit(1000, "0.001", before=(500, "0.001"))

    found = break_even_value(flows(venture(line)), line, line.after[1])

    assert float(found) == pytest.approx(0.1005)
