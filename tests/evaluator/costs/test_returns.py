import numpy as np
import pytest

from evaluator.costs import returns
from evaluator.costs.appraisal import (
    benefit_to_cost,
    break_even_units,
    even_payback_periods,
    internal_rate,
    internal_rates,
    modified_rate,
    payback_periods,
    return_on_investment,
)
from evaluator.costs.faults import InputInvalid
from evaluator.costs.funnel import (
    Customer,
    Funnel,
    Increment,
    Stage,
    customers_for,
    needed,
)
from evaluator.costs.ranges import Range
from evaluator.costs.returns import (
    Benefit,
    BenefitLine,
    Factor,
    Venture,
    break_even_value,
    flows,
    ramped,
    simulate,
)
from evaluator.costs.simulation import Draws
from tests.evaluator.costs.cases import ACME, BOLT, case, exactly


def benefit(*after, before=(), **settings):
    def factors(numbers):
        return tuple(
            Factor(
                f"f{place}", number if isinstance(number, Range) else exactly(number)
            )
            for place, number in enumerate(numbers)
        )

    settings = {"key": "line", "name": "Line", "kind": Benefit.REVENUE} | settings
    return BenefitLine(after=factors(after), before=factors(before), **settings)


def venture(*lines, **settings):
    return Venture(case(ACME, BOLT, stored=exactly(4000)), "acme", lines, **settings)


def test_one_thousand_dollars_for_fifty_leads_and_two_customers():
    found = Funnel(1000, 50, customers=2, selling_price=1500)

    assert found.cost_per_lead == 20
    assert found.lead_to_customer == 0.04
    assert found.acquisition_cost == 500
    assert (found.return_per_lead, found.return_per_money, found.roi) == (60, 3, 2)


def test_what_is_unknown_stays_unknown():
    found = Funnel(1000, 0)

    assert found.cost_per_lead is None
    assert found.acquisition_cost is None
    assert Increment(found, found).roi is None


def test_only_the_increment_counts():
    before = Funnel(10_000, 500, conversion=0.02, selling_price=2000)
    after = Funnel(14_000, 800, conversion=0.03, selling_price=2000)

    assert Increment(before, after).revenue == pytest.approx(28_000)
    assert Increment(before, after).roi == pytest.approx(6)


def test_a_target_is_led_back_to_leads_with_whole_steps():
    found = needed(7, [Stage("opportunities", 0.3), Stage("leads", 0.15)])

    assert [each.rounded for each in found] == [24, 160]
    assert found[1].exact == pytest.approx(155.56, abs=0.01)
    assert customers_for(10_500, 1500) == 7
    assert needed(7, [Stage("leads", 0)])[0].rounded is None


def test_lifetime_value():  # MetricHQ: 500, 75 %, 2.5 %, 6000 -> 15,000 and 2.5
    found = Customer(500, 0.75, 0.025, 6000)

    assert found.lifetime_value == pytest.approx(15_000)
    assert found.value_to_cost == pytest.approx(2.5)
    assert (found.payback_months, found.lifetime) == (16, 40)


def test_rates_of_return_are_found_all_or_none():
    assert internal_rate([-70_000, 12_000, 15_000, 18_000, 21_000]) == pytest.approx(
        -0.02124485, abs=1e-7
    )
    assert internal_rates([-100, 230, -132]) == pytest.approx([0.1, 0.2])
    assert internal_rates([1, 2, 3]) == []
    assert internal_rate([]) is None


def test_the_modified_rate_of_microsoft():
    series = [-120_000, 39_000, 30_000, 21_000, 37_000, 46_000]

    assert modified_rate(series, 0.1, 0.12) == pytest.approx(0.12609413, abs=1e-8)
    assert modified_rate([1, 2], 0.1, 0.1) is None


def test_payback_is_linear_inside_a_period_and_for_good():
    assert payback_periods([-800, 100, 240, 200, 250, 120]) == pytest.approx(
        4 + 10 / 120
    )
    assert payback_periods([-100, *[20] * 9], 0.1) == pytest.approx(7.28, abs=0.01)
    assert payback_periods([-100, 150, -100, 60]) == pytest.approx(2 + 50 / 60)
    assert payback_periods([-1, 0]) is None
    assert payback_periods([1, 1]) == 0


def test_ratios_are_undefined_without_a_cost():
    assert return_on_investment(150, 100) == 0.5
    assert benefit_to_cost(145, 100) == 1.45
    assert return_on_investment(1, 0) is None
    assert break_even_units(10_000, 50, 20) == pytest.approx(333.33, abs=0.01)
    assert break_even_units(1, 2, 2) is None
    assert even_payback_periods(10, 0) is None


def test_an_effect_comes_after_its_delay_and_by_steps():
    assert ramped(5, 1, 2).tolist() == pytest.approx([0, 1 / 3, 2 / 3, 1, 1])


def test_a_benefit_is_what_the_change_adds_to_a_product():
    line = benefit(1000, "0.03", 50, before=(1000, "0.02", 50))

    assert returns.monthly(line, 2)[0].tolist() == pytest.approx([500, 500])


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
    found = simulate(venture(benefit(Range.of(50, 100, 150))), Draws(4000))

    assert found.chance_of_loss == pytest.approx(0.5, abs=0.03)
    assert found.net.p50 == pytest.approx(0, abs=20)


def test_the_break_even_of_a_factor_makes_the_net_zero():
    line = benefit(1000, "0.001")

    found = break_even_value(venture(line), line, line.after[1])

    assert float(found) == pytest.approx(0.1)


def test_the_same_hours_are_saved_once():
    time = benefit(1, key="a", name="Time", kind=Benefit.TIME_SAVED, hours_of="ops")
    staff = benefit(1, key="b", name="Staff", kind=Benefit.STAFF_COST, hours_of="ops")

    with pytest.raises(InputInvalid, match="Staff cannot stand beside Time"):
        flows(venture(time, staff))
