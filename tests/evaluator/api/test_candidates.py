from __future__ import annotations

import pytest

from evaluator.models import Candidate, Criterion, Evaluation, Fact, Platform

pytestmark = pytest.mark.django_db


@pytest.fixture
def acme(evaluation) -> Candidate:
    return evaluation.candidates.get(name="Acme")


@pytest.fixture
def sms(evaluation) -> Criterion:
    return Criterion.objects.create(
        evaluation=evaluation, kind="must_have", own_name="Sends SMS", position=9
    )


@pytest.fixture
def price(evaluation) -> Criterion:
    return Criterion.objects.create(
        evaluation=evaluation,
        parent=evaluation.criteria.get(own_name="Budget"),
        kind="measured",
        own_name="Price a year",
        unit="EUR",
        value_function={"kind": "linear", "worst": 50000, "best": 0},
        fact_key="pricing.price",
    )


def test_a_platform_comes_to_the_short_list_once(script, evaluation):
    delta = Platform.objects.create(key="delta", name="Delta", match_key="delta")
    body = {"platform": delta.pk, "stage": "short"}

    made = script("lead").ask("post", "candidate-list", evaluation.pk, body=body)
    again = script("lead").ask("post", "candidate-list", evaluation.pk, body=body)

    assert (made.status_code, again.status_code) == (201, 409)
    assert made.json()["stage"] == "short"
    listed = script("observer").get(
        "candidate-list", evaluation.pk, query="?stage=short"
    )
    assert [each["name"] for each in listed] == ["Acme", "Bolt", "Cedar", "Delta"]


def test_texts_and_stage_change_together_or_not_at_all(script, acme):
    lead = script("lead")
    refused = lead.ask(
        "patch",
        "candidate-detail",
        acme.pk,
        body={"note": "Out", "stage": "eliminated"},
        version=1,
    )
    acme.refresh_from_db()
    unchanged = (acme.note, acme.version)

    taken = lead.ask(
        "patch",
        "candidate-detail",
        acme.pk,
        body={"note": "Out", "stage": "eliminated", "why": "No SMS."},
        version=1,
    )

    assert (refused.status_code, unchanged) == (409, ("", 1))
    assert taken.json()["eliminated_because"] == "No SMS."
    assert taken.json()["note"] == "Out"


def test_a_candidate_is_removed_in_the_version_that_was_read(script, acme):  # R48
    lead = script("lead")
    lead.ask("patch", "candidate-detail", acme.pk, body={"note": "x"}, version=1)

    stale = lead.ask("delete", "candidate-detail", acme.pk, version=1)
    missing = lead.ask("delete", "candidate-detail", acme.pk)
    gone = lead.ask("delete", "candidate-detail", acme.pk, version=2)

    assert [stale.status_code, missing.status_code, gone.status_code] == [412, 428, 204]
    assert stale.json()["current"]["note"] == "x"


def test_a_trial_is_noted_changed_and_taken_away(script, acme):
    lead = script("lead")
    made = lead.ask(
        "post", "trial-list", acme.pk, body={"kind": "trial", "starts_on": "2026-11-01"}
    )
    pk = made.json()["id"]

    wrong = lead.ask(
        "patch", "trial-detail", pk, body={"ends_on": "2026-10-01"}, version=1
    )
    changed = lead.ask("patch", "trial-detail", pk, body={"tried": "Mails"}, version=1)
    stale = lead.ask("delete", "trial-detail", pk, version=1)
    gone = lead.ask("delete", "trial-detail", pk, version=2)

    assert (wrong.status_code, stale.status_code, gone.status_code) == (400, 412, 204)
    assert changed.json()["starts_on"] == "2026-11-01"
    assert lead.get("trial-list", acme.pk) == []


def test_a_must_have_is_answered_waived_and_not_any_more(script, acme, sms):
    lead, cell = script("lead"), (acme.pk, sms.pk)
    early = lead.ask("put", "waiver-detail", *cell, body={"because": "Soon"}, version=1)
    no = lead.ask("put", "must-have-detail", *cell, body={"answer": "no"}, version=1)
    stale = lead.ask(
        "put", "must-have-detail", *cell, body={"answer": "yes"}, version=1
    )
    waived = lead.ask(
        "put", "waiver-detail", *cell, body={"because": "Soon"}, version=2
    )
    ended = lead.ask("delete", "waiver-detail", *cell, version=3)

    assert (early.status_code, stale.status_code) == (409, 412)
    assert stale.json()["current"]["answer"] == "no"
    assert (no.json()["verdict"], waived.json()["verdict"]) == ("no", "waived")
    assert ended.status_code == 204
    assert lead.get("must-have-detail", *cell)["verdict"] == "no"


def test_a_must_have_of_elsewhere_is_an_unknown_one(script, acme, team):  # R12
    other = Evaluation.objects.create(team=team, title="Other")
    far = Criterion.objects.create(
        evaluation=other, kind="must_have", own_name="Far", position=0
    )

    answer = script("lead").ask(
        "put", "must-have-detail", acme.pk, far.pk, body={"answer": "yes"}, version=1
    )

    assert answer.status_code == 404
    assert not far.answers.exists()


def test_a_value_is_typed_or_taken_from_a_fact_of_this_platform(script, acme, price):
    acme.platform = Platform.objects.create(key="acme", name="Acme", match_key="acme")
    acme.save()
    far = Platform.objects.create(key="far", name="Far", match_key="far")
    own, other = (
        Fact.objects.create(
            platform=platform,
            key="pricing.price",
            value=12000,
            unit="EUR",
            source="Price list",
            trust="vendor",
        )
        for platform in (acme.platform, far)
    )
    lead, cell = script("lead"), (acme.pk, price.pk)

    foreign = lead.ask(
        "put", "measurement-detail", *cell, body={"fact": other.pk}, version=0
    )
    taken = lead.ask(
        "put", "measurement-detail", *cell, body={"fact": own.pk}, version=0
    )
    stale = lead.ask("put", "measurement-detail", *cell, body={"value": 9}, version=0)

    assert (foreign.status_code, stale.status_code) == (404, 412)
    assert (taken.json()["value"], taken.json()["source"]) == ("12000", "Price list")
    assert stale.json()["current"]["value"] == "12000"


def test_values_are_finite_numbers(script, acme, price):  # R35
    for wrong in (True, "much", "1e99", [1]):
        answer = script("lead").ask(
            "put",
            "measurement-detail",
            acme.pk,
            price.pk,
            body={"value": wrong},
            version=0,
        )
        assert answer.status_code == 400
