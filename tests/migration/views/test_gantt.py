from datetime import timedelta

import pytest
from django.urls import reverse

from migration.models import Baseline, Plan, Task

pytestmark = pytest.mark.django_db


def url_of(name: str, pk: int) -> str:
    return reverse(f"migration:{name}", args=[pk])


def test_a_dragged_bar_is_shown_with_its_effect_and_not_saved(
    client, plan, task_of, people
):
    client.force_login(people["lead"])
    charter = task_of("charter")

    page = client.get(url_of("task_dates", charter.pk), {"not_before": "2029-03-05"})

    assert 'value="2029-03-05"' in page.content.decode()
    assert page.context["effect"].days > 0
    assert task_of("charter").not_before is None


@pytest.mark.parametrize(
    ("person", "day", "has_form"),
    [("observer", "2029-03-05", False), ("lead", "soon", True)],
)
def test_a_drag_that_may_not_or_cannot_be_has_no_effect(
    client, task_of, people, person, day, has_form
):
    client.force_login(people[person])

    page = client.get(url_of("task_dates", task_of("watch").pk), {"not_before": day})

    assert page.status_code == 200
    assert 'id="effect"' not in page.content.decode()
    assert ("Enter a day as" in page.content.decode()) is has_form


def test_the_bars_move_for_those_who_may_change_the_plan(client, plan, people):
    url = url_of("plan_gantt", plan.pk)
    pages = {}
    for person in ("lead", "observer"):
        client.force_login(people[person])
        pages[person] = client.get(url).content.decode()

    assert "data-scale" in pages["lead"]
    assert "data-first" in pages["lead"]
    assert "data-scale" not in pages["observer"]
    assert "data-first" not in pages["observer"]


def test_the_gantt_draws_every_open_task_once(client, plan, people):
    client.force_login(people["observer"])

    page = client.get(url_of("plan_gantt", plan.pk), {"zoom": "month"})

    text = page.content.decode()
    assert text.count("bar-open") >= plan.tasks.present().count()
    assert "critical" in text
    assert 'class="today"' in text


def test_each_baseline_says_how_far_the_end_is_from_it(client, plan, people):
    Plan.objects.filter(pk=plan.pk).update(uses_baselines=True)
    client.force_login(people["observer"])
    url = url_of("plan_schedule", plan.pk)
    finish = client.get(url).context["found"].finish
    for name, days in (("Was sooner", -3), ("Same", 0), ("Was later", 1)):
        on = finish + timedelta(days=days)
        Baseline.objects.create(plan=plan, name=name, finish_on=on)

    page = client.get(url).content.decode()

    places = [
        page.index(said)
        for said in ("now 3 days later", "now the same day", "now 1 day earlier")
    ]
    assert places == sorted(places)


def test_one_sheet_holds_the_whole_plan(client, plan, people):
    client.force_login(people["observer"])
    Task.objects.filter(plan=plan).update(days=20)

    page = client.get(url_of("plan_gantt", plan.pk), {"zoom": "page"})

    gantt = page.context["gantt"]
    assert 700 < gantt.chart.width <= 767  # beside the names, on A4 across
    assert gantt.axis.labels


def test_a_long_plan_is_drawn_by_phases_and_pages(client, plan, people):
    client.force_login(people["observer"])
    Task.objects.bulk_create(
        Task(plan=plan, own_title=f"Rebuild {number}", phase=phase, position=number)
        for phase in ("design", "build", "cut_over")
        for number in range(250)
    )

    for name in ("plan_schedule", "plan_gantt"):
        first = client.get(url_of(name, plan.pk)).content.decode()
        asked = {"phase": "cut_over", "page": "5"}
        third = client.get(url_of(name, plan.pk), asked).content.decode()

        assert "phase=cut_over" in first
        assert "Rebuild 240" not in first
        assert "Rebuild 240" in third
        assert "Rebuild 120" not in third


def test_the_critical_tasks_can_be_seen_alone(client, plan, task_of, people):
    client.force_login(people["observer"])
    Task.objects.create(plan=plan, own_title="Loose end", phase="design", position=9)

    for name in ("plan_schedule", "plan_gantt"):
        page = client.get(url_of(name, plan.pk), {"critical": ""}).content.decode()

        assert task_of("go_live").title in page
        assert "Loose end" not in page
