from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator.costs.breakdown import opened
from evaluator.costs.cashflow import cost, setting
from evaluator.costs.components import Discount, Every, Meter, ladder
from evaluator.costs.currencies import ExchangeRate, ExchangeRates
from evaluator.costs.lines import Category, CostLine, Rhythm, Staff
from evaluator.costs.measures import Measure
from evaluator.costs.outcomes import State
from evaluator.costs.usage import Growth, UsageProfile
from tests.evaluator.costs.bills import fee
from tests.evaluator.costs.cases import STORED, case, exactly, tariff
from tests.evaluator.costs.tariff_strategies import plans, profiles

GROWING = UsageProfile(
    {Measure.STORED_CONTACTS: exactly(900)}, growth=(Growth(exactly(1)),)
)
RUNGS = Meter(
    "Contacts", STORED, ladder((1000, 50), (5000, 80), is_complete=True), "USD"
)


def broken_down(some, months, key="acme"):
    shared = setting(some)
    found = cost(some.candidate(key), shared)
    return found, opened(found, shared, months)


def summed(breakdown):
    billed = sum(span.amount for each in breakdown.billed for span in each.spans)
    return billed + sum(each.amount for each in breakdown.own)


@given(profiles(), plans(), st.integers(1, 3))
def test_the_lines_of_a_year_add_up_to_it(profile, components, year):
    some = case(tariff("acme", *components), usage=profile, months=36)
    months = range(12 * year - 12, 12 * year)

    found, breakdown = broken_down(some, months)

    known = np.broadcast_to(found.monthly.known, (1, 36))[0, months.start : months.stop]
    assert summed(breakdown) == pytest.approx(known.sum(), abs=1e-6)


def test_months_on_the_same_rung_stand_together():
    some = case(tariff("acme", RUNGS), usage=GROWING)

    _, breakdown = broken_down(some, range(12))

    [line] = breakdown.billed
    first, then = line.spans
    assert (first.first, first.last, first.amount) == (1, 2, 100)
    assert (first.lowest, first.highest) == (900, 954)
    assert (then.months, then.working.steps[0].flat) == (10, Decimal(80))


def test_terms_and_exchange_rate_stand_beside_the_list_price():
    rates = ExchangeRates("USD", (ExchangeRate("EUR", exactly("1.2")),))
    bill = (fee(100, currency="EUR"), Discount(Decimal("0.25")))
    some = case(tariff("acme", *bill), rates=rates)

    _, breakdown = broken_down(some, range(12))

    working = breakdown.billed[0].spans[0].working
    assert (working.terms, working.rate) == (0.75, 1.2)
    assert (working.listed, working.amount) == (pytest.approx(100), pytest.approx(90))


def test_a_fee_falls_due_once_and_in_its_month():
    once = fee(500, every=Every.ONCE, month=2)
    some = case(tariff("acme", fee(10), once), months=24)

    _, first = broken_down(some, range(12))
    _, second = broken_down(some, range(12, 24))

    setting_up = first.billed[-1]
    assert setting_up.category is Category.ONE_TIME_FEES
    assert (setting_up.spans[0].first, setting_up.spans[0].amount) == (2, 500)
    assert len(second.billed) == 1


def test_a_cost_line_opens_to_price_times_inflation_and_rate():
    staff = CostLine(
        "ops",
        "Administrator",
        Category.PEOPLE,
        "EUR",
        staff=Staff(exactly("0.5"), exactly(60_000)),
    )
    yearly = CostLine(
        "audit", "Audit", Category.TRAINING, "USD", exactly(900), Rhythm.YEARLY
    )
    some = case(
        tariff("acme"),
        lines=(staff, yearly),
        rates=ExchangeRates("USD", (ExchangeRate("EUR", exactly(2)),)),
        inflation=exactly("0.1"),
        months=24,
    )

    _, breakdown = broken_down(some, range(12, 24))

    ops, audit = breakdown.own
    assert (ops.price, ops.units, ops.rate) == (2500, 12, 2)
    assert ops.amount == pytest.approx(2500 * 12 * 2 * ops.inflation)
    assert (audit.units, audit.inflation) == (1, pytest.approx(1.1))


def test_what_has_no_number_is_told_by_its_state():
    last = Meter("Contacts", STORED, ladder((500, 50)), "USD")

    _, breakdown = broken_down(case(tariff("acme", last), usage=GROWING), range(12))

    assert breakdown.billed[0].spans[0].working.states == (State.QUOTE,)
