from __future__ import annotations

import pytest
from django.urls import reverse

from migration.models import Gate
from migration.services.gates.gate_decisions import Verdict, decide_gate
from migration.services.gates.gate_votes import attest

pytestmark = pytest.mark.django_db


def url_of(name: str, pk: int) -> str:
    return reverse(f"migration:{name}", args=[pk])


def text_of(client, name: str, pk: int) -> str:
    return client.get(url_of(name, pk)).content.decode()


def test_a_tick_behind_a_gate_is_asked_about_and_named(client, people, gate, task_of):
    client.force_login(people["lead"])
    gate.plan.tasks.exclude(template_key="emails").update(
        done_at="2026-01-01T00:00Z", proof="Seen"
    )
    task = task_of("emails")
    url = url_of("task_complete", task.pk)

    asked = client.post(url)
    ticked = client.post(url, {"anyway": "1"})

    page = asked.content.decode()
    assert (asked.status_code, ticked.status_code) == (422, 302)
    assert "behind a gate that is not passed: “Data is in”." in page
    assert "Gate “Data is in” is not passed." in page


def said_where(page: str, gate: Gate) -> list[str]:
    """Return the phases of the checklist that say that the gate is not passed."""
    parts = page.split(' phase" id="phase-')[1:]
    said = f"Gate “{gate}” is not passed."
    return [part.partition('"')[0] for part in parts if said in part]


def test_the_checklist_says_a_gate_once_at_the_phase_behind_it(
    client, people, plan, gate
):
    client.force_login(people["observer"])

    page = text_of(client, "plan_checklist", plan.pk)

    assert said_where(page, gate) == ["build"]
    assert page.count(reverse("migration:gate_detail", args=[gate.pk])) == 2


def test_a_finished_phase_leaves_the_gate_to_the_next(client, people, plan, gate):
    plan.tasks.filter(phase="build").update(done_at="2026-01-01T00:00Z")
    client.force_login(people["observer"])

    page = text_of(client, "plan_checklist", plan.pk)

    assert said_where(page, gate) == ["test"]


def test_a_gate_inside_a_phase_is_said_at_the_first_task_behind_it(
    client, people, plan, gate, task_of
):
    first = plan.tasks.filter(phase="data").in_order()[1]
    Gate.objects.filter(pk=gate.pk).update(opens=first)
    client.force_login(people["observer"])

    page = text_of(client, "plan_checklist", plan.pk)

    assert said_where(page, gate) == ["data"]
    task = page.split(f'id="task-{first.pk}"')[1].partition('id="task-')[0]
    assert f"Gate “{gate}” is not passed." in task


def test_a_passed_gate_is_not_said(client, people, plan, gate, criterion, act):
    attest(criterion=criterion, proof="Seen", **act)
    gate.refresh_from_db()
    decide_gate(gate=gate, verdict=Verdict("passed", turn=gate.turn), **act)
    client.force_login(people["observer"])

    assert said_where(text_of(client, "plan_checklist", plan.pk), gate) == []
