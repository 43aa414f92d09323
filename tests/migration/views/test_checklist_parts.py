"""What the checklist shows of a plan: filtered, by person, in parts."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from migration.models import Task
from migration.selectors.checklist.checklist_pages import PAGE, ROWS

pytestmark = pytest.mark.django_db


def url_of(name: str, *args: int) -> str:
    return reverse(f"migration:{name}", args=args)


@pytest.fixture
def found(client, plan, people):
    """Return the template keys, or own titles, that a filter lets through."""
    client.force_login(people["evaluator"])

    def ask(**query: str) -> list[str]:
        page = client.get(url_of("plan_checklist", plan.pk), query)
        lines = page.context["checklist"].lines
        return [line.task.template_key or line.task.own_title for line in lines]

    return ask


@pytest.fixture
def long_plan(plan):
    """A plan of 2,000 tasks and more, half of them done."""
    now = timezone.now()
    Task.objects.bulk_create(
        Task(
            plan=plan,
            own_title=f"Task {number}",
            phase=("design", "build")[number % 2],
            position=100 + number,
            done_at=now if number < 1000 else None,
        )
        for number in range(2000)
    )
    return plan


def test_each_filter_lets_through_what_it_says(plan, task_of, people, found):
    today = timezone.now().date()
    plan.tasks.update(due_on=today + timedelta(days=60))
    own = plan.members.get(user=people["second"])
    Task.objects.filter(pk=task_of("access").pk).update(
        due_on=today + timedelta(days=5), assigned_to=own
    )

    assert found(show="soon") == ["access"]
    assert found(person=str(own.pk)) == ["access"]
    assert "access" not in found(person="none")
    assert "charter" not in found(show="waiting")
    assert "reconcile" in found(show="waiting")
    assert found(phase="data") == ["suppression", "load", "reconcile"]
    assert found(phase="data", q="suppression")[0] == "suppression"


def test_what_a_filter_does_not_understand_it_leaves_out(plan, found):
    odd = {"show": "x", "phase": "x", "person": "x", "by": "x", "page": "-1"}

    assert len(found(**odd)) == plan.tasks.count()


def test_by_person_each_has_the_own_and_the_most_urgent_first(
    client, plan, task_of, people
):
    today = timezone.now().date()
    own = plan.members.get(user=people["second"])
    for key, days in (("load", 9), ("access", 3)):
        due = today + timedelta(days=days)
        Task.objects.filter(pk=task_of(key).pk).update(assigned_to=own, due_on=due)
    client.force_login(people["observer"])

    page = client.get(url_of("plan_checklist", plan.pk), {"by": "person"})

    blocks = page.context["checklist"].blocks
    assert [block.name for block in blocks] == ["Second", ""]
    assert [line.task.template_key for line in blocks[0].lines] == ["access", "load"]
    assert "Nobody yet" in page.content.decode()


def test_a_tick_comes_back_to_the_filter_and_the_page(client, plan, task_of, people):
    client.force_login(people["evaluator"])
    task = task_of("charter")
    query = "?phase=mobilise&person=none&by=person&part=none&page=2"

    answer = client.post(url_of("task_complete", task.pk) + query)

    for each in query[1:].split("&"):
        assert each in answer.url


def test_a_long_plan_is_drawn_in_parts(client, long_plan, people):
    client.force_login(people["lead"])
    url = url_of("plan_checklist", long_plan.pk)

    first = client.get(url)
    later = client.get(url, {"part": "build", "page": "3"})
    table = client.get(url, {"format": "csv"}).getvalue().decode()

    drawn = [block for block in first.context["checklist"].blocks if block.lines]
    third = [block for block in later.context["checklist"].blocks if block.lines]
    assert len(drawn) == len(third) == 1
    assert (third[0].key, third[0].page) == ("build", 3)
    assert len(third[0].lines) == PAGE < ROWS
    assert len(first.content) < 200_000
    assert table.count("Task 1") > 1000


def test_what_somebody_is_at_is_drawn_wherever_it_stands(client, long_plan, people):
    client.force_login(people["lead"])
    task = long_plan.tasks.get(own_title="Task 1001")

    opened = client.get(url_of("task_detail", task.pk))
    ticked = client.post(url_of("task_complete", task.pk), follow=True)

    for page in (opened, ticked):
        assert f'id="task-{task.pk}"' in page.content.decode()


def test_a_long_plan_asks_no_more_of_the_database(
    client, long_plan, people, django_assert_max_num_queries
):
    client.force_login(people["observer"])

    # session, user, memberships, own role with plan and team; tasks, links, counts of
    # steps, comments and defects; people, gates
    with django_assert_max_num_queries(14):
        client.get(url_of("plan_checklist", long_plan.pk))
