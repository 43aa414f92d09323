from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine(plan, people):
    """The first task, which others wait for, is a week late and second's."""
    task = plan.tasks.get(template_key="charter")
    task.assigned_to = plan.members.get(user=people["second"])
    task.due_on = timezone.now().date() - timedelta(days=7)
    task.save()
    return task


def test_my_tasks_tell_what_a_late_one_holds_up(client, mine, people):
    client.force_login(people["second"])

    page = client.get(reverse("migration:my_tasks")).content.decode()

    assert mine.title in page
    assert "holds up" in page


@pytest.mark.parametrize("who", ["lead", "evaluator", "outsider"])
def test_the_tasks_of_others_are_not_mine(client, mine, people, who):
    client.force_login(people[who])

    page = client.get(reverse("migration:my_tasks")).content.decode()

    assert mine.title not in page
    assert "Nothing to do" in page


def test_a_done_task_and_a_plan_in_the_bin_leave_the_list(client, plan, mine, people):
    client.force_login(people["second"])
    plan.deleted_at = timezone.now()
    plan.save()

    assert mine.title not in client.get(reverse("migration:my_tasks")).content.decode()


def test_a_script_reads_the_same(client, mine, people):
    client.force_login(people["second"])

    told = client.get(reverse("api:my-task-list")).json()

    assert mine.pk in [row["id"] for row in told["results"]]
    assert str(mine.plan_id) in str(told)


def test_my_tasks_are_a_csv_too(client, mine, people):
    client.force_login(people["second"])

    answer = client.get(reverse("migration:my_tasks"), {"format": "csv"})

    assert mine.title in answer.getvalue().decode("utf-8-sig")


def test_more_tasks_need_no_more_queries(
    client, plan, mine, people, django_assert_max_num_queries
):
    client.force_login(people["second"])
    plan.tasks.update(assigned_to=mine.assigned_to)

    with django_assert_max_num_queries(8):
        client.get(reverse("migration:my_tasks"))
