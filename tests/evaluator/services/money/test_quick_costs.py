from decimal import Decimal

import pytest

from evaluator.costs.quick_kinds import KIND_BY_KEY
from evaluator.costs.ranges import Range
from evaluator.models import CostLine, Pricing
from evaluator.selectors.money.quick_costs import read_quick_table
from evaluator.services.money.quick_costs import (
    AmountOutside,
    ForeignCandidate,
    QuickCostIsStale,
    QuickEdit,
    RangeFalls,
    set_quick_costs,
)
from tests.evaluator.prices import amount_a_month, stairs, use_contacts
from tests.evaluator.prices import enter as price
from workspace.models import Activity

pytestmark = pytest.mark.django_db


@pytest.fixture
def acme(evaluation):
    acme = evaluation.candidates.get(name="Acme")
    acme.stage = "short"
    acme.save(update_fields=["stage"])
    return acme


@pytest.fixture
def enter(evaluation, people, now):
    def entered(candidate, kind, amount, version=0):
        if isinstance(amount, int):
            amount = Range.exactly(amount)
        edit = QuickEdit(candidate, KIND_BY_KEY[kind], amount, version)
        return set_quick_costs(
            evaluation=evaluation, edits=[edit], actor=people["lead"], now=now
        )

    return entered


def column(evaluation, candidate):
    table = read_quick_table(evaluation)
    return next(each for each in table.columns if each.candidate == candidate)


def test_one_quote_and_a_table_make_a_total_over_three_years(evaluation, acme, enter):
    enter(acme, "subscription", 18_600)
    enter(acme, "migration", 4_000)
    enter(acme, "training", 1_500)

    found = column(evaluation, acme)

    assert found.total.known == pytest.approx(3 * 18_600 + 4_000 + 1_500)
    assert found.is_priced
    assert found.total.is_whole


def test_nothing_entered_is_no_price_and_not_nothing(evaluation, acme):
    found = column(evaluation, acme)

    assert not found.is_priced


def test_a_figure_for_the_subscription_stands_in_for_the_tariff_until_it_is_emptied(
    acme, enter
):
    enter(acme, "subscription", 100)
    stood_in = Pricing.objects.get(candidate=acme).origin
    enter(acme, "subscription", None, version=1)

    assert stood_in == Pricing.Origin.NONE
    assert Pricing.objects.get(candidate=acme).origin == Pricing.Origin.BUILT_IN


def test_an_own_tariff_comes_back_when_the_figure_goes(acme, enter):
    Pricing.objects.create(candidate=acme, origin="own", number=2)
    enter(acme, "subscription", 100)

    enter(acme, "subscription", None, version=1)

    assert Pricing.objects.get(candidate=acme).origin == Pricing.Origin.OWN


def test_an_emptied_cell_can_be_filled_again(evaluation, acme, enter):
    enter(acme, "migration", 100)
    enter(acme, "migration", None, version=1)
    enter(acme, "migration", 300, version=2)

    assert column(evaluation, acme).total.known == 300
    assert CostLine.objects.count() == 1


def test_emptying_an_empty_cell_changes_nothing(acme, enter):
    enter(acme, "migration", 100)
    enter(acme, "migration", None, version=1)
    told = Activity.objects.count()

    stored = enter(acme, "migration", None, version=2)

    assert stored == 0
    assert CostLine.objects.get().version == 2
    assert Activity.objects.count() == told


def test_a_range_is_kept_with_its_ends(acme, enter):
    enter(acme, "content", Range(Decimal(1), Decimal(2), Decimal(3)))

    line = CostLine.objects.get()

    assert (line.low, line.likely, line.high) == (1, 2, 3)


def test_a_stale_cell_is_refused_and_nothing_of_the_rest_is_written(
    evaluation, acme, enter, people, now
):  # R48
    enter(acme, "migration", 100)
    edits = [
        QuickEdit(acme, KIND_BY_KEY["training"], Range.exactly(5), 0),
        QuickEdit(acme, KIND_BY_KEY["migration"], Range.exactly(5), 0),
    ]

    with pytest.raises(QuickCostIsStale):
        set_quick_costs(
            evaluation=evaluation, edits=edits, actor=people["lead"], now=now
        )

    assert CostLine.objects.count() == 1


@pytest.mark.parametrize(
    ("amount", "error"),
    [
        (Range(Decimal(3), Decimal(2), Decimal(4)), RangeFalls),
        (Range.exactly(-1), AmountOutside),
        (Range.exactly(10**12), AmountOutside),
    ],
)
def test_an_impossible_amount_is_refused(acme, enter, amount, error):
    with pytest.raises(error):
        enter(acme, "migration", amount)


def test_a_candidate_off_the_short_list_has_no_costs(evaluation, acme, enter):
    acme.stage = "long"
    acme.save(update_fields=["stage"])

    with pytest.raises(ForeignCandidate):
        enter(acme, "migration", 1)


def test_a_missing_exchange_rate_is_said_and_keeps_totals_back(evaluation, acme, enter):
    enter(acme, "migration", 100)
    CostLine.objects.update(currency="EUR")

    table = read_quick_table(evaluation)

    assert "EUR" in table.sentences[0]
    assert column(evaluation, acme).total is None


def test_a_tariff_beside_a_figure_counts_the_subscription_twice(
    evaluation, acme, enter, people, now
):
    enter(acme, "subscription", 1200)
    before = column(evaluation, acme)
    price(acme, amount_a_month("80"), actor=people["lead"], now=now)

    after = column(evaluation, acme)

    assert not before.is_doubled
    assert after.is_doubled
    assert after.total.known == pytest.approx(3 * 1200 + 36 * 80)


def test_either_of_the_two_alone_counts_once(evaluation, acme, enter, people, now):
    price(acme, amount_a_month("80"), actor=people["lead"], now=now)
    alone = column(evaluation, acme)
    enter(acme, "subscription", 1200)

    quoted = column(evaluation, acme)

    assert not alone.is_doubled
    assert not quoted.is_doubled


@pytest.mark.parametrize(("figure", "fee"), [(0, "80"), (1200, "0")])
def test_what_costs_nothing_doubles_nothing(
    evaluation, acme, enter, people, now, figure, fee
):
    enter(acme, "subscription", figure)
    price(acme, amount_a_month(fee), actor=people["lead"], now=now)

    assert not column(evaluation, acme).is_doubled


def test_a_tariff_that_waits_for_usage_doubles_only_then(
    evaluation, acme, enter, people, now
):
    enter(acme, "subscription", 1200)
    price(acme, stairs((1000, "50"), (100000, "90")), actor=people["lead"], now=now)
    waiting = column(evaluation, acme)
    use_contacts(evaluation, 500)

    billed = column(evaluation, acme)

    assert not waiting.is_doubled
    assert billed.is_doubled
