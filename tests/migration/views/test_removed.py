"""What is removed from a list can be brought back, on the page and through the API."""

from __future__ import annotations

import pytest
from django.db import models
from django.urls import reverse

from migration.models import Plan
from tests.evaluator.api.script import Script
from workspace.models import Activity

PAGES = {
    "risk": "plan_risks",
    "field": "plan_fields",
    "training": "plan_adoption",
    "loss": "plan_assets",
}


def made(kind: str, plan: Plan) -> models.Model:
    if kind == "risk":
        return plan.risks.create(own_text="Vendor is slow", probability=2, impact=3)
    if kind == "field":
        return plan.field_mappings.create(source_field="CITY")
    if kind == "loss":
        return plan.losses.create(what="Opens of old mailings")
    return plan.trainings.create(role="mops", aim="Send a campaign")


@pytest.mark.parametrize("kind", PAGES)
def test_the_page_offers_what_was_removed_and_brings_it_back(
    client, people, plan, kind
):
    client.force_login(people["lead"])
    row = made(kind, plan)
    back = reverse(f"migration:{kind}_restore", args=[row.pk])
    page = reverse(f"migration:{PAGES[kind]}", args=[plan.pk])
    before = client.get(page).content.decode()

    client.post(reverse(f"migration:{kind}_remove", args=[row.pk]))
    removed = client.get(page).content.decode()
    client.post(back)
    restored = client.get(page).content.decode()

    assert back not in before
    assert back in removed
    assert str(row) in removed
    assert back not in restored
    assert reverse(f"migration:{kind}_edit", args=[row.pk]) in restored


@pytest.mark.parametrize("kind", PAGES)
def test_the_api_brings_it_back_and_the_trail_tells_it_once(people, plan, kind):
    row = made(kind, plan)
    lead = Script(people["lead"])

    lead.ask("delete", f"{kind}-detail", row.pk)
    gone = lead.ask("get", f"{kind}-detail", row.pk)
    answers = [lead.ask("post", f"{kind}-restoring", row.pk) for _time in range(2)]

    assert gone.status_code == 404
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json()["id"] == row.pk
    assert lead.ask("get", f"{kind}-detail", row.pk).status_code == 200
    assert Activity.objects.filter(verb__endswith="restored").count() == 1


@pytest.mark.parametrize("kind", PAGES)
def test_strangers_do_not_know_what_was_removed(people, plan, kind, now):
    row = made(kind, plan)
    type(row).objects.filter(pk=row.pk).update(removed_at=now)

    answer = Script(people["outsider"]).ask("post", f"{kind}-restoring", row.pk)

    assert answer.status_code == 404
