"""A figure of the costs as a value: told as the page of costs tells it, or a gap."""

from decimal import Decimal

import pytest

from evaluator.costs.components import Quote
from evaluator.costs.json_form import to_json
from evaluator.costs.measures import Measure
from evaluator.costs.ranges import Range
from evaluator.costs.tariffs import Plan, Tariff
from evaluator.costs.usage import UsageProfile
from evaluator.models import Criterion, MoneySettings, Usage
from evaluator.selectors.money.cost_results import read_cost_results
from evaluator.selectors.money.figures import (
    Ends,
    Gap,
    Told,
    figures_told,
    rounded_down,
    rounded_up,
    suggested_ends,
    unit_fits,
    unit_of,
)
from tests.evaluator.costed import with_costs
from tests.evaluator.prices import amount_a_month, enter, stairs, use_contacts

pytestmark = pytest.mark.django_db

Figure = Criterion.MoneyFigure


@pytest.fixture
def costed(evaluation, people, now):
    return with_costs(evaluation, people["lead"], now)


def told_of(evaluation, figure):
    found = figures_told(read_cost_results(evaluation), figure)
    names = dict(evaluation.candidates.values_list("pk", "name"))
    return {names[pk]: each for pk, each in found.items()}


@pytest.mark.parametrize(
    ("figure", "value"),
    [
        (Figure.TOTAL, "3600"),
        (Figure.YEARLY, "1200"),
        (Figure.MONTHLY, "100"),
        (Figure.FIRST_YEAR, "1200"),
        (Figure.PRESENT, "3600"),
        (Figure.PER_CONTACT, "0.1"),
        (Figure.WITHIN_BUDGET, "100"),
    ],
)
def test_each_figure_is_that_of_the_page_of_costs(costed, figure, value):
    use_contacts(costed, 1000)
    MoneySettings.objects.create(evaluation=costed, yearly_budget=1500)

    assert told_of(costed, figure)["Acme"] == Told(Decimal(value))


def test_what_cannot_be_told_is_a_gap_and_no_number(costed, people, now):
    quote = Tariff("q", "Q", (Plan("only", "Only", (Quote("Base"),)),))
    bolt, cedar = (costed.candidates.get(name=name) for name in ("Bolt", "Cedar"))
    unpriced = told_of(costed, Figure.TOTAL)["Cedar"]
    enter(bolt, quote, actor=people["lead"], now=now)
    enter(cedar, amount_a_month("5", "GBP"), actor=people["lead"], now=now)

    found = told_of(costed, Figure.TOTAL)

    assert unpriced == Told(None, Gap.NO_PRICE)
    assert found["Bolt"] == Told(None, Gap.QUOTE_NEEDED)
    assert found["Cedar"] == Told(None, Gap.NO_RATE)


def test_a_bill_by_a_usage_that_nobody_entered_is_no_price(costed, people, now):
    bolt = costed.candidates.get(name="Bolt")
    enter(bolt, stairs((7500, "10")), actor=people["lead"], now=now)

    results = read_cost_results(costed)

    assert figures_told(results, Figure.TOTAL)[bolt.pk] == Told(None, Gap.NO_PRICE)
    assert results.computed.sentences == [
        "Subscriptions go by “Stored contacts”: enter it in the usage."
    ]


def test_a_middle_of_draws_that_are_mostly_stopped_is_none(costed, people, now):
    """Bolt sells up to 7,500 contacts; likely are 7,000, and maybe 10,000."""
    use_contacts(costed, 7000)
    profile = UsageProfile({Measure.STORED_CONTACTS: Range.of(5000, 7000, 10_000)})
    Usage.objects.filter(evaluation=costed).update(content=to_json(profile))
    MoneySettings.objects.create(evaluation=costed, yearly_budget=1500)
    bolt = costed.candidates.get(name="Bolt")
    enter(bolt, stairs((7500, "10")), actor=people["lead"], now=now)

    within = told_of(costed, Figure.WITHIN_BUDGET)["Bolt"].value

    assert told_of(costed, Figure.TOTAL)["Bolt"].value is None
    assert told_of(costed, Figure.FIRST_YEAR)["Bolt"].gap
    assert 50 < within < 65


def test_without_a_budget_or_contacts_there_is_no_such_figure(costed):
    assert told_of(costed, Figure.WITHIN_BUDGET)["Acme"].gap == Gap.NO_BUDGET
    assert told_of(costed, Figure.PER_CONTACT)["Acme"].gap == Gap.NO_CONTACTS


def test_round_ends_are_suggested_around_figures_and_budget(costed):
    MoneySettings.objects.create(evaluation=costed, yearly_budget=4000)
    costs = read_cost_results(costed)

    told = figures_told(costs, Figure.YEARLY)

    assert suggested_ends(costs, Figure.YEARLY, told) == Ends(
        Decimal(6000), Decimal(600)
    )
    assert suggested_ends(costs, Figure.WITHIN_BUDGET, told).best == 100


def test_without_any_figure_no_ends_are_suggested(evaluation):
    costs = read_cost_results(evaluation)

    assert suggested_ends(costs, Figure.TOTAL, {}) is None


@pytest.mark.parametrize(
    ("value", "down", "up"),
    [
        (3960, 3000, 4000),
        (999, 800, 1000),
        (0.0421, "0.04", "0.05"),
        (1000, 1000, 1000),
    ],
)
def test_ends_are_rounded_away_from_the_figures(value, down, up):
    assert (rounded_down(value), rounded_up(value)) == (Decimal(down), Decimal(up))


def test_a_unit_names_the_currency_of_the_costs():
    assert all(unit_fits(each, unit_of(each, "EUR"), "EUR") for each in Figure.values)
    assert not unit_fits(Figure.TOTAL, "USD", "EUR")
    assert not unit_fits(Figure.WITHIN_BUDGET, "EUR", "EUR")
