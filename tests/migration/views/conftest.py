"""Somebody without account, with a personal link; a gate; the plan as a workbook."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from migration.models import Gate, GateCriterion, Plan, Stakeholder
from migration.services.gates.gates import (
    CriterionEdit,
    GateEdit,
    add_criterion,
    add_gate,
)
from migration.services.people.stakeholders import make_personal_link
from tests.migration.workbooks.filling import Filling
from workspace.services.share_links import NewLink


@pytest.fixture
def person(plan) -> Stakeholder:
    return Stakeholder.objects.create(plan=plan, name="Dana", role="web")


@pytest.fixture
def open_link(person, people) -> Callable[..., Client]:
    """Return the browser of whom the link is for: Dana, unless somebody is named."""

    def open_link(who: Stakeholder = person, *, is_one_use: bool = False) -> Client:
        _link, token = make_personal_link(
            stakeholder=who,
            new=NewLink(label=who.name, is_one_use=is_one_use),
            actor=people["lead"],
            now=timezone.now(),
        )
        reader = Client()
        reader.get(reverse("workspace:share_enter", args=[token]))
        return reader

    return open_link


@pytest.fixture
def download(client, plan, people):
    def get(person: str = "lead", **said: str) -> bytes:
        client.force_login(people[person])
        return client.post(
            reverse("migration:plan_workbook", args=[plan.pk]), said
        ).content

    return get


@pytest.fixture
def filling(download) -> Filling:
    return Filling(download())


@pytest.fixture
def send(client, plan):
    def upload(file):
        file = file.upload() if isinstance(file, Filling) else file
        return client.post(
            reverse("migration:ticks_upload", args=[plan.pk]), {"file": file}
        )

    return upload


@pytest.fixture
def lead(client, people) -> Client:
    client.force_login(people["lead"])
    return client


@pytest.fixture
def gate(plan, act) -> Gate:
    """One hard criterion that somebody attests; nobody has to vote."""
    Plan.objects.update(uses_gates=True)
    plan.refresh_from_db()
    gate = add_gate(plan=plan, edit=GateEdit(name="Data is in", phase="data"), **act)
    add_criterion(gate=gate, edit=CriterionEdit("Samples look right"), **act)
    return gate


@pytest.fixture
def criterion(gate) -> GateCriterion:
    return gate.criteria.get()
