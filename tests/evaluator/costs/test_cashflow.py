from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from evaluator.costs import cashflow
from evaluator.costs.cashflow import by_year, costs
from evaluator.costs.components import (
    Commitment,
    Every,
    Fee,
    Indexation,
    Labour,
    Limit,
    Meter,
    Paid,
    counting,
    per_unit,
)
from evaluator.costs.currencies import ExchangeRate, ExchangeRates
from evaluator.costs.discounting import (
    Convention,
    discounted,
    factors,
    monthly_factors,
)
from evaluator.costs.faults import InputInvalid
from evaluator.costs.lines import Category, CostLine, Rhythm, Staff, faults, monthly
from evaluator.costs.measures import Measure
from evaluator.costs.ranges import Range
from evaluator.costs.usage import UsageProfile
from tests.evaluator.costs.bills import fee, used
from tests.evaluator.costs.cases import ACME, BOLT, case, exactly, tariff


def line(amount=0, **settings):
    settings = {"category": Category.TRAINING, "currency": "USD"} | settings
    return CostLine("line", "Line", amount=exactly(amount), **settings)


def test_a_year_adds_its_months_and_the_last_may_be_short():
    assert by_year(np.ones((1, 15))).tolist() == [[12, 3]]


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"rhythm": Rhythm.ONCE, "from_month": 2}, [0, 7, 0, 0]),
        ({"rhythm": Rhythm.MONTHLY, "from_month": 2, "to_month": 3}, [0, 7, 7, 0]),
        ({"rhythm": Rhythm.YEARLY}, [7, 0, 0, 0]),
        (
            {"rhythm": Rhythm.PER_UNIT, "measure": Measure.FULL_SEATS},
            [14, 14, 14, 14],
        ),
    ],
)
def test_a_line_falls_due_by_its_rhythm(settings, expected):
    found = monthly(line(7, **settings), used(4, full_seats=2))

    assert found[0].tolist() == expected


def test_staff_cost_their_share_of_a_year():
    staff = Staff(exactly("0.5"), exactly(60_000))

    assert monthly(line(staff=staff), used(2))[0].tolist() == [2500, 2500]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (line(-1), "Line must be 0 or more, not -1."),
        (line(1, from_month=0), "Line names the month 0: months count from 1."),
        (
            line(1, staff=Staff(exactly(1), exactly(1))),
            "Line > staff cannot stand beside amount: keep one of them.",
        ),
        (
            line(1, rhythm=Rhythm.PER_UNIT),
            "Line counts nothing: choose what it is billed by.",
        ),
    ],
)
def test_a_wrong_line_is_told_in_a_sentence(wrong, sentence):
    assert [str(problem) for problem in faults(wrong)] == [sentence]


def test_a_line_counts_for_its_candidates_only():
    lines = (line(10, candidates=frozenset({"acme"})),)

    found = costs(case(ACME, BOLT, lines=lines))

    assert found["acme"].by_category[Category.TRAINING].known.sum() == 120
    assert Category.TRAINING not in found["bolt"].by_category


def test_the_categories_add_up_to_the_months():
    parts = tariff("acme", fee(100), fee(500, name="Start", every=Every.ONCE))
    found = costs(case(parts, lines=(line(10),)))["acme"]

    assert found.monthly.known[0, :2].tolist() == [610, 110]
    assert found.by_category[Category.ONE_TIME_FEES].known.sum() == 500


def test_the_share_of_people_is_own_time_over_all():
    lines = (line(100, category=Category.OPERATION),)

    assert costs(case(ACME, lines=lines))["acme"].share_of_people().tolist() == [0.5]


def test_inflation_moves_lines_and_indexation_the_bill():
    indexed = tariff("acme", fee(100), Indexation(exactly("0.1")))
    found = costs(
        case(indexed, lines=(line(10),), months=13, inflation=exactly("0.2"))
    )["acme"]

    assert found.lines["line"][0, 12] == pytest.approx(12)
    assert found.by_category[Category.SUBSCRIPTION].known[0, 12] == pytest.approx(110)


def test_cash_of_a_year_ahead_is_worth_more_than_by_the_month():
    yearly = tariff("bolt", fee(100), Commitment(paid=Paid.AHEAD))

    found = costs(case(ACME, yearly, discount_rate=exactly("0.1")))

    assert found["bolt"].present()[0] > found["acme"].present()[0]
    assert found["bolt"].cash.sum() == found["acme"].cash.sum()


def test_another_currency_needs_an_exchange_rate():
    euro = tariff("acme", fee(100, currency="EUR"))
    rates = ExchangeRates("USD", (ExchangeRate("EUR", Range.of(1, "1.1", "1.2")),))

    assert costs(case(euro, rates=rates))["acme"].cash[0, 0] == pytest.approx(110)
    with pytest.raises(InputInvalid, match="EUR is missing: enter an exchange rate"):
        costs(case(euro))
    assert [str(problem) for problem in cashflow.faults(case(euro))] == [
        "EUR is missing: enter an exchange rate to USD."
    ]


@pytest.mark.parametrize(
    ("convention", "exponent"),
    [(Convention.START, 0), (Convention.MID, 0.5), (Convention.END, 1)],
)
def test_the_convention_says_when_in_its_month_a_flow_happens(convention, exponent):
    first, second = monthly_factors(0.1, 2, convention)[0]

    assert first == pytest.approx(1.1 ** (-exponent / 12))
    assert second / first == pytest.approx(1.1 ** (-1 / 12))


def test_present_values_of_microsoft():  # NPV, examples 1 and 2
    first = np.array([[-10_000, 3000, 4200, 6800]])
    second = np.array([[-40_000, 8000, 9200, 10_000, 12_000, 14_500]])

    found = (
        discounted(first, factors(0.1, np.arange(1, 5))),
        discounted(second, factors(0.08, np.arange(6))),
    )

    assert [round(float(each[0]), 2) for each in found] == [1188.44, 1922.06]


def test_the_cost_of_a_candidate_without_a_tariff_is_its_lines():
    stay = case(ACME, lines=(line(Decimal(5)),))
    nobody = cashflow.Candidate("stay")

    found = cashflow.cost(nobody, cashflow.setting(stay))

    assert found.cash.sum() == 60


def unknown_usage(*counted, entered=()):
    meter = Meter("Use", counting(*counted), per_unit(1), "USD")
    usage = UsageProfile(dict.fromkeys(entered, exactly(5)))
    [found] = costs(case(tariff("one", fee(10), meter), usage=usage)).values()
    return found.unknown_usage


@pytest.mark.parametrize(
    ("counted", "entered", "unknown"),
    [
        ([Measure.APP_USERS], [], {Measure.APP_USERS}),
        ([Measure.APP_USERS], [Measure.STORED_CONTACTS], {Measure.APP_USERS}),
        ([Measure.WEB_USERS, Measure.APP_USERS], [Measure.WEB_USERS], set()),
        ([Measure.PEAK_CONTACTS], [Measure.STORED_CONTACTS], set()),
        ([Measure.EMAILS], [Measure.STORED_CONTACTS], {Measure.EMAILS}),
        ([Measure.EMAILS], [Measure.TRANSACTIONAL_EMAILS], set()),
        ([Measure.SMS], [], set()),
    ],
)
def test_what_a_subscription_goes_by_and_nobody_entered_is_told(
    counted, entered, unknown
):
    assert unknown_usage(*counted, entered=entered) == unknown


@pytest.mark.parametrize(
    ("times", "entered", "unknown"),
    [
        (Measure.STORED_CONTACTS, [], {Measure.STORED_CONTACTS}),
        (Measure.STORED_CONTACTS, [Measure.STORED_CONTACTS], set()),
        (Measure.EVENTS, [Measure.STORED_CONTACTS], {Measure.EVENTS}),
        (Measure.FULL_SEATS, [], set()),
        (None, [], set()),
    ],
)
@pytest.mark.parametrize(
    "part",
    [
        Fee("Each", Decimal(2), "USD"),
        Labour("Care", Decimal(2), Decimal(60), "USD"),
    ],
)
def test_a_fee_or_labour_that_multiplies_with_what_nobody_entered_is_told(
    part, times, entered, unknown
):
    usage = UsageProfile(dict.fromkeys(entered, exactly(5)))
    billed = tariff("one", fee(10), replace(part, times=times))
    [found] = costs(case(billed, usage=usage)).values()

    assert found.unknown_usage == unknown


def test_an_add_on_that_nobody_requires_makes_no_usage_unknown():
    times, features = Measure.EVENTS, frozenset({"events"})
    add_on = Fee("Each", Decimal(2), "USD", times=times, features=features)
    [found] = costs(case(tariff("one", fee(10), add_on))).values()

    assert not found.unknown_usage


@pytest.mark.parametrize(
    ("counted", "entered", "unknown"),
    [
        (
            [Measure.STORED_CONTACTS, Measure.EMAILS],
            [],
            {Measure.STORED_CONTACTS, Measure.EMAILS},
        ),
        ([Measure.EMAILS], [Measure.STORED_CONTACTS], {Measure.EMAILS}),
        (
            [Measure.STORED_CONTACTS, Measure.EMAILS],
            [Measure.STORED_CONTACTS],
            set(),
        ),
        ([Measure.FULL_SEATS], [], set()),
    ],
)
def test_a_free_plan_with_a_limit_is_no_price_where_nobody_entered_the_usage(
    counted, entered, unknown
):
    limits = [Limit("Most", counting(each), 100) for each in counted]
    usage = UsageProfile(dict.fromkeys(entered, exactly(5)))
    [found] = costs(case(tariff("one", fee(0), *limits), usage=usage)).values()

    assert found.unknown_usage == unknown
