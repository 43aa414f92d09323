from decimal import Decimal

from evaluator.costs.components import (
    Limit,
    Meter,
    Rate,
    Tier,
    TierMode,
    blocks,
    counting,
    ladder,
)
from evaluator.costs.measures import Measure
from evaluator.costs.outcomes import State
from evaluator.costs.plans import Reason, verdicts
from evaluator.costs.workings import Change, changes, steps, workings
from tests.evaluator.costs.bills import billed, chosen, fee, plan, used

STORED = counting(Measure.STORED_CONTACTS)


def meter(rate, **settings):
    return Meter("Contacts", STORED, rate, "USD", **settings)


def test_a_line_opens_to_its_formula_with_numbers():
    more = meter(blocks(5000, "224.72"), included=2000)

    base, found = workings(billed(fee(800), more, stored_contacts=9000).bills[0], 0)

    assert (base.amount, base.steps) == (800, ())
    assert (found.quantity, found.charged, found.blocks) == (9000, 7000, 2)
    [step] = found.steps
    assert (step.units, step.unit_price) == (2, Decimal("224.72"))
    assert step.amount == found.amount == 449.44


def test_graduated_tiers_open_to_a_step_each():
    rate = Rate((Tier(10, unit=Decimal(2)), Tier(None, unit=Decimal(1))))

    assert [(each.units, each.amount) for each in steps(rate, 15)] == [(10, 20), (5, 5)]


def test_the_cheapest_rung_with_overage_is_the_one_shown():
    tiers = (
        Tier(500, unit=Decimal("0.015"), flat=Decimal(0)),
        Tier(5000, unit=Decimal("0.015"), flat=Decimal(79)),
    )

    [step] = steps(Rate(tiers, TierMode.CHEAPEST), 4000)

    assert (step.tier, step.units, step.amount) == (0, 3500, 52.5)


def test_an_unknown_rung_tells_its_upper_bound():
    rungs = meter(ladder((5000, 145)))

    [found] = workings(billed(rungs, stored_contacts=4000).bills[0], 0)

    assert (found.amount, found.ceiling) == (0, 145)
    assert found.states == (State.UNKNOWN_RUNG,)


def test_a_rung_that_is_passed_is_told_with_its_step():
    rungs = meter(ladder((50_000, 560), (100_000, 649), is_complete=True))

    found = billed(rungs, months=3, stored_contacts=[49_000, 50_001, 50_000])

    assert list(changes(found)) == [
        Change(2, "plan", 89, part="Contacts", passed=50_000),
        Change(3, "plan", -89, part="Contacts", passed=50_000),
    ]


def test_a_block_that_begins_is_told_with_what_is_included():
    more = meter(blocks(5000, 100), included=2000)

    found = billed(more, months=2, stored_contacts=[7000, 7001])

    assert list(changes(found)) == [
        Change(2, "plan", 100, part="Contacts", passed=7000)
    ]


def test_a_change_of_plan_is_told_with_both_plans():
    plans = [
        plan(fee(50), Limit("Cap", STORED, 100), key="small"),
        plan(fee(80), key="large"),
    ]

    found = chosen(plans, used(2, stored_contacts=[100, 101]))

    assert list(changes(found)) == [Change(2, "large", 30, before="small")]
    assert [each.reason for each in verdicts(found, 0)] == [
        Reason.TAKEN,
        Reason.DEARER,
    ]
    assert [each.reason for each in verdicts(found, 1)] == [
        Reason.BLOCKED,
        Reason.TAKEN,
    ]


def test_a_pinned_plan_stays_and_is_told_to_be_blocked():
    plans = [
        plan(fee(50), Limit("Cap", STORED, 100), key="small"),
        plan(fee(80), key="large"),
    ]

    found = chosen(plans, used(stored_contacts=130), pinned="small")

    assert found.cost.unreached[0, 0] == 30
    assert [each.reason for each in verdicts(found, 0)] == [
        Reason.TAKEN,
        Reason.PINNED_OTHER,
    ]


def test_a_plan_without_a_required_feature_is_not_taken():
    plans = [plan(fee(50), key="small"), plan(fee(80), key="large", features={"sso"})]

    found = chosen(plans, used(), required=frozenset({"sso"}))
    lacking = chosen(plans[:1], used(), required=frozenset({"sso"}))

    assert found.bills[0].plan.key == "large"
    assert next(verdicts(found, 0)).lacks == ("sso",)
    assert lacking.missing == {"sso"}
