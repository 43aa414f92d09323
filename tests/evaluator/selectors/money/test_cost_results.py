from decimal import Decimal

import pytest

from evaluator.costs.measures import Measure
from evaluator.costs.quick_kinds import KIND_BY_KEY
from evaluator.costs.ranges import Range
from evaluator.costs.sensitivity import Axis
from evaluator.costs.usage import UsageProfile
from evaluator.models import (
    CostLine,
    ExchangeRate,
    MoneySettings,
    Pricing,
    TariffVersion,
)
from evaluator.selectors.money.cost_results import (
    crossed,
    curves,
    open_row,
    read_cost_results,
)
from evaluator.selectors.money.forecasts import forecasts
from evaluator.services.money.quick_costs import QuickEdit, set_quick_costs
from evaluator.services.money.usage import set_usage

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(evaluation):
    evaluation.candidates.update(stage="short")
    return [evaluation.candidates.get(name=name) for name in ("Acme", "Bolt")]


@pytest.fixture
def contacts(evaluation, people, now):
    profile = UsageProfile({Measure.STORED_CONTACTS: Range.exactly(1000)})
    set_usage(
        evaluation=evaluation,
        profile=profile,
        version=0,
        actor=people["lead"],
        now=now,
    )


@pytest.fixture
def enter(evaluation, people, now):
    def entered(candidate, kind, *amounts):
        figures = [Decimal(each) for each in amounts]
        amount = Range(*figures) if len(figures) == 3 else Range.exactly(figures[0])
        edit = QuickEdit(candidate, KIND_BY_KEY[kind], amount, 0)
        set_quick_costs(
            evaluation=evaluation, edits=[edit], actor=people["lead"], now=now
        )

    return entered


def per_contact(candidate, price: str, base: str = "0", currency: str = "USD") -> None:
    """Bill a candidate by a base a month and a price per contact."""
    basis = {"counted": [{"measure": "stored_contacts"}]}
    components = [
        {
            "kind": "fee",
            "name": "Base",
            "amount": base,
            "currency": currency,
        },
        {
            "kind": "meter",
            "name": "Contacts",
            "basis": basis,
            "rate": {"tiers": [{"up_to": None, "unit": price}]},
            "currency": currency,
        },
    ]
    content = {
        "key": "own",
        "name": "Own",
        "plans": [{"key": "one", "name": "One", "components": components}],
    }
    TariffVersion.objects.create(candidate=candidate, number=1, content=content)
    Pricing.objects.create(candidate=candidate, origin="own", number=1)


def row(results, candidate):
    return results.row_of(candidate.pk)


def test_a_candidate_is_opened_into_categories_years_and_months(
    evaluation, pair, contacts, enter
):
    acme, _bolt = pair
    per_contact(acme, "0.01", base="50")
    enter(acme, "migration", 4000)
    results = read_cost_results(evaluation)

    picked = open_row(results, row(results, acme))

    assert [each.category for each in picked.categories] == [
        "subscription",
        "migration",
    ]
    years = [each.known for each in picked.years]
    assert years == pytest.approx([720 + 4000, 720, 720])
    assert sum(each.cost for each in picked.months) == pytest.approx(3 * 720 + 4000)
    assert picked.row.per_contact == pytest.approx((3 * 720 + 4000) / 36_000)
    assert picked.most_cash.month == 1


def test_the_range_of_a_sure_figure_is_the_figure(evaluation, pair, enter):
    acme, _bolt = pair
    enter(acme, "content", 1000)

    found = row(read_cost_results(evaluation), acme)

    assert (found.range.p10, found.range.p50, found.range.p90) == pytest.approx(
        (3000, 3000, 3000)
    )


def test_a_range_spreads_the_total_and_drives_it(evaluation, pair, enter):
    acme, _bolt = pair
    enter(acme, "content", 500, 1000, 3000)
    results = read_cost_results(evaluation)

    picked = open_row(results, row(results, acme))

    assert picked.row.range.p10 < picked.row.range.p50 < picked.row.range.p90
    assert next(bar.name for bar in picked.bars).startswith("line.")
    assert (picked.bars[0].at_low, picked.bars[0].at_high) == pytest.approx(
        (1500, 9000)
    )


def test_the_share_of_people_is_of_the_known_total(evaluation, pair, enter):
    acme, _bolt = pair
    enter(acme, "people", 3000)
    enter(acme, "content", 1000)

    assert row(read_cost_results(evaluation), acme).people_share == pytest.approx(0.75)


def test_the_quantity_is_told_at_which_one_becomes_dearer(evaluation, pair, contacts):
    acme, bolt = pair
    per_contact(acme, "0.05", base="10")
    per_contact(bolt, "0.01", base="90")
    results = read_cost_results(evaluation)

    (found,) = crossed(results, Axis.CONTACTS, curves(results, Axis.CONTACTS))

    assert (found.dearer, found.cheaper) == (acme, bolt)
    assert found.quantity == pytest.approx(2001, abs=2)
    assert curves(results, Axis.SEATS) == []


def test_the_chance_to_stay_within_the_budget_is_told_per_year(evaluation, pair, enter):
    acme, _bolt = pair
    MoneySettings.objects.create(evaluation=evaluation, yearly_budget=5000)
    enter(acme, "content", 4000)
    enter(acme, "migration", 3000)
    before = row(read_cost_results(evaluation), acme).chances
    enter(acme, "subscription", 100)

    chances = row(read_cost_results(evaluation), acme).chances

    assert [(each.chance, each.gap) for each in before] == [(None, "no_price")] * 3
    assert [(each.chance, each.gap) for each in chances] == [(0, ""), (1, ""), (1, "")]


def test_a_year_that_is_not_whole_has_no_chance_but_a_word(evaluation, pair, contacts):
    acme, _bolt = pair
    MoneySettings.objects.create(evaluation=evaluation, yearly_budget=5000)
    per_contact(acme, "0.05")
    version = TariffVersion.objects.get(candidate=acme)
    [plan] = version.content["plans"]
    plan["components"] = [{"kind": "quote", "name": "On request"}]
    version.save()

    chances = row(read_cost_results(evaluation), acme).chances

    assert {(each.chance, each.gap) for each in chances} == {(None, "quote_needed")}


def test_who_lacks_an_exchange_rate_waits_and_the_others_do_not(
    evaluation, pair, contacts, enter
):
    acme, bolt = pair
    per_contact(acme, "0.05", currency="EUR")
    enter(bolt, "content", 1000)

    results = read_cost_results(evaluation)

    assert row(results, acme).missing == ("EUR",)
    assert row(results, bolt).total.known == pytest.approx(3000)
    assert "EUR" in results.computed.sentences[0]


def test_a_bill_by_what_nobody_entered_is_in_no_total(evaluation, pair, enter):
    acme, bolt = pair
    per_contact(acme, "0.05", base="50")
    enter(acme, "content", 1000)
    enter(bolt, "subscription", 700)

    results = read_cost_results(evaluation)

    found = row(results, acme)
    assert (found.is_priced, found.total.known, found.total.states) == (False, 3000, ())
    assert found.range.p90 == pytest.approx(3000)
    assert [each.category for each in open_row(results, found).categories] == [
        "content"
    ]
    assert row(results, bolt).total.known == 2100
    assert len(results.computed.sentences) == 1


def test_behind_a_total_of_nothing_known_stands_no_range(evaluation, pair, enter):
    acme, bolt = pair
    per_contact(acme, "0.05", base="50")
    enter(bolt, "subscription", 700)

    before = row(read_cost_results(evaluation), acme)
    enter(acme, "content", 1000)
    after = row(read_cost_results(evaluation), acme)

    assert (before.says_nothing, before.range, before.present) == (True, None, None)
    assert (after.says_nothing, after.range.p50) == (False, pytest.approx(3000))


def test_a_typed_subscription_is_the_price_where_the_tariff_tells_none(
    evaluation, pair
):
    acme, _bolt = pair
    per_contact(acme, "0.05", base="50")
    line = CostLine.objects.create(
        evaluation=evaluation,
        name="Our contract",
        category="subscription",
        rhythm="yearly",
        low=600,
        likely=600,
        high=600,
        currency="USD",
    )
    line.candidates.set([acme])

    results = read_cost_results(evaluation)

    found = row(results, acme)
    assert (found.is_priced, found.total.known) == (True, 1800)
    assert not results.computed.sentences


def test_an_amount_is_told_in_the_currency_of_the_evaluation(
    evaluation, pair, contacts
):
    acme, _bolt = pair
    per_contact(acme, "0.05", currency="EUR")
    ExchangeRate.objects.create(
        evaluation=evaluation, currency="EUR", low=1, likely=2, high=3
    )

    found = row(read_cost_results(evaluation), acme)

    assert found.total.known == pytest.approx(1000 * 0.05 * 36 * 2)


def test_the_same_case_is_drawn_once(evaluation, pair, enter):
    enter(pair[0], "content", 500, 1000, 3000)
    case = read_cost_results(evaluation).case

    assert forecasts(case) is forecasts(case)
