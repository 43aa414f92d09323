import pytest

from evaluator.costs.funnel import (
    Customer,
    Funnel,
    Increment,
    Stage,
    customers_for,
    needed,
)


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
