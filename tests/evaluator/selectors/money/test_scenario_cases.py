from dataclasses import replace
from decimal import Decimal

import pytest

from evaluator.catalogue.built_in_tariffs import built_in_tariff
from evaluator.costs.cashflow import Candidate, Case, costs
from evaluator.costs.components import Discount, Labour
from evaluator.costs.lines import Category, CostLine
from evaluator.costs.ranges import Range
from evaluator.costs.tariffs import faults
from evaluator.models import Scenario
from evaluator.selectors.money.costs import total_of
from evaluator.selectors.money.scenario_cases import changed_case
from tests.evaluator.workbooks.money.cases import TARIFFS, case, two_plans

KEYS = sorted(each.stem for each in TARIFFS.glob("*.yaml"))


def one(candidate: Candidate, lines: tuple[CostLine, ...] = ()) -> Case:
    return replace(case(), candidates=(candidate,), lines=lines)


def total(given: Case) -> float:
    (cost,) = costs(given).values()
    return total_of(cost).known


def test_a_case_without_changes_is_the_same():
    assert changed_case(case(), Scenario()) == case()


def test_dearer_prices_raise_a_bill_of_several_plans_by_their_share():
    given = one(Candidate("2", two_plans()))

    dearer = changed_case(given, Scenario(prices=Decimal("0.1")))

    assert total(dearer) == pytest.approx(1.1 * total(given))


@pytest.mark.parametrize("key", KEYS)
def test_every_shipped_tariff_can_be_made_dearer_and_discounted(key):
    given = replace(case(), candidates=(Candidate("1", built_in_tariff(key)),))

    changed = changed_case(
        given, Scenario(prices=Decimal("0.1"), negotiated=Decimal("0.2"))
    )

    (candidate,) = changed.candidates
    assert candidate.tariff
    assert not list(faults(candidate.tariff))


def test_own_work_that_a_plan_needs_is_no_price_of_the_vendor():
    given = one(Candidate("3", case().candidates[2].tariff))

    (dearer,) = changed_case(given, Scenario(prices=Decimal(1))).candidates

    assert dearer.tariff
    labour = [
        each for each in dearer.tariff.plans[0].components if isinstance(each, Labour)
    ]
    assert [each.hourly_rate for each in labour] == [Decimal(100)]


def test_a_further_discount_comes_after_the_one_agreed():
    changed = changed_case(case(), Scenario(negotiated=Decimal("0.1")))

    tariff = changed.candidates[0].tariff
    assert tariff
    found = [each for each in tariff.plans[0].components if isinstance(each, Discount)]
    assert [each.discount for each in found] == [Decimal("0.145")]


def test_a_subscription_typed_in_the_quick_table_goes_by_prices():
    typed = CostLine(
        "1", "", Category.SUBSCRIPTION, "USD", Range.exactly(100), is_indexed=False
    )
    given = one(Candidate("5"), (typed,))

    changed = changed_case(
        given,
        Scenario(
            prices=Decimal("0.2"), negotiated=Decimal("0.5"), lines=Decimal("0.9")
        ),
    )

    assert total(changed) == pytest.approx(0.6 * total(given))


def test_foreign_currencies_horizon_and_rates_change():
    changed = changed_case(
        case(),
        Scenario(exchange=Decimal("0.1"), discount_rate=Decimal("-0.05"), months=48),
    )

    assert changed.months == 48
    assert changed.discount_rate == Range.of("0", "0.03", "0.05")
    assert changed.rates.rates[0].rate == Range.of("1.122", "1.188", "1.32")
