"""The first page of a plan."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from migration.models import Asset, Loss, Plan, Risk, Task, TaskLink
from migration.planning.template import MILESTONE
from migration.selectors.overview import MOST_TASKS, Overview, read_overview
from migration.selectors.schedule.schedule import read_schedule

pytestmark = pytest.mark.django_db


def url_of(name: str, plan: Plan) -> str:
    return reverse(f"migration:{name}", args=[plan.pk])


def today_of(plan: Plan) -> date:
    return plan.team.day_of(timezone.now())


def read(plan: Plan) -> Overview:
    reader = plan.members.order_by("pk")[0]
    return read_overview(plan, reader=reader, today=today_of(plan))


def page_of(client: Client, plan: Plan) -> str:
    return client.get(url_of("plan_overview", plan)).content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [("lead", 200), ("evaluator", 200), ("observer", 200), ("outsider", 404)],
)
def test_who_sees_where_the_plan_stands(client, plan, people, who, status):
    client.force_login(people[who])

    assert client.get(url_of("plan_overview", plan)).status_code == status


def test_the_page_says_when_it_ends_and_what_needs_somebody(client, plan, people):
    client.force_login(people["lead"])
    late = plan.tasks.order_by("position")[0]
    plan.tasks.filter(pk=late.pk).update(due_on=today_of(plan) - timedelta(days=3))
    Risk.objects.create(plan=plan, own_text="DNS is slow", probability=5, impact=5)

    page = page_of(client, plan)

    assert "Go-live on" in page
    assert late.title in page
    assert "3 days late" in page
    assert "DNS is slow" in page


def test_after_the_go_live_the_page_says_since_when(client, plan, people, now):
    client.force_login(people["lead"])
    plan.tasks.filter(template_key=MILESTONE).update(done_at=now)

    page = page_of(client, plan)

    assert "Live since" in page
    assert "Go-live on" not in page


def test_the_end_is_that_of_the_schedule(plan):
    whole, end = read_schedule(plan, today=today_of(plan)), read(plan).end

    assert (end.finish, end.go_live) == (whole.finish, whole.go_live)


def test_phases_count_all_their_tasks_however_few_are_listed(plan):
    today = today_of(plan)
    plan.tasks.update(due_on=today - timedelta(days=1), done_at=None)

    found = read(plan)

    assert len(found.late) == MOST_TASKS < found.checklist.late
    assert sum(each.total for each in found.checklist.blocks) == plan.tasks.count()


def test_the_longest_overdue_stands_first_and_the_nearest_day_too(plan):
    today = today_of(plan)
    plan.tasks.update(due_on=None, done_at=None)
    old, older, soon, sooner = plan.tasks.order_by("position")[:4]
    for task, days in ((old, -2), (older, -9), (soon, 6), (sooner, 1)):
        Task.objects.filter(pk=task.pk).update(due_on=today + timedelta(days=days))

    found = read(plan)

    assert [line.task.pk for line in found.late] == [older.pk, old.pk]
    assert [line.task.pk for line in found.next] == [sooner.pk, soon.pk]


def test_the_days_after_the_wished_day_have_their_price(plan):
    plan.weekly_cost, plan.currency = Decimal(700), "USD"
    plan.go_live_on = read(plan).end.go_live - timedelta(days=3)
    plan.save()

    assert read(plan).delay_cost == Decimal("300.00")


@pytest.mark.parametrize("weekly", [None, Decimal(700)])
def test_what_is_in_time_costs_nothing(plan, weekly):
    plan.weekly_cost, plan.currency = weekly, "USD" if weekly else ""
    plan.go_live_on = read(plan).end.go_live + timedelta(days=3)
    plan.save()

    assert read(plan).delay_cost is None


def test_what_moves_is_counted(plan):
    for name, columns in (
        ("Contact form", {"is_critical": True}),
        ("Old form", {"disposition": "retire"}),
    ):
        Asset.objects.create(
            plan=plan, kind="form", name=name, import_key=name, **columns
        )
    Loss.objects.create(plan=plan, what="Click history")

    stock = read(plan).stock

    assert (stock.assets, stock.undecided, stock.undocumented) == (2, 1, 1)
    assert (stock.losses, stock.unsigned) == (1, 1)


def test_risks_that_are_over_are_not_counted(plan):
    Risk.objects.create(plan=plan, own_text="Over", is_closed=True)
    Risk.objects.create(plan=plan, own_text="Open")

    found = read(plan)

    assert [risk.text for risk in found.risks] == ["Open"]
    assert found.open_risks == 1


def test_tasks_in_a_circle_leave_the_page_open(client, plan, people):
    one, other = plan.tasks.order_by("position")[:2]
    TaskLink.objects.filter(after__in=[one, other]).delete()
    TaskLink.objects.create(before=one, after=other)
    TaskLink.objects.create(before=other, after=one)
    client.force_login(people["lead"])

    page = page_of(client, plan)

    assert "Some tasks wait for each other" in page
    assert url_of("plan_schedule", plan) in page


def test_a_plan_without_tasks_says_what_to_do(client, plan, people):
    plan.tasks.update(removed_at=timezone.now())
    client.force_login(people["lead"])

    assert "No task is left" in page_of(client, plan)


def test_only_the_page_itself_is_marked_in_the_rail(client, plan, people):
    client.force_login(people["lead"])
    own = f'href="{url_of("plan_overview", plan)}" aria-current="page"'

    assert own in page_of(client, plan)
    assert own not in client.get(url_of("plan_status", plan)).content.decode()


def test_more_tasks_need_no_more_queries(
    client, plan, people, django_assert_max_num_queries
):
    client.force_login(people["lead"])
    plan.tasks.update(due_on=today_of(plan), done_at=None)

    with django_assert_max_num_queries(18):
        client.get(url_of("plan_overview", plan))


def test_a_script_reads_the_same(client, plan, people):
    today = today_of(plan)
    plan.tasks.update(due_on=today - timedelta(days=1), done_at=None)
    plan.go_live_on = read(plan).end.go_live - timedelta(days=3)
    plan.weekly_cost, plan.currency = Decimal(700), "USD"
    plan.save()
    client.force_login(people["observer"])

    told = client.get(reverse("api:plan-overview", args=[plan.pk])).json()

    found = read(plan)
    assert told["end"]["finish"] == found.end.finish.isoformat()
    assert told["end"]["days_behind"] == 3
    assert Decimal(told["delay_cost"]) == 300
    assert told["late"] == sum(phase["late"] for phase in told["phases"])
    assert told["stock"]["unexplained"] == 0
    assert told["next_gate"] is None


def test_a_script_reads_that_no_end_can_be_computed(client, plan, people):
    plan.tasks.update(removed_at=timezone.now())
    client.force_login(people["lead"])

    told = client.get(reverse("api:plan-overview", args=[plan.pk])).json()

    assert (told["end"], told["phases"], told["late"]) == (None, [], 0)
