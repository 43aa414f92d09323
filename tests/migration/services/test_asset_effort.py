from decimal import Decimal

import pytest
from django.urls import reverse

from evaluator.models import Choice
from migration.services.inventory.asset_effort import NothingChosen, hand_effort_over

pytestmark = pytest.mark.django_db


@pytest.fixture
def chosen(plan, revealed, people, now):
    plan.evaluation = revealed
    plan.save(update_fields=["evaluation"])
    candidate = revealed.candidates.order_by("pk").first()
    Choice.objects.create(
        evaluation=revealed, chosen=candidate, reasons="Best", by=people["lead"], at=now
    )
    plan.assets.create(name="Welcome", kind="workflow", size="L", import_key="x")
    return candidate


def test_hours_become_one_cost_of_the_chosen_candidate(plan, chosen, people, now):
    given = {"plan": plan, "currency": "EUR", "actor": people["lead"], "now": now}

    hand_effort_over(hourly_rate=Decimal(50), **given)
    hours = hand_effort_over(hourly_rate=Decimal(60), **given)

    line = chosen.cost_lines.get()
    assert hours == 16
    assert line.likely == 960


def test_a_plan_without_a_choice_has_nowhere_to_hand_them(plan, people, now):
    with pytest.raises(NothingChosen):
        hand_effort_over(
            plan=plan, hourly_rate=1, currency="EUR", actor=people["lead"], now=now
        )


def test_only_who_sees_prices_hands_hours_over(client, plan, chosen, people):
    client.force_login(people["lead"])
    url = reverse("migration:asset_effort", args=[plan.pk])
    taken = client.post(url, {"hourly_rate": "۵۰", "currency": "EUR"})
    wrong = client.post(url, {"hourly_rate": "-1"})
    client.force_login(people["evaluator"])

    refused = client.post(url, {"hourly_rate": "50"})

    assert (taken.status_code, wrong.status_code, refused.status_code) == (
        302,
        422,
        403,
    )
