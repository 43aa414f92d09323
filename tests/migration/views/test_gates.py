from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from migration.models import Gate, Plan
from migration.services.gates.gate_decisions import Verdict, decide_gate
from migration.services.gates.gate_votes import Ballot, attest, cast_vote
from migration.services.gates.gates import (
    seed_gates,
)
from tests.evaluator.api.script import Script

pytestmark = pytest.mark.django_db
NEW = {"name": "Data is in", "phase": "data", "voters": ["crm"]}


def url_of(name: str, pk: int) -> str:
    return reverse(f"migration:{name}", args=[pk])


def text_of(client, name: str, pk: int) -> str:
    return client.get(url_of(name, pk)).content.decode()


def decision(gate: Gate, **sent):
    gate.refresh_from_db()
    lines = {"conditions-TOTAL_FORMS": "1", "conditions-INITIAL_FORMS": "0"}
    return {"turn": gate.turn, **lines} | sent


@pytest.mark.parametrize(
    ("person", "see", "say", "edit"),
    [
        ("lead", 200, 302, 302),
        ("evaluator", 200, 302, 403),
        ("observer", 200, 403, 403),
        ("outsider", 404, 404, 404),
        ("owner", 404, 404, 404),
    ],
)
def test_who_may_do_what_at_a_gate(
    client, people, plan, gate, criterion, person, see, say, edit
):
    client.force_login(people[person])

    seen = [client.get(url_of(*each)) for each in (
        ("plan_gates", plan.pk), ("gate_detail", gate.pk)
    )]  # fmt: skip
    said = [
        client.post(url_of("gate_vote", gate.pk), {"vote": "go"}),
        client.post(
            url_of("gate_attest", criterion.pk), {"proof": "Seen", "version": 1}
        ),
        client.post(url_of("gate_withdraw", criterion.pk)),
    ]
    edited = [
        client.post(url_of("gate_add", plan.pk), NEW),
        client.post(url_of("gate_seed", plan.pk)),
        client.post(url_of("gate_criterion_add", gate.pk), {"text": "More"}),
        client.post(url_of("gate_criterion_remove", criterion.pk)),
        client.post(url_of("gate_criterion_restore", criterion.pk)),
        client.post(
            url_of("gate_decide", gate.pk),
            decision(gate, decision="sent_back", reason="Later"),
        ),
        client.post(url_of("gate_reopen", gate.pk), {"reason": "Now"}),
        client.post(url_of("gate_remove", gate.pk)),
        client.post(url_of("gate_restore", gate.pk)),
    ]

    assert {answer.status_code for answer in seen} == {see}
    assert {answer.status_code for answer in said} == {say}
    assert {answer.status_code for answer in edited} == {edit}


def test_who_sits_on_a_chair_that_is_asked_votes_in_any_role(
    client, people, plan, gate
):
    Gate.objects.filter(pk=gate.pk).update(voters=["sponsor"])
    member = plan.members.get(user=people["observer"])
    seat = plan.stakeholders.create(role="crm", name="Olga", member=member)
    client.force_login(people["observer"])
    url, script = url_of("gate_vote", gate.pk), Script(people["observer"])

    elsewhere = client.post(url, {"vote": "go"})
    hidden = text_of(client, "gate_detail", gate.pk)
    plan.stakeholders.filter(pk=seat.pk).update(role="sponsor")
    shown = text_of(client, "gate_detail", gate.pk)
    voted = client.post(url, {"vote": "go"})
    by_script = script.ask("put", "gate-vote", gate.pk, body={"vote": "go"})
    read = script.ask("get", "gate-detail", gate.pk).json()

    assert (elsewhere.status_code, voted.status_code) == (403, 302)
    assert (url in hidden, url in shown) == (False, True)
    assert by_script.status_code == 200
    assert [each["vote"] for each in read["seats"]] == ["go"]


def test_no_vote_from_a_chair_that_was_left_or_on_an_archived_plan(
    client, people, plan, gate, now
):
    Gate.objects.filter(pk=gate.pk).update(voters=["sponsor"])
    member = plan.members.get(user=people["observer"])
    seat = plan.stakeholders.create(role="sponsor", name="Olga", member=member)
    seats = plan.stakeholders.filter(pk=seat.pk)
    client.force_login(people["observer"])
    url = url_of("gate_vote", gate.pk)

    seats.update(removed_at=now)
    removed = client.post(url, {"vote": "go"})
    seats.update(removed_at=None)
    Plan.objects.update(archived_at=now)
    archived = client.post(url, {"vote": "go"})

    assert (removed.status_code, archived.status_code) == (403, 403)


def test_gates_that_are_off_are_nowhere_and_the_page_says_what_they_add(
    client, people, plan, gate
):
    Plan.objects.update(uses_gates=False)
    client.force_login(people["lead"])

    page = text_of(client, "plan_gates", plan.pk)
    checklist = text_of(client, "plan_checklist", plan.pk)

    assert "This plan uses no gates" in page
    assert "/gates/" not in checklist
    assert client.get(url_of("gate_detail", gate.pk)).status_code == 404


def test_switching_on_puts_the_usual_gates_on_the_plan(client, people, plan):
    client.force_login(people["lead"])

    form = {"version": plan.version, "uses_gates": "on"}
    client.post(url_of("plan_switches", plan.pk), form)

    page = text_of(client, "plan_gates", plan.pk)
    assert "Go or no go" in page
    assert page.count("not passed yet") == 6


def test_a_gate_is_attested_voted_and_passed(client, people, gate, criterion):
    client.force_login(people["lead"])

    client.post(url_of("gate_attest", criterion.pk), {"proof": "Seen", "version": 1})
    client.post(url_of("gate_vote", gate.pk), {"vote": "go"})
    client.post(url_of("gate_decide", gate.pk), decision(gate, decision="passed"))

    page = text_of(client, "gate_detail", gate.pk)
    assert gate.decisions.get().decision == "passed"
    assert "When it was decided" in page
    assert "Attest" not in page


def test_a_refused_decision_says_why_and_loses_nothing(client, people, gate):
    client.force_login(people["lead"])
    sent = decision(gate, decision="passed", reason="We want to")

    answer = client.post(url_of("gate_decide", gate.pk), sent)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "neither measured nor attested: Samples look right." in page
    assert "We want to" in page


def test_conditions_are_asked_for_person_and_day(client, people, gate, criterion, act):
    attest(criterion=criterion, proof="Seen", **act)
    client.force_login(people["lead"])
    owner = gate.plan.members.get(user=people["evaluator"])
    day = (act["now"] + timedelta(days=5)).date().isoformat()
    half = {"conditions-0-text": "Load again"}
    whole = half | {"conditions-0-owner": owner.pk, "conditions-0-due_on": day}

    answers = [
        client.post(
            url_of("gate_decide", gate.pk), decision(gate, decision=kind, **sent)
        ).status_code
        for kind, sent in (
            ("conditional", {}),
            ("conditional", half),
            ("conditional", whole),
        )
    ]

    assert answers == [422, 422, 302]
    assert gate.plan.tasks.get(own_title="Load again").assigned_to == owner
    assert "Load again" in text_of(client, "gate_detail", gate.pk)


def test_a_decision_on_what_changed_meanwhile_is_shown_again(
    client, people, gate, criterion, act
):
    client.force_login(people["lead"])
    sent = decision(gate, decision="sent_back", reason="Not yet")
    attest(criterion=criterion, proof="Seen", **act)

    stale = client.post(url_of("gate_decide", gate.pk), sent)

    assert stale.status_code == 412
    assert "Look again" in stale.content.decode()
    assert not gate.decisions.exists()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"vote": "no_go"}, "Say why not."),
        ({"vote": "conditions"}, "on what condition"),
        ({}, "required"),
    ],
)
def test_half_a_vote_is_refused(client, people, gate, sent, said):
    client.force_login(people["evaluator"])

    answer = client.post(url_of("gate_vote", gate.pk), sent)

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_proof_is_asked_for(client, people, criterion):
    client.force_login(people["evaluator"])
    url = url_of("gate_attest", criterion.pk)

    bare = client.post(url, {"proof": " ", "version": 1})
    stale = client.post(url, {"proof": "Seen", "version": 7})

    assert (bare.status_code, stale.status_code) == (422, 412)


def test_a_stale_gate_shows_both_values(client, people, gate):
    client.force_login(people["lead"])
    url = url_of("gate_edit", gate.pk)

    saved = client.post(url, NEW | {"version": 1})
    stale = client.post(url, NEW | {"name": "Data loaded", "version": 1})

    gate.refresh_from_db()
    assert (saved.status_code, stale.status_code) == (302, 412)
    assert gate.voters == ["crm"]


@pytest.mark.parametrize(
    "sent", [{"text": "", "measure": ""}, {"measure": "guess"}, {"limit": "-1"}]
)
def test_a_criterion_says_something(client, people, gate, sent):
    client.force_login(people["lead"])

    answer = client.post(url_of("gate_criterion_add", gate.pk), sent)

    assert answer.status_code == 422
    assert gate.criteria.count() == 1


def test_the_gates_as_csv_hold_criteria_and_votes(client, people, plan, gate, act):
    cast_vote(gate=gate, ballot=Ballot("no_go", reason="=2+2"), **act)
    client.force_login(people["observer"])

    answer = client.get(url_of("plan_gates", plan.pk), {"format": "csv"})

    text = b"".join(answer.streaming_content).decode()
    assert "Samples look right,yes,,attested with proof,not known" in text
    assert "no go,'=2+2" in text


def test_the_usual_gates_are_offered_until_they_were_all_on_the_plan(
    client, people, plan, gate, act
):
    client.force_login(people["lead"])
    offer = url_of("gate_seed", plan.pk)
    before = text_of(client, "plan_gates", plan.pk)

    seed_gates(plan=plan, **act)
    plan.gates.exclude(template_key="").update(removed_at=act["now"])

    assert offer in before
    assert offer not in text_of(client, "plan_gates", plan.pk)


def test_gates_need_few_queries(
    client, people, plan, gate, act, django_assert_max_num_queries
):
    seed_gates(plan=plan, **act)
    cast_vote(gate=gate, ballot=Ballot("go"), **act)
    client.force_login(people["lead"])

    with django_assert_max_num_queries(32):
        client.get(url_of("plan_gates", plan.pk))
    with django_assert_max_num_queries(30):
        client.get(url_of("gate_detail", gate.pk))


def test_the_api_decides_and_reopens(people, gate, criterion, act):
    lead = Script(people["lead"])
    attest(criterion=criterion, proof="Seen", **act)

    lead.ask("put", "gate-vote", gate.pk, body={"vote": "go"})
    read = lead.ask("get", "gate-detail", gate.pk).json()
    body = {"decision": "passed", "turn": read["turn"]}
    made = lead.ask("post", "gate-deciding", gate.pk, body=body)
    again = lead.ask("post", "gate-deciding", gate.pk, body=body)
    opened = lead.ask("post", "gate-reopening", gate.pk, body={"reason": "Repeat"})

    assert read["state"] == "ready"
    assert made.json()["decision"]["figures"][0]["state"] == "holds"
    assert again.status_code == 409
    assert len(opened.json()["earlier_decisions"]) == 1


def test_the_api_refuses_what_the_page_refuses(people, gate, criterion):
    lead = Script(people["lead"])

    barred = lead.ask(
        "post",
        "gate-deciding",
        gate.pk,
        body={"decision": "passed", "turn": Gate.objects.get(pk=gate.pk).turn},
    )
    stale = lead.ask(
        "put", "gate-attestation", criterion.pk, body={"proof": "x"}, version=9
    )

    assert barred.status_code == 409
    assert "Samples look right" in barred.json()["detail"]
    assert stale.status_code == 412


def test_a_decided_gate_is_left_alone(client, people, gate, criterion, act):
    attest(criterion=criterion, proof="Seen", **act)
    gate.refresh_from_db()
    decide_gate(gate=gate, verdict=Verdict("passed", turn=gate.turn), **act)
    client.force_login(people["lead"])

    answers = [
        client.post(url_of("gate_vote", gate.pk), {"vote": "go"}),
        client.post(url_of("gate_withdraw", criterion.pk)),
        client.post(url_of("gate_criterion_remove", criterion.pk)),
        client.post(url_of("gate_edit", gate.pk), NEW | {"version": gate.version}),
        client.post(url_of("gate_remove", gate.pk)),
    ]

    assert [each.status_code for each in answers] == [422, 422, 422, 422, 302]


def test_the_status_tells_of_the_gates(client, people, plan, gate):
    client.force_login(people["observer"])

    page = text_of(client, "plan_status", plan.pk)
    shape = Script(people["observer"]).ask("get", "plan-status", plan.pk).json()

    assert "0 of 1 criteria hold" in page
    assert [(row["name"], row["state"]) for row in shape["gates"]] == [
        ("Data is in", "waiting")
    ]
