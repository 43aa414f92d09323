"""Worked examples of the pricing study, part (a), in which time passes."""

from decimal import Decimal

import numpy as np
import pytest

from evaluator.costs.components import (
    Allowance,
    Balance,
    Commitment,
    Every,
    Introduction,
    Labour,
    Overage,
    Paid,
    TimeRule,
    Timing,
    by_share,
    counting,
    ladder,
    per_unit,
)
from evaluator.costs.measures import Measure
from evaluator.costs.outcomes import State
from evaluator.costs.terms import prepaid
from tests.evaluator.costs.bills import (
    amount,
    amounts,
    billed,
    chosen,
    fee,
    plan,
    used,
    year,
)
from tests.evaluator.costs.meters import EMAILS, HUBSPOT, STORED, meter


def test_a10_hubspot_ratchet_falls_only_at_the_renewal():
    contacts = [5000, 9000, *[5000] * 11]

    found = billed(fee(800), HUBSPOT, months=13, marketable_contacts=contacts)

    assert amount(found) == 1024.72
    assert round(sum(amounts(found)[:12]), 2) == 14_768.56
    assert amount(found, 12) == 1024.72


def test_a10_omnisend_follows_both_ways():
    rungs = meter(STORED, ladder((500, 16), (1000, 20), is_complete=True))

    found = billed(rungs, months=3, stored_contacts=[500, 1000, 500])

    assert amounts(found) == [16, 20, 16]


def test_a10_klaviyo_goes_up_at_once_and_down_after_a_lag():
    rungs = meter(
        STORED,
        ladder((500, 16), (1000, 20), is_complete=True),
        timing=Timing(TimeRule.FOLLOW_UP, 2),
    )

    found = billed(rungs, months=5, stored_contacts=[500, 1000, 500, 500, 500])

    assert amounts(found) == [16, 20, 20, 20, 16]


@pytest.mark.parametrize(("highest", "expected"), [(2600, 99), (2400, 49)])
def test_a10_drip_bills_the_highest_day(highest, expected):
    rungs = ladder((2500, 49), (5000, 99), is_complete=True)
    basis = counting(Measure.PEAK_CONTACTS)

    found = billed(meter(basis, rungs), stored_contacts=2400, peak_contacts=highest)

    assert amount(found) == expected


def test_a10_mailchimp_adds_blocks_for_one_month():
    over = Overage(
        "Overage",
        (Allowance(STORED, 5000, 1000), Allowance(EMAILS, 60_000, 12_000)),
        None,
        "USD",
    )

    found = billed(fee(100), over, stored_contacts=6300, emails=[70_000])

    assert found.bills[0].lines[1].quantity[0, 0] == 2
    assert (amount(found), found.cost.has(State.QUOTE).all()) == (100, True)


@pytest.mark.parametrize(("price", "taken"), [("17.49", "small"), ("17.51", "large")])
def test_a10_mailchimp_blocks_pay_off_below_half_the_step(price, taken):
    over = Overage(
        "Overage",
        (Allowance(STORED, 5000, 1000), Allowance(EMAILS, 60_000, 12_000)),
        Decimal(price),
        "USD",
    )
    plans = [plan(fee(100), over, key="small"), plan(fee(135), key="large")]

    found = chosen(plans, used(stored_contacts=6300, emails=[70_000]))

    assert found.bills[found.taken[0, 0]].plan.key == taken


def test_a10_marketo_changes_only_at_renewal_and_charges_a_penalty_rate():
    records = meter(
        STORED, per_unit(1), timing=Timing(TimeRule.RENEWAL, 12), over_price=Decimal(5)
    )

    found = billed(records, months=13, stored_contacts=[100, 110, *[120] * 11])

    assert amounts(found)[:3] == [100, 150, 200]
    assert amount(found, 12) == 120


@pytest.mark.parametrize(
    ("monthly", "discount", "a_year"),
    [
        (99, Decimal(20) / 99, 948),
        (299, Decimal(50) / 299, 2988),
        (890, Decimal(90) / 890, 9600),
    ],
)
def test_a14_a_year_ahead_is_cheaper(monthly, discount, a_year):
    yearly = Commitment(discount=discount, paid=Paid.AHEAD)

    found = billed(fee(monthly), yearly, months=12)

    assert year(found) == a_year
    assert found.cash[0, 0] == pytest.approx(a_year)


def test_a14_omnisend_introduction_ends_after_three_months():
    intro = Introduction(3, Decimal("0.3"))

    found = billed(fee(16), intro, months=24)

    assert round(sum(amounts(found)[:12]), 2) == 177.6
    assert round(sum(amounts(found)[12:]), 2) == 192


def test_a14_clevertap_sells_at_a_tenth_for_six_months():
    intro = Introduction(6, Decimal("0.9"))

    assert amounts(billed(fee(6000), intro, months=7))[5:] == [600, 6000]


def test_a14_drip_balance_ends_in_the_ninth_month_when_the_list_grows():
    prices = np.array([[49.0] * 5 + [99.0] * 7])

    paid = prepaid(prices, Balance(10, 12))[0].tolist()

    assert paid == [490, *[0] * 7, 990, 0, 0, 0]


def test_a15_hubspot_enterprise_onboarding_falls_due_once():
    onboarding = fee(7000, name="Onboarding", every=Every.ONCE)

    found = billed(fee(3600), onboarding, months=24)

    assert round(sum(amounts(found)[:12]), 2) == 50_200
    assert round(sum(amounts(found)[12:]), 2) == 43_200


SELF_HOSTED = (
    meter(EMAILS, by_share(1000, "0.10"), name="Relay"),
    fee("24.95", name="Dedicated IP"),
    Labour("Administration", Decimal(65), Decimal(100), "USD", times=Measure.BRANDS),
    fee("5.49", name="Server", currency="EUR", times=Measure.BRANDS),
)


def test_a16_openemm_is_mostly_labour():
    lines = lines_of(billed(*SELF_HOSTED, transactional_emails=500_000))

    assert round(sum(lines[:3]), 2) == 616.62
    assert lines[3] == 5.49


def test_a16_mautic_needs_an_instance_for_each_brand():
    lines = lines_of(billed(*SELF_HOSTED, transactional_emails=500_000, brands=5))

    assert [round(line, 2) for line in lines] == [50, 24.95, 2708.33, 27.45]


def lines_of(choice):
    return [float(line.outcome.known[0, 0]) for line in choice.bills[0].lines]
