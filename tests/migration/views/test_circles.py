"""Tasks that wait in a circle: kept off the plan, and mended where they are."""

from itertools import pairwise

import pytest
from django.urls import reverse

from migration.models import TaskLink
from migration.services.checklist.bulk_tasks import BulkEdit, change_tasks, take_back
from migration.services.checklist.tasks import (
    TaskEdit,
    add_task,
    remove_task,
    restore_task,
)
from migration.services.schedule.circles import WouldBeACircle
from migration.services.schedule.schedule import add_link

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(plan, act):
    """A, B and C, each waiting for the one before."""
    made = [
        add_task(plan=plan, edit=TaskEdit(title=title, phase="mobilise"), **act)
        for title in ("Ask A", "Buy B", "Call C")
    ]
    for before, after in pairwise(made):
        add_link(before=before, after=after, **act)
    return made


@pytest.fixture
def circle(three):
    """As plans hold it that were saved before circles were refused everywhere."""
    return TaskLink.objects.create(before=three[2], after=three[0])


def test_a_task_does_not_come_back_into_a_circle(client, plan, three, act):  # R51
    first, second, third = three
    remove_task(task=second, **act)
    add_link(before=third, after=first, **act)

    with pytest.raises(WouldBeACircle) as error:
        restore_task(task=second, **act)
    client.force_login(act["actor"])
    page = client.post(reverse("migration:task_restore", args=[second.pk]))

    assert all(task.title in str(error.value) for task in three)
    assert page.status_code == 409
    assert "would wait for each other" in page.content.decode()
    assert plan.tasks.get(pk=second.pk).removed_at is not None


def test_tasks_do_not_come_back_together_into_a_circle(plan, three, act):  # R51
    seen = {three[1].pk: three[1].version}
    entry = change_tasks(plan=plan, seen=seen, edit=BulkEdit(removes=True), **act)
    add_link(before=three[2], after=three[0], **act)

    with pytest.raises(WouldBeACircle):
        take_back(plan=plan, entry=entry, **act)

    assert plan.tasks.get(pk=three[1].pk).removed_at is not None


def test_a_circle_elsewhere_keeps_no_task_away(task_of, circle, act):
    charter = task_of("charter")
    remove_task(task=charter, **act)

    restore_task(task=charter, **act)

    assert task_of("charter").removed_at is None


def test_a_link_of_a_circle_is_removed_on_the_page_of_its_task(
    client, three, circle, people
):
    client.force_login(people["lead"])
    page = client.get(reverse("migration:task_dates", args=[three[0].pk]))
    remove = reverse("migration:link_remove", args=[circle.pk])

    removed = client.post(remove)

    assert "These tasks wait for each other" in page.content.decode()
    assert remove in page.content.decode()
    assert removed.status_code == 302
    assert not TaskLink.objects.filter(pk=circle.pk).exists()


@pytest.mark.parametrize(
    ("method", "name", "said"),
    [
        ("get", "plan_schedule", {"format": "csv"}),
        ("post", "dates_take", {}),
        ("post", "baseline_make", {"name": "First"}),
        ("post", "plan_workbook", {}),
    ],
)
def test_what_needs_dates_names_the_circle(
    client, plan, circle, people, method, name, said
):
    client.force_login(people["lead"])
    type(plan).objects.update(uses_baselines=True)

    url = reverse(f"migration:{name}", args=[plan.pk])
    answer = getattr(client, method)(url, said)

    assert answer.status_code == 409
    assert "“Buy B”" in answer.content.decode()
