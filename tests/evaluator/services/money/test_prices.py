from __future__ import annotations

from dataclasses import replace

import pytest

from evaluator.costs.components import Quote
from evaluator.costs.tariffs import Plan, Tariff
from evaluator.models import Pricing
from evaluator.selectors.money.prices import read_price, read_prices
from evaluator.services.money.prices import (
    NoBuiltInTariff,
    PlanWish,
    PricingIsStale,
    TariffTooLarge,
    UnknownFeature,
    UnknownPlan,
    UnknownVersion,
    use_tariff,
    wish_plan,
)
from tests.evaluator.prices import (
    amount_a_month,
    enter,
    from_catalogue,
    stairs,
    use_contacts,
)
from workspace.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def acme(evaluation):
    return evaluation.candidates.get(name="Acme")


@pytest.fixture
def by(people, now):
    return {"actor": people["lead"], "now": now}


def test_a_tariff_becomes_a_version_that_is_billed_by(acme, by):
    first = enter(acme, amount_a_month("80"), **by)
    second = enter(acme, amount_a_month("90"), **by)

    price = read_price(acme)

    assert (first.number, second.number) == (1, 2)
    assert price.version == second
    assert price.first_month.known == 90


def test_the_same_tariff_sent_twice_is_one_version(acme, by):  # R49
    enter(acme, amount_a_month("80"), **by)
    enter(acme, amount_a_month("80"), **by)

    assert acme.tariff_versions.count() == 1


def test_one_goes_back_to_an_older_version(acme, by):
    enter(acme, amount_a_month("80"), **by)
    enter(acme, amount_a_month("90"), **by)

    use_tariff(candidate=acme, origin="own", number=1, **by)

    acme.refresh_from_db()
    assert read_price(acme).first_month.known == 80
    assert acme.tariff_versions.count() == 2


def test_a_platform_of_the_catalogue_starts_with_its_built_in_tariff(acme, by):
    from_catalogue(acme, "mailchimp")
    use_contacts(acme.evaluation, 4000)

    price = read_price(acme)

    assert price.pricing.origin == Pricing.Origin.BUILT_IN
    assert price.choice.tariff.key == "mailchimp"
    assert [each.plan.key for each in price.spans] == ["standard"]


@pytest.mark.parametrize(
    ("origin", "number", "error"),
    [("own", 7, UnknownVersion), ("own", None, UnknownVersion),
     ("built_in", None, NoBuiltInTariff)],
)  # fmt: skip
def test_what_is_not_there_cannot_be_used(acme, by, origin, number, error):
    with pytest.raises(error):
        use_tariff(candidate=acme, origin=origin, number=number, **by)


def test_a_plan_is_pinned_while_its_tariff_is_used(acme, by):
    from_catalogue(acme, "mailchimp")
    wish_plan(candidate=acme, wish=PlanWish("premium"), version=0, **by)
    pinned = read_price(acme).pricing.pinned_plan

    enter(acme, amount_a_month("80"), **by)

    assert pinned == "premium"
    assert read_price(acme).pricing.pinned_plan == ""


@pytest.mark.parametrize(
    ("wish", "error"),
    [(PlanWish("gold"), UnknownPlan), (PlanWish("", ["speed"]), UnknownFeature)],
)
def test_an_unknown_wish_is_refused(acme, by, wish, error):
    enter(acme, amount_a_month("80"), **by)

    with pytest.raises(error):
        wish_plan(candidate=acme, wish=wish, version=1, **by)


def test_who_is_too_late_overwrites_nothing(acme, by):  # R48
    enter(acme, amount_a_month("80"), **by)
    wish_plan(candidate=acme, wish=PlanWish("only"), version=1, **by)

    with pytest.raises(PricingIsStale):
        wish_plan(candidate=acme, wish=PlanWish(""), version=1, **by)


def test_the_record_tells_that_a_price_changed_and_no_amount(acme, by):  # R21
    enter(acme, amount_a_month("77123"), note="From the vendor 88456", **by)

    told = [repr((each.verb, each.after, each.before)) for each in _activity(acme)]

    assert any("pricing.tariff_changed" in each for each in told)
    assert not any("77123" in each or "88456" in each for each in told)
    assert "77123" not in repr(list(AuditEntry.objects.values()))


def _activity(candidate):
    return candidate.evaluation.team.activities.all()


def test_a_missing_exchange_rate_is_told_and_not_guessed(acme, by):
    enter(acme, amount_a_month("80", "GBP"), **by)

    price = read_price(acme)

    assert (price.missing_rates, price.choice) == (("GBP",), None)


def test_a_rung_that_is_passed_is_told_with_its_month(acme, by):
    use_contacts(acme.evaluation, 4900, growth="0.01")
    enter(acme, stairs((5000, "145"), (10_000, "234")), **by)

    changes = read_price(acme).changes

    assert [(each.month, each.passed, each.difference) for each in changes] == [
        (4, 5000, 89)
    ]


def test_costs_are_told_of_the_short_list(evaluation, acme, by):
    acme.stage = "long"
    acme.save()

    names = [each.candidate.name for each in read_prices(evaluation)]

    assert names == ["Bolt", "Cedar"]


def test_a_tariff_that_takes_long_to_compute_is_refused(acme, by):
    plan = Plan("p", "P", (Quote("Price"),))
    many = tuple(replace(plan, key=f"p{number}") for number in range(21))

    with pytest.raises(TariffTooLarge):
        enter(acme, Tariff("acme", "Acme", many), **by)
