from importlib import import_module

import pytest
from django.apps import apps

from migration.models import PlanMember, TaskLink
from migration.selectors.checklist.checklist import Filter, read_checklist
from migration.selectors.checklist.waiting import open_before
from migration.services.checklist.tasks import (
    TaskEdit,
    TaskWaits,
    add_task,
    complete_task,
    remove_task,
)
from migration.services.schedule.schedule import add_link, remove_link

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(plan, act):
    """Two own tasks that nobody links."""
    return [
        add_task(plan=plan, edit=TaskEdit(title=title, phase="design"), **act)
        for title in ("Order the contract", "Sign it")
    ]


def line_of(plan, task, now):
    reader = PlanMember.objects.get(plan=plan, role="lead")
    found = read_checklist(plan, reader=reader, today=now.date(), wanted=Filter())
    return next(line for line in found.lines if line.task.pk == task.pk)


def test_a_task_waits_for_what_people_linked(plan, pair, act, now):
    first, second = pair
    add_link(before=first, after=second, **act)

    assert line_of(plan, second, now).waits_for == ("Order the contract",)
    assert line_of(plan, first, now).holds_up == ("Sign it",)
    assert open_before([second]) == {second.pk: ("Order the contract",)}


def test_a_link_of_the_template_that_people_took_away_holds_nothing(
    plan, task_of, act, now
):
    task = task_of("list_counts")
    links = list(TaskLink.objects.filter(after=task).select_related("after__plan"))
    had = line_of(plan, task, now).waits_for

    for link in links:
        remove_link(link=link, **act)

    assert had
    assert line_of(plan, task, now).waits_for == ()


@pytest.mark.parametrize(
    ("kind", "lag", "waits"),
    [("FS", 5, 1), ("FF", 0, 1), ("FS", -1, 0), ("SS", 0, 0), ("SF", 0, 0)],
)
def test_links_from_a_start_and_overlaps_hold_no_tick(
    plan, pair, act, now, kind, lag, waits
):
    first, second = pair
    add_link(before=first, after=second, kind=kind, lag=lag, **act)

    assert len(line_of(plan, second, now).waits_for) == waits
    assert len(open_before([second])) == waits


def test_two_links_to_the_same_task_are_one_wait(plan, pair, act, now):
    first, second = pair
    for kind in ("FS", "FF"):
        add_link(before=first, after=second, kind=kind, **act)

    assert line_of(plan, second, now).waits_for == ("Order the contract",)
    assert open_before([second]) == {second.pk: ("Order the contract",)}


def test_a_tick_out_of_order_is_asked_about_and_then_taken(pair, act):
    first, second = pair
    add_link(before=first, after=second, **act)

    with pytest.raises(TaskWaits, match="Order the contract"):
        complete_task(task=second, **act)
    assert not second.is_done

    assert complete_task(task=second, anyway=True, **act)
    assert second.is_done


@pytest.mark.parametrize("way", ["done", "removed"])
def test_what_is_done_or_removed_holds_nothing(plan, pair, act, now, way):
    first, second = pair
    add_link(before=first, after=second, **act)

    (complete_task if way == "done" else remove_task)(task=first, **act)

    assert line_of(plan, second, now).waits_for == ()
    assert complete_task(task=second, **act)


def test_the_links_of_a_plan_are_read_in_one_query(
    plan, now, django_assert_num_queries
):
    reader = PlanMember.objects.get(plan=plan, role="lead")
    plan.tasks.update(assigned_to=reader)
    done = plan.tasks.in_order()[:1].values("pk")
    plan.tasks.filter(pk__in=done).update(done_at=now, done_by=reader.user, proof="x")

    # columns of all tasks, who has them; those that are drawn, links
    with django_assert_num_queries(4):
        found = read_checklist(plan, reader=reader, today=now.date(), wanted=Filter())
    assert any(line.waits_for for line in found.lines)


def test_plans_older_than_links_get_those_of_the_template(plan):
    of_template = set(TaskLink.objects.values_list("before", "after", "kind", "lag"))
    TaskLink.objects.all().delete()

    name = "migration.migrations.0013_links_of_older_plans"
    import_module(name).link(apps, None)
    import_module(name).link(apps, None)

    made = set(TaskLink.objects.values_list("before", "after", "kind", "lag"))
    assert made == of_template
    assert of_template
