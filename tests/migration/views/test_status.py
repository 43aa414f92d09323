from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("who", "status"), [("lead", 200), ("observer", 200), ("outsider", 404)]
)
def test_who_reads_the_status(client, plan, people, who, status):
    client.force_login(people[who])

    answer = client.get(reverse("migration:plan_status", args=[plan.pk]))

    assert answer.status_code == status


def test_the_status_sorts_tasks_into_done_next_and_late(client, plan, people):
    now = timezone.now()
    today = plan.team.day_of(now)
    done, old, soon, late, *_rest = plan.tasks.order_by("position")
    plan.tasks.update(due_on=today + timedelta(days=60), needs_proof=False)
    for task, columns in (
        (done, {"done_at": now}),
        (old, {"done_at": now - timedelta(days=20)}),
        (soon, {"due_on": today + timedelta(days=2)}),
        (late, {"due_on": today - timedelta(days=2)}),
    ):
        plan.tasks.filter(pk=task.pk).update(**columns)
    client.force_login(people["lead"])

    told = client.get(reverse("api:plan-status", args=[plan.pk])).json()

    found = {
        part: [row["id"] for row in told[part]] for part in ("done", "next", "late")
    }
    assert found == {"done": [done.pk], "next": [soon.pk], "late": [late.pk]}


def test_more_tasks_need_no_more_queries(
    client, plan, people, django_assert_max_num_queries
):
    client.force_login(people["lead"])
    plan.tasks.update(due_on=timezone.now().date())

    with django_assert_max_num_queries(8):
        client.get(reverse("migration:plan_status", args=[plan.pk]))


def test_the_status_is_a_csv_too(client, plan, people):
    client.force_login(people["lead"])
    task = plan.tasks.order_by("position").first()
    plan.tasks.filter(pk=task.pk).update(due_on="2020-01-01")

    answer = client.get(
        reverse("migration:plan_status", args=[plan.pk]), {"format": "csv"}
    )

    assert task.title in answer.getvalue().decode("utf-8-sig")
