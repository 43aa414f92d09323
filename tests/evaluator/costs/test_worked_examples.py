"""The worked examples of the pricing study, part (a), with their amounts.

Those in which time passes (A10, A14 to A16) stand in test_worked_terms.py.
"""

from decimal import Decimal

import pytest

from evaluator.costs.components import (
    Basis,
    Commitment,
    Counted,
    Discount,
    Every,
    FairUse,
    Limit,
    Meter,
    Paid,
    Rate,
    Tier,
    TierMode,
    TimeRule,
    Timing,
    blocks,
    by_share,
    counting,
    ladder,
    per_unit,
)
from evaluator.costs.measures import Measure
from evaluator.costs.outcomes import State
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
from tests.evaluator.costs.meters import EMAILS, HUBSPOT, MARKETABLE, STORED, meter

GROWTH_PLUS = Meter("Contacts", MARKETABLE, blocks(10_000, 100), "USD", included=10_000)
BUYER = {
    "stored_contacts": 40_000,
    "marketable_contacts": 12_000,
    "sends_per_contact": 4,
}


def at_most(choice):
    cost = choice.cost
    assert cost.has(State.UNKNOWN_RUNG).all()
    assert cost.known[0, 0] == 0
    return float(cost.upper[0, 0])


def test_a1_hubspot_bills_marketing_contacts():
    assert amount(billed(fee(800), HUBSPOT, **BUYER)) == 1249.44


def test_a1_account_engagement_bills_mailable_people():
    assert amount(billed(fee(1250), GROWTH_PLUS, **BUYER)) == 1350


def test_a1_activecampaign_bills_all_stored_contacts_on_a_ladder_with_gaps():
    rungs = ladder((10_000, 234), (50_000, 649))

    assert at_most(billed(meter(STORED, rungs), **BUYER)) == 649


def test_a1_brevo_bills_mails_and_no_contacts():
    rungs = ladder((20_000, 39), (100_000, 129))

    assert at_most(billed(meter(EMAILS, rungs), **BUYER)) == 129


def test_a2_activecampaign_send_multiple_raises_the_rung():
    basis = Basis(
        (Counted(Measure.STORED_CONTACTS),), (FairUse(Measure.EMAILS, Decimal(10)),)
    )
    rungs = ladder((5000, 145), (10_000, 234))
    usage = {"stored_contacts": 4000, "sends_per_contact": 15}

    by_contacts = at_most(billed(meter(STORED, rungs), **usage))
    by_sends = at_most(billed(meter(basis, rungs), **usage))

    assert (by_contacts, by_sends, by_sends - by_contacts) == (145, 234, 89)


@pytest.mark.parametrize("contacts", [2501, 4000, 5000])
def test_a3_constant_contact_has_one_price_for_the_whole_band(contacts):
    band = Rate(
        (Tier(5000, flat=Decimal(110), above=2500),), TierMode.FLAT, is_complete=False
    )

    assert amount(billed(meter(STORED, band), stored_contacts=contacts)) == 110


def test_a3_eloqua_falls_into_a_wide_band_with_a_negotiated_discount():
    band = meter(STORED, ladder((10_000, 2000), (100_000, 9000), is_complete=True))

    assert amount(billed(band, stored_contacts=60_000)) == 9000
    assert (
        amount(billed(band, Discount(Decimal("0.5")), stored_contacts=60_000)) == 4500
    )


def test_a4_account_engagement_adds_whole_blocks_and_is_paid_once_a_year():
    yearly = Commitment(paid=Paid.AHEAD)

    found = billed(
        fee(1250), GROWTH_PLUS, yearly, months=12, marketable_contacts=35_000
    )

    assert amount(found) == 1550
    assert found.cash[0].tolist() == [18_600, *[0] * 11]


def test_a4_hubspot_adds_seats_and_onboarding():
    seats = meter(counting(Measure.FULL_SEATS), per_unit(45), name="Seats", included=3)
    onboarding = fee(3000, name="Onboarding", every=Every.ONCE)

    found = billed(
        fee(800), HUBSPOT, seats, onboarding,
        months=12, marketable_contacts=9000, full_seats=5,
    )  # fmt: skip

    assert amount(found, 1) == 1339.44
    assert year(found) == 19_073.28


def test_a4_ortto_adds_blocks_of_a_hundred_thousand():
    more = meter(STORED, blocks(100_000, 99), included=10_000)

    assert amount(billed(fee(599), more, stored_contacts=150_000)) == 797


@pytest.mark.parametrize(
    ("mode", "expected"), [(TierMode.GRADUATED, 580), (TierMode.VOLUME, 480)]
)
def test_a5_bayengage_has_two_readings_of_the_same_list(mode, expected):
    tiers = (
        Tier(50_000, unit=Decimal(10)),
        Tier(75_000, unit=Decimal(8)),
        Tier(None, unit=Decimal(6)),
    )

    found = billed(meter(STORED, Rate(tiers, mode, size=1000)), stored_contacts=60_000)

    assert amount(found) == expected


OMNISEND_SMS = Rate(
    (
        Tier(50, unit=Decimal("0.009")),
        Tier(1000, unit=Decimal("0.0085")),
        Tier(10_000, unit=Decimal("0.008")),
        Tier(None, unit=Decimal("0.007")),
    ),
    TierMode.SPEND,
)
SMS = counting(Measure.SMS)


def test_a5_omnisend_sms_costs_the_rate_of_the_spend_reached():
    assert amount(billed(meter(SMS, OMNISEND_SMS), sms=10_000)) == 85


def test_a6_customer_io_has_linear_overage_on_profiles_and_mails():
    profiles = meter(STORED, per_unit("0.009"), name="Profiles", included=5000)
    mails = meter(EMAILS, by_share(1000, "0.12"), name="Mails", included=1_000_000)

    found = billed(
        fee(100), profiles, mails, stored_contacts=30_000,
        messaged_contacts=0, transactional_emails=1_400_000,
    )  # fmt: skip

    assert amount(found) == 373


def test_a6_customer_io_builder_is_bought_in_packs_that_last():
    packs = meter(EMAILS, blocks(25_000, 10), timing=Timing(TimeRule.CARRY))

    found = billed(packs, months=4, transactional_emails=10_000)

    assert amounts(found) == [10, 0, 10, 0]


def test_a7_brevo_pays_by_mails_and_a_tenth_less_by_the_year():
    rungs = ladder((100_000, 129), is_complete=True)
    yearly = Commitment(discount=Decimal("0.1"), paid=Paid.AHEAD)
    usage = {"stored_contacts": 25_000, "sends_per_contact": 4}

    assert amount(billed(meter(EMAILS, rungs), **usage)) == 129
    assert year(billed(meter(EMAILS, rungs), yearly, months=12, **usage)) == 1393.2


def test_a7_brevo_more_contacts_without_more_sends_cost_nothing():
    rungs = meter(EMAILS, ladder((100_000, 129), is_complete=True))

    one = billed(rungs, stored_contacts=25_000, messaged_contacts=25_000)
    two = billed(rungs, stored_contacts=50_000, messaged_contacts=25_000)

    assert amount(one) == amount(two)


def test_a8_clevertap_bills_data_points_where_they_are_more_than_users():
    users = (Counted(Measure.WEB_USERS), Counted(Measure.APP_USERS))
    basis = Basis(users, (FairUse(Measure.EVENTS, Decimal(10_000)),), minimum=20_000)
    rate = Rate((Tier(5000, flat=Decimal(6000)),), TierMode.FLAT)

    found = billed(meter(basis, rate), app_users=18_000, events=250_000_000)

    assert found.bills[0].lines[0].quantity[0, 0] == 25_000
    assert found.cost.has(State.QUOTE).all()


def test_a8_moengage_bills_users_of_the_web_and_the_app_or_events():
    users = (Counted(Measure.WEB_USERS), Counted(Measure.APP_USERS))
    basis = Basis(users, (FairUse(Measure.EVENTS, Decimal(100)),))
    rate = meter(basis, ladder((25_000, 750), is_complete=True))

    few = billed(rate, web_users=60, app_users=40, events=12_000)
    many = billed(rate, web_users=10_000, app_users=20_000)

    assert few.bills[0].lines[0].quantity[0, 0] == 120
    assert amount(few) == 750
    assert (amount(many), many.cost.has(State.QUOTE).all()) == (0, True)


def test_a9_act_on_blocks_new_people_above_the_licence():
    stop = Limit("Licence", counting(Measure.MESSAGED_CONTACTS), 10_000)

    fine = billed(fee(900), stop, stored_contacts=50_000, messaged_contacts=10_000)
    over = billed(fee(900), stop, stored_contacts=50_000, messaged_contacts=12_500)

    assert (amount(fine), fine.cost.has(State.BLOCKED).any()) == (900, False)
    assert over.cost.has(State.BLOCKED).all()
    assert over.cost.unreached[0, 0] == 2500


def test_a9_dynamics_sizes_capacity_for_the_peak_of_people_and_interactions():
    basis = Basis(
        (Counted(Measure.INTERACTED_PEOPLE),), (FairUse(Measure.EMAILS, Decimal(10)),)
    )
    add_on = meter(
        basis, blocks(5000, None), included=10_000, timing=Timing(TimeRule.PEAK, 12)
    )

    found = billed(
        fee("1591.30"), add_on, months=2,
        interacted_people=8000, emails=[1000, 120_000],
    )  # fmt: skip

    assert found.bills[0].lines[1].quantity[0].tolist() == [12_000, 12_000]
    assert amount(found) == 1591.3
    assert found.cost.has(State.QUOTE).all()


def test_a11_engagebay_a_contact_above_the_cap_costs_275_dollars():
    seats = counting(Measure.FULL_SEATS)
    cap = Limit("Cap", STORED, 5000)
    plans = [
        plan(meter(seats, per_unit("64.99")), cap, key="growth"),
        plan(meter(seats, per_unit("119.99")), key="pro"),
    ]

    below = chosen(plans, used(stored_contacts=5000, full_seats=5))
    above = chosen(plans, used(stored_contacts=5001, full_seats=5))

    assert (amount(below), amount(above)) == (324.95, 599.95)


def test_a11_keap_adds_users_beyond_two():
    users = meter(counting(Measure.FULL_SEATS), per_unit(39), included=2)

    assert amount(billed(fee(299), users, full_seats=4)) == 377


def test_a11_marketo_sales_insight_sells_ten_seats_at_least():
    seats = counting(Measure.SALES_SEATS, minimum=10)

    assert amount(billed(meter(seats, per_unit(49)), sales_seats=3)) == 490


CREDITS = Basis((Counted(Measure.SMS), Counted(Measure.WHATSAPP, Decimal(5))))


def test_a12_braze_draws_channels_from_one_pool_priced_by_quote():
    found = billed(meter(CREDITS, per_unit(None)), sms=100_000, whatsapp=20_000)

    assert found.bills[0].lines[0].quantity[0, 0] == 200_000
    assert found.cost.has(State.QUOTE).all()


def test_a12_account_engagement_sells_packs_of_messages():
    packs = meter(SMS, blocks(1000, 10), timing=Timing(TimeRule.CARRY))

    assert amount(billed(packs, sms=25_000)) == 250


def test_a12_omnisend_pro_pays_messages_up_to_the_price_of_the_plan():
    found = billed(fee(59), meter(SMS, OMNISEND_SMS, credit=Decimal(59)), sms=10_000)

    assert amount(found) == 59 + 26


def test_a12_keap_texts_cost_the_least_of_all_rungs_with_overage():
    over = Decimal("0.015")
    rungs = ((500, 0), (1000, 24), (2500, 39), (5000, 79), (10_000, 139), (25_000, 279))
    tiers = tuple(Tier(end, unit=over, flat=Decimal(price)) for end, price in rungs)

    found = billed(meter(SMS, Rate(tiers, TierMode.CHEAPEST)), sms=4000)

    assert amount(found) == 52.5


def test_a13_account_engagement_add_ons_beside_the_next_edition():
    plans = [
        plan(
            fee(1250),
            fee(500, name="Dedicated IP", features=frozenset({"ip"})),
            fee(400, name="Module", features=frozenset({"module"})),
            key="growth",
        ),
        plan(fee(2750), key="advanced", features=frozenset({"ip", "module"})),
    ]

    found = chosen(plans, used(), required=frozenset({"ip", "module"}))

    assert amount(found) == 2150
    assert float(found.bills[1].recurring.known[0, 0]) == 2750


def test_a17_a_plan_by_quote_is_no_number():
    found = billed(meter(STORED, per_unit(None)), stored_contacts=10_000)

    assert (amount(found), found.cost.has(State.QUOTE).all()) == (0, True)
