from decimal import Decimal

import pytest

from evaluator.costs.components import (
    Allowance,
    Balance,
    Basis,
    Commitment,
    Discount,
    Every,
    FairUse,
    Fee,
    Indexation,
    Limit,
    Meter,
    Overage,
    Quote,
    Rate,
    Tier,
    TierMode,
    blocks,
    counting,
    ladder,
)
from evaluator.costs.measures import Measure
from evaluator.costs.ranges import Range
from evaluator.costs.tariffs import Plan, Tariff, faults
from tests.evaluator.costs.bills import amounts, chosen, fee, plan, used

CONTACTS = counting(Measure.STORED_CONTACTS)


def sentences(*components):
    tariff = Tariff("acme", "Acme", (Plan("pro", "Pro", components),))
    return [str(problem) for problem in faults(tariff)]


def meter(*tiers, **settings):
    return Meter("Contacts", CONTACTS, Rate(tiers, **settings), "USD")


@pytest.mark.parametrize(
    ("component", "sentence"),
    [
        (
            meter(Tier(10), Tier(10)),
            "Pro > Contacts must have tiers that rise: 10 does not come after 10.",
        ),
        (
            meter(Tier(10), Tier(20, above=5)),
            "Pro > Contacts has tiers that overlap: one starts above 5, the one before "
            "ends at 10.",
        ),
        (
            meter(Tier(None), Tier(20)),
            "Pro > Contacts has a tier without an end before its last tier: give it an "
            "end.",
        ),
        (
            meter(Tier(None), mode=TierMode.CHEAPEST),
            "Pro > Contacts compares its tiers with overage, so each tier needs "
            "an end.",
        ),
        (meter(), "Pro > Contacts has no tier: add at least one."),
        (
            meter(Tier(10, flat=Decimal(-1))),
            "Pro > Contacts > tier 1 > flat must be 0 or more, not -1.",
        ),
        (
            Meter("Contacts", CONTACTS, blocks(0, 1), "USD"),
            "Pro > Contacts is sold in blocks of 1 or more, not of 0.",
        ),
        (
            Meter("Contacts", Basis(()), blocks(1, 1), "USD"),
            "Pro > Contacts counts nothing: choose what it is billed by.",
        ),
        (
            Meter("Mails", Basis((), (FairUse(Measure.EMAILS, Decimal(0)),)),
                  blocks(1, 1), "USD"),
            "Pro > Mails > emails is sold in blocks of 1 or more, not of 0.",
        ),
        (
            Fee("Base", Decimal(1), "dollar"),
            "Pro > Base needs a currency of three letters, not dollar.",
        ),
        (
            Discount(Decimal("1.2")),
            "Pro > discount is a discount of at most 100 per cent, not 120.0.",
        ),
        (
            Overage("Over", (Allowance(CONTACTS, 5, 0),), Decimal(1), "USD"),
            "Pro > Over > allowance 1 is sold in blocks of 1 or more, not of 0.",
        ),
        (
            Limit("Cap", CONTACTS, -5),
            "Pro > Cap > allowed must be 0 or more, not -5.",
        ),
        (
            Fee("Start", Decimal(1), "USD", month=0),
            "Pro > Start names the month 0: months count from 1.",
        ),
    ],
)  # fmt: skip
def test_a_wrong_part_is_named_in_a_sentence(component, sentence):
    assert sentences(component) == [sentence]


def test_parts_that_exclude_each_other_are_named():
    fee = Fee("Base", Decimal(1), "USD")

    assert sentences(Quote("By quote"), fee) == [
        "Pro > By quote cannot stand beside Base: keep one of them."
    ]
    assert sentences(fee, Balance(10, 12), Commitment()) == [
        "Pro > balance cannot stand beside commitment: keep one of them."
    ]


def test_a_name_stands_once_in_a_plan_and_a_plan_once_in_a_tariff():
    fee = Fee("Base", Decimal(1), "USD")
    plan = Plan("pro", "Pro", (fee,))

    assert sentences(fee, fee) == ["Pro > Base stands there twice: keep one of them."]
    assert [str(each) for each in faults(Tariff("a", "A", (plan, plan)))] == [
        "pro stands there twice: keep one of them."
    ]


def test_a_sound_tariff_has_no_fault():
    assert (
        sentences(
            Meter("Contacts", CONTACTS, ladder((500, 16), (1000, None)), "USD"),
            Fee("Start", Decimal(3000), "USD"),
            Commitment(discount=Decimal(1)),
        )
        == []
    )


def test_a_price_that_explodes_is_told():
    rise = Indexation(Range.exactly(20), 1)

    assert sentences(rise) == [
        "Pro > indexation makes the figure pass 1,000,000,000,000: enter a smaller"
        " growth."
    ]


def test_plans_are_compared_by_a_twelfth_of_a_yearly_fee():
    yearly = plan(fee(2988, every=Every.YEAR), key="yearly")
    monthly = plan(fee(299), key="monthly")

    found = chosen([monthly, yearly], used(24))

    assert {found.bills[place].plan.key for place in found.taken[0]} == {"yearly"}
    assert amounts(found) == [2988, *[0] * 11, 2988, *[0] * 11]


def test_when_all_plans_stop_the_one_that_reaches_most_is_taken():
    small = plan(fee(0), Limit("Cap", CONTACTS, 250), key="small")
    large = plan(fee(500), Limit("Cap", CONTACTS, 50_000), key="large")

    found = chosen([small, large], used(stored_contacts=60_000))

    assert found.bills[found.taken[0, 0]].plan.key == "large"
    assert found.cost.unreached[0, 0] == 10_000
