"""The worked examples of the pricing study, billed by the tariffs that ship."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from evaluator.catalogue.built_in_tariffs import (
    built_in_tariff,
)
from evaluator.costs.components import (
    Balance,
    Commitment,
    Discount,
    Limit,
    Meter,
    Paid,
)
from evaluator.costs.currencies import ExchangeRate, ExchangeRates
from evaluator.costs.outcomes import State
from evaluator.costs.plans import Reason, choose, verdicts
from evaluator.costs.ranges import Range
from evaluator.costs.terms import prepaid
from tests.evaluator.costs.bills import amount, amounts, used, year

HUBSPOT = "hubspot_marketing_hub"
PARDOT = "salesforce_account_engagement"
BUYER = {
    "stored_contacts": 40_000,
    "marketable_contacts": 12_000,
    "sends_per_contact": 4,
}
PAR = ExchangeRates(
    "USD",
    tuple(ExchangeRate(each, Range.exactly(1)) for each in ("EUR", "INR")),
)


def billed(key, *more, plan=None, months=1, without=(), required=(), **figures):
    """Bill by a built-in tariff; `more` and `without` change the plan's parts."""
    tariff = built_in_tariff(key)
    if more or without:
        plans = [
            replace(each, components=(*_kept(each, without), *more))
            for each in tariff.plans
        ]
        tariff = replace(tariff, plans=tuple(plans))
    return choose(
        tariff,
        used(months, **figures),
        PAR.factors(tariff.currencies),
        pinned=plan,
        required=frozenset(required),
    )


def _kept(plan, without):
    return [
        each for each in plan.components if not (without and isinstance(each, without))
    ]


def lines(choice, month=0):
    found = {}
    for line in choice.bills[0].lines:
        row = line.outcome.known[0]
        told = float(row[month] if len(row) > 1 else row[0])
        found[line.component.name] = round(told, 2)
    return found


def quantity(choice, name):
    line = next(each for each in choice.bills[0].lines if each.component.name == name)
    return float(line.quantity[0, 0])


def ceiling(choice):
    assert choice.cost.has(State.UNKNOWN_RUNG).all()
    return float(choice.cost.upper[0, 0])


def test_a1_one_buyer_on_four_platforms():
    hubspot = billed(HUBSPOT, plan="professional", **BUYER)

    assert lines(hubspot)["Contacts"] + lines(hubspot)["Base fee"] == 1249.44
    assert amount(billed(PARDOT, plan="growth", **BUYER)) == 1350
    assert ceiling(billed("activecampaign", plan="plus", **BUYER)) == 649
    assert ceiling(billed("brevo", plan="standard", **BUYER)) == 129


def test_a2_activecampaign_needs_a_higher_rung_for_its_sends():
    usage = {"plan": "plus", "stored_contacts": 4000}

    few = billed("activecampaign", sends_per_contact=10, **usage)
    many = billed("activecampaign", sends_per_contact=15, **usage)

    assert (ceiling(few), ceiling(many)) == (145, 234)


@pytest.mark.parametrize("contacts", [2501, 4000, 5000])
def test_a3_constant_contact_has_one_price_for_its_band(contacts):
    key = "constant_contact_lead_gen_crm"

    found = billed(key, plan="standard", stored_contacts=contacts)

    assert amount(found) == 110


def test_a3_eloqua_falls_into_a_wide_band():
    found = billed("oracle_eloqua", plan="standard", stored_contacts=60_000)
    negotiated = billed(
        "oracle_eloqua",
        Discount(Decimal("0.5")),
        plan="standard",
        stored_contacts=60_000,
    )

    assert (ceiling(found), ceiling(negotiated)) == (9000, 4500)


def test_a4_account_engagement_adds_blocks_and_is_paid_once_a_year():
    found = billed(PARDOT, plan="growth", months=12, marketable_contacts=35_000)

    assert amount(found) == 1550
    assert found.cash[0].tolist() == [18_600, *[0] * 11]


def test_a4_hubspot_adds_seats_and_onboarding():
    found = billed(
        HUBSPOT, plan="professional", months=12, marketable_contacts=9000, full_seats=5
    )

    assert amount(found, 1) == 1339.44
    assert year(found) == 19_073.28


def test_a4_ortto_adds_blocks():
    found = billed("ortto", plan="professional_monthly", stored_contacts=150_000)

    assert amount(found) == 797


def test_a5_omnisend_messages_cost_the_rate_of_the_spend_reached():
    found = billed("omnisend", plan="standard", marketable_contacts=500, sms=10_000)

    assert lines(found)["SMS, United States"] == 85


def test_a6_customer_io_has_linear_overage():
    found = billed(
        "customer_io",
        plan="essentials",
        stored_contacts=30_000,
        messaged_contacts=0,
        transactional_emails=1_400_000,
    )
    prepaid_packs = billed(
        "customer_io", plan="builder", months=4, transactional_emails=10_000
    )

    assert amount(found) == 373
    assert amounts(prepaid_packs) == [10, 0, 10, 0]


def test_a7_brevo_pays_by_mails():
    usage = {"plan": "standard", "stored_contacts": 25_000, "sends_per_contact": 4}
    yearly = Commitment(discount=Decimal("0.1"), paid=Paid.AHEAD)

    assert amount(billed("brevo", **usage)) == 129
    assert year(billed("brevo", yearly, months=12, **usage)) == 1393.2
    doubled = {**usage, "stored_contacts": 50_000, "messaged_contacts": 25_000}
    assert amount(billed("brevo", **doubled)) == 129
    cliff = {"stored_contacts": 0, "transactional_emails": 150_000}
    both = [
        billed("brevo", plan=each, **cliff) for each in ("standard", "professional")
    ]
    assert [amount(each) for each in both] == [169, 499]


def test_a8_clevertap_bills_data_points_where_they_are_more_than_users():
    found = billed("clevertap", plan="essentials", app_users=18_000, events=250_000_000)

    assert quantity(found, "Monthly active users") == 25_000
    assert found.cost.has(State.QUOTE).all()


def test_a8_moengage_adds_web_and_app_and_asks_above_its_listing():
    few = billed("moengage", plan="aws", web_users=60, app_users=40)
    many = billed("moengage", plan="aws", web_users=10_000, app_users=20_000)

    assert quantity(few, "Monthly tracked users") == 100
    assert lines(few)["Monthly tracked users"] == 750
    assert lines(many)["Monthly tracked users"] == 0
    assert many.recurring.has(State.QUOTE).all()


def test_a9_act_on_is_known_up_to_its_entry_and_blocks_above_a_licence():
    licence = built_in_tariff("act_on").plan("professional")
    people = next(each for each in licence.components if isinstance(each, Meter)).basis
    stop = Limit("Licence", people, 10_000)
    usage = {"plan": "professional", "stored_contacts": 50_000}

    open_quantity = billed("act_on", messaged_contacts=10_000, **usage)
    fine = billed("act_on", stop, without=Meter, messaged_contacts=10_000, **usage)
    over = billed("act_on", stop, without=Meter, messaged_contacts=12_500, **usage)

    assert amount(open_quantity) == 900
    assert open_quantity.cost.has(State.QUOTE).all()
    assert (amount(fine), fine.cost.has(State.BLOCKED).any()) == (900, False)
    assert over.cost.unreached[0, 0] == 2500


def test_a9_dynamics_sizes_capacity_for_the_peak():
    found = billed(
        "dynamics_365_customer_insights",
        months=2,
        interacted_people=8000,
        emails=[1000, 120_000],
    )

    assert quantity(found, "Interacted people") == 12_000
    assert amount(found) == 1591.3
    assert found.cost.has(State.QUOTE).all()


def test_a10_hubspot_falls_only_at_the_renewal():
    contacts = [5000, 9000, *[5000] * 11]

    found = billed(
        HUBSPOT, plan="professional", months=13, marketable_contacts=contacts
    )

    recurring = found.recurring.known[0].round(2)
    assert recurring[0] == 1024.72
    assert round(float(recurring[:12].sum()), 2) == 14_768.56
    assert recurring[12] == 1024.72


def test_a10_drip_bills_the_highest_day():
    calm = billed("drip", plan="old", stored_contacts=2400, peak_contacts=2400)
    busy = billed("drip", plan="old", stored_contacts=2400, peak_contacts=2600)

    assert amount(calm) == 49
    assert (amount(busy), busy.cost.has(State.QUOTE).all()) == (0, True)


def test_a10_mailchimp_rises_by_35_from_one_rung_to_the_next():
    rungs = [
        billed("mailchimp", plan="standard", months=13, stored_contacts=each)
        for each in (5000, 10_000)
    ]

    assert [amount(each, 12) for each in rungs] == [100, 135]


def test_a11_engagebay_a_contact_above_the_cap_costs_275_dollars():
    below = billed("engagebay", stored_contacts=5000, full_seats=5)
    above = billed("engagebay", stored_contacts=5001, full_seats=5)

    assert (amount(below), amount(above)) == (324.95, 599.95)


def test_a11_keap_adds_users_beyond_two():
    found = billed("keap", plan="monthly", full_seats=4)

    assert float(found.recurring.known[0, 0]) == 377
    assert found.cost.has(State.QUOTE).all()  # the implementation package


def test_a12_braze_draws_channels_from_one_pool_priced_by_quote():
    found = billed("braze", sms=100_000, whatsapp=20_000)

    assert quantity(found, "Message credits") == 200_000
    assert found.cost.has(State.QUOTE).all()


def test_a12_account_engagement_sells_packs_of_messages():
    found = billed(PARDOT, plan="growth", sms=25_000)

    assert lines(found)["SMS and WhatsApp credits"] == 250


def test_a12_omnisend_pro_pays_messages_up_to_the_price_of_the_plan():
    found = billed(
        "omnisend", plan="pro", months=4, marketable_contacts=500, sms=10_000
    )

    assert lines(found, month=3) == {"Contacts": 59, "SMS, United States": 26}


def test_a12_keap_texts_cost_the_least_of_all_rungs_with_overage():
    found = billed("keap", plan="monthly", sms=4000)

    assert lines(found)["Text messages"] == 52.5


def test_a13_account_engagement_add_ons_beside_the_next_edition():
    usage = {"required": ["features.personalisation"], "dedicated_ips": 1}

    small = billed(PARDOT, plan="growth", **usage)
    next_one = billed(PARDOT, plan="plus", **usage)
    taken = billed(PARDOT, **usage)

    assert amount(small) == 2150
    assert amount(next_one) == 2750 + 500
    reasons = {each.plan: each.reason for each in verdicts(taken, 0)}
    assert (reasons["growth"], reasons["plus"]) == (Reason.TAKEN, Reason.DEARER)


def test_a14_a_year_is_cheaper_than_twelve_months():
    def a_year(key, plan, **figures):
        found = billed(key, plan=plan, months=12, **figures)
        return round(float(found.recurring.known.sum()), 2)

    subscribers = {"stored_contacts": 2000, "sends_per_contact": 1}
    assert a_year("encharge", "growth", **subscribers) == 948
    assert a_year("encharge", "growth_monthly", **subscribers) == 1188
    assert (a_year("keap", "yearly"), a_year("keap", "monthly")) == (2988, 3588)
    assert a_year("getresponse", "marketer", stored_contacts=1000) == 580.56
    assert a_year("getresponse", "marketer_monthly", stored_contacts=1000) == 708
    assert a_year(HUBSPOT, "professional") == 9600


def test_a14_introductory_prices_end():
    omnisend = billed("omnisend", plan="standard", months=24, marketable_contacts=500)
    clevertap = billed("clevertap", plan="essentials", months=7, app_users=100)

    assert round(sum(amounts(omnisend)[:12]), 2) == 177.6
    assert round(sum(amounts(omnisend)[12:]), 2) == 192
    assert amounts(clevertap)[5:] == [600, 6000]


def test_a14_drip_sells_a_balance_of_twelve_months_for_ten():
    parts = built_in_tariff("drip").plan("old_balance").components
    balance = next(each for each in parts if isinstance(each, Balance))
    prices = np.array([[49.0] * 5 + [99.0] * 7])

    assert prepaid(prices, balance)[0].tolist() == [490, *[0] * 7, 990, 0, 0, 0]


def test_a15_hubspot_enterprise_onboarding_falls_due_once():
    found = billed(HUBSPOT, plan="enterprise", months=24, marketable_contacts=10_000)

    assert round(sum(amounts(found)[:12]), 2) == 50_200
    assert round(sum(amounts(found)[12:]), 2) == 43_200


@pytest.mark.parametrize("key", ["openemm", "mautic"])
def test_a16_self_hosting_is_mostly_labour(key):
    usage = {"transactional_emails": 500_000, "dedicated_ips": 1}

    one = lines(billed(key, **usage))
    five = lines(billed(key, brands=5, **usage))

    dollars = sum(one[each] for each in ("Mail relay", "Dedicated IPs"))
    assert round(dollars + one["Administration"], 2) == 616.62
    assert one["Server"] == 5.49
    assert (five["Administration"], five["Server"]) == (2708.33, 27.45)
    assert five["Mail relay"] == one["Mail relay"]


@pytest.mark.parametrize(
    "key", ["adobe_marketo_engage", "iterable", "insider", "webengage", "intrack"]
)
def test_a17_a_platform_by_quote_is_no_number(key):
    found = billed(key, stored_contacts=10_000)

    assert (amount(found), found.cost.has(State.QUOTE).all()) == (0, True)
