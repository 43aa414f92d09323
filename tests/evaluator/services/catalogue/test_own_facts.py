from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from evaluator.catalogue.vocabulary import Form
from evaluator.models import Candidate, Criterion, Fact, MustHaveAnswer, Platform
from evaluator.services.catalogue.own_facts import (
    FactExists,
    FactGone,
    FactIsStale,
    ForeignPlatform,
    OwnFactEdit,
    Place,
    UnknownFactKey,
    add_own_fact,
    edit_own_fact,
    remove_own_fact,
)
from evaluator.services.must_haves import fill_from_facts
from workspace.models import Activity

pytestmark = pytest.mark.django_db

QUOTE = OwnFactEdit(
    value=700,
    form=Form.MONEY,
    unit="per month",
    currency="EUR",
    as_of=date(2026, 11, 20),
    source="Quote by mail",
)


@pytest.fixture
def acme(db) -> Platform:
    return Platform.objects.create(key="acme", name="Acme", match_key="acme")


@pytest.fixture
def price(acme) -> Fact:
    return Fact.objects.create(
        platform=acme,
        key="pricing.price",
        slot="Pro; per month; EUR",
        value=800,
        unit="per month",
        currency="EUR",
        trust="vendor",
        details={"plan": "Pro", "price_kind": "list", "tags": [], "form": "money"},
    )


@pytest.fixture
def own(team, people, price, now) -> Fact:
    return add_own_fact(
        team=team,
        place=Place(price.platform, price.key, price),
        edit=QUOTE,
        actor=people["member"],
        now=now,
    )


def test_an_own_fact_stands_in_the_place_of_the_shipped_one(own, price):
    assert (own.key, own.slot, own.trust) == (price.key, price.slot, "own")
    assert (own.value, own.as_of, own.source) == (700, "2026-11-20", "Quote by mail")
    assert own.details == {"plan": "Pro", "form": "money"}
    price.refresh_from_db()
    assert price.value == 800


def test_a_second_own_fact_in_one_place_is_refused(own, team, people, price, now):
    with pytest.raises(FactExists):
        add_own_fact(
            team=team,
            place=Place(price.platform, price.key, price),
            edit=QUOTE,
            actor=people["owner"],
            now=now,
        )


def test_facts_of_two_offers_stand_side_by_side(acme, team, people, now):
    for plan in ("Offer of May", "Offer of June"):
        add_own_fact(
            team=team,
            place=Place(acme, "pricing.price", plan=plan),
            edit=QUOTE,
            actor=people["member"],
            now=now,
        )

    slots = Fact.objects.order_by("pk").values_list("slot", flat=True)
    assert list(slots) == ["Offer of May", "Offer of June"]


def test_a_change_keeps_the_place_and_says_what_was_before(own, people, now):
    edit_own_fact(
        fact=own,
        edit=replace(QUOTE, value=650, version=1),
        actor=people["owner"],
        now=now,
    )

    own.refresh_from_db()
    assert (own.value, own.version, own.details["plan"]) == (650, 2, "Pro")
    told = Activity.objects.get(verb="fact.edited")
    assert (told.before["value"], told.after["value"]) == (700, 650)


def test_a_stale_change_is_refused_and_shows_what_is_stored(own, people, now):
    edit = replace(QUOTE, value=650, version=1)
    edit_own_fact(fact=own, edit=edit, actor=people["owner"], now=now)

    with pytest.raises(FactIsStale) as refusal:  # R48
        edit_own_fact(
            fact=own,
            edit=replace(edit, value=1),
            actor=people["member"],
            now=now,
        )

    assert refusal.value.current.value == 650


def test_changing_what_somebody_removed_says_so(own, people, now):
    remove_own_fact(fact=Fact.objects.get(pk=own.pk), actor=people["owner"], now=now)

    with pytest.raises(FactGone):
        edit_own_fact(
            fact=own, edit=replace(QUOTE, version=1), actor=people["member"], now=now
        )


def test_removing_the_own_fact_leaves_the_shipped_one(own, price, people, now):
    remove_own_fact(fact=own, actor=people["member"], now=now)

    assert list(Fact.objects.all()) == [price]
    assert Activity.objects.get(verb="fact.removed").before["value"] == 700


def test_ids_of_other_platforms_and_teams_are_refused(
    acme, price, team, other_team, people, now
):  # R12
    foreign = Platform.objects.create(
        team=other_team, key="bolt", name="Bolt", match_key="bolt"
    )
    places = {
        Place(foreign, "pricing.price"): ForeignPlatform,
        Place(acme, "pricing.nonsense"): UnknownFactKey,
        Place(foreign, "pricing.price", price): ForeignPlatform,
        Place(acme, "limits.users", price): UnknownFactKey,
    }

    for place, refusal in places.items():
        with pytest.raises(refusal):
            add_own_fact(
                team=team, place=place, edit=QUOTE, actor=people["member"], now=now
            )
    assert not Fact.objects.exclude(team=None).exists()


def test_a_must_have_is_filled_in_from_the_own_answer(acme, evaluation, people, now):
    Fact.objects.create(
        platform=acme, key="channels.sms", value="no", details={"answer": "no"}
    )
    add_own_fact(
        team=evaluation.team,
        place=Place(acme, "channels.sms", Fact.objects.get()),
        edit=replace(QUOTE, value="by mail", form=Form.CLAIM, answer="yes"),
        actor=people["lead"],
        now=now,
    )
    Criterion.objects.create(
        evaluation=evaluation, kind="must_have", own_name="SMS", need_key="sms"
    )
    candidate = Candidate.objects.create(
        evaluation=evaluation, platform=acme, name="A", match_key="a"
    )

    fill_from_facts(candidates=[candidate], now=now)

    assert MustHaveAnswer.objects.get().answer == "yes"
