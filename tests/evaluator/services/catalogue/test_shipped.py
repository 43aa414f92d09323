from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command

from evaluator.catalogue.entries import FactEntry, PlatformEntry, Source
from evaluator.catalogue.reader import read_catalogue
from evaluator.catalogue.vocabulary import Answer, Confidence, Form, PriceKind
from evaluator.models import Fact, Platform
from evaluator.services.catalogue.shipped import load_catalogue

pytestmark = pytest.mark.django_db

PRICE = FactEntry(
    key="pricing.price",
    value=Decimal("19.90"),
    form=Form.MONEY,
    unit="per month",
    currency="EUR",
    as_of="2026-05",
    source=Source(url="https://www.acme.example/prices", via="a copy"),
    confidence=Confidence.HIGH,
    note="without tax",
    plan="Pro",
    billing_period="monthly",
    price_kind=PriceKind.LIST,
    includes={"seats": Decimal(3)},
)
SMS = FactEntry(
    key="channels.sms",
    value="yes",
    form=Form.CLAIM,
    answer=Answer.YES,
    as_of="undated",
    source=Source(text="general knowledge, unverified"),
)
ACME = PlatformEntry(
    key="acme",
    name="Acme",
    vendor="Acme Ltd",
    kinds=("crm",),
    compiled_on="2026-11-22",
    facts=(PRICE, SMS, FactEntry(key="channels.whatsapp")),
    domains=("acme.example",),
)


def load(now, *entries: PlatformEntry):
    return load_catalogue(now=now, entries=entries)


def test_every_shipped_platform_and_fact_is_loaded(now):
    load_catalogue(now=now)

    entries = read_catalogue()
    assert Platform.objects.count() == len(entries) == 29
    assert Fact.objects.count() == sum(len(entry.facts) for entry in entries)


def test_a_second_run_writes_nothing(now, django_assert_num_queries):
    load_catalogue(now=now)
    before = list(Fact.objects.order_by("pk").values())

    # savepoint and its release; platforms stored and present, facts
    with django_assert_num_queries(5):
        report = load_catalogue(now=now + timedelta(days=1))

    assert (report.written, report.withdrawn) == (0, 0)
    assert list(Fact.objects.order_by("pk").values()) == before


def test_nothing_of_a_figure_is_lost(now):
    load(now, ACME)

    fact = Fact.objects.get(key="pricing.price")
    assert (fact.value, fact.unit, fact.currency) == (19.9, "per month", "EUR")
    assert (fact.as_of, fact.confidence, fact.note) == (
        "2026-05",
        "high",
        "without tax",
    )
    assert (fact.source_url, fact.via) == ("https://www.acme.example/prices", "a copy")
    assert fact.trust == "vendor"
    assert fact.details == {
        "form": "money",
        "plan": "Pro",
        "billing_period": "monthly",
        "price_kind": "list",
        "includes": {"seats": 3},
    }


def test_undated_and_unknown_facts_are_kept_as_such(now):
    load(now, ACME)

    sms = Fact.objects.get(key="channels.sms")
    whatsapp = Fact.objects.get(key="channels.whatsapp")
    assert (sms.as_of, sms.trust, sms.details["answer"]) == ("", "unverified", "yes")
    assert (whatsapp.value, whatsapp.trust) == (None, "")


def test_platforms_are_found_by_the_words_of_their_facts(now):
    load(now, ACME)

    acme = Platform.objects.get()
    assert (acme.kinds, acme.channels) == (["crm"], ["sms"])


def test_a_changed_figure_keeps_its_row(now):
    load(now, ACME)
    before = Fact.objects.get(key="pricing.price")

    report = load(now, replace(ACME, facts=(replace(PRICE, value=Decimal(25)), SMS)))

    after = Fact.objects.get(key="pricing.price")
    assert (after.pk, after.value, after.version) == (before.pk, 25, 2)
    assert report.written == 1


def test_a_fact_that_vanished_is_withdrawn_and_may_come_back(now):
    load(now, ACME)

    load(now, replace(ACME, facts=(PRICE,)))
    gone = set(Fact.objects.exclude(withdrawn_at=None).values_list("key", flat=True))
    load(now, ACME)

    assert gone == {"channels.sms", "channels.whatsapp"}
    assert not Fact.objects.exclude(withdrawn_at=None).exists()


def test_a_platform_that_vanished_is_withdrawn_with_its_page_kept(now, team):
    load(now, ACME)

    load(now)

    assert Platform.objects.get().withdrawn_at == now
    assert not Platform.objects.for_team(team).exists()


def test_what_a_team_entered_stays(now, team):
    load(now, ACME)
    acme = Platform.objects.get()
    own = Fact.objects.create(
        platform=acme, team=team, key="pricing.price", value=15, trust="own"
    )
    Platform.objects.create(
        team=team, key="acme", name="Acme", match_key="acme", note="ours"
    )

    load(now, replace(ACME, facts=(replace(PRICE, value=Decimal(25)),)))
    load(now)

    own.refresh_from_db()
    assert (own.value, own.withdrawn_at) == (15, None)
    assert Platform.objects.get(team=team).withdrawn_at is None


def test_the_command_tells_what_it_did(capsys):
    call_command("load_catalogue")

    assert "29 platforms" in capsys.readouterr().out
