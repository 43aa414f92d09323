"""A tick by script brings what it changes on the page, and no more."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from migration.models import Gate, GateCriterion, Plan, Task, TaskLink
from migration.services.checklist.tasks import complete_task
from tests.migration.views.test_checklist import SCRIPT, url_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticked(client, people):
    """Tick or untick as a script does, and return what is drawn again."""
    client.force_login(people["lead"])

    def post(name: str, task: Task, query: str = "") -> str:
        data = {"anyway": "1", "version": task.version}
        answer = client.post(url_of(name, task.pk) + query, data, headers=SCRIPT)
        return answer.content.decode()

    return post


def is_drawn(page: str, task: Task) -> bool:
    return f'hx-target="#task-{task.pk}" hx-swap="outerMorph"' in page


def is_taken_away(page: str, task: Task) -> bool:
    return f'hx-target="#task-{task.pk}" hx-swap="delete"' in page


def test_the_tasks_that_waited_are_drawn_again(ticked, task_of, plan):
    first, second, other = plan.tasks.in_order()[:3]
    TaskLink.objects.filter(after__plan=plan).delete()
    TaskLink.objects.create(before=first, after=second)

    page = ticked("task_complete", first)

    assert is_drawn(page, first)
    assert is_drawn(page, second)
    assert not is_drawn(page, other)
    assert "waits for" not in page


def test_the_undo_brings_the_wait_back(ticked, plan, people, now):
    first, second = plan.tasks.in_order()[:2]
    TaskLink.objects.filter(after__plan=plan).delete()
    TaskLink.objects.create(before=first, after=second)
    complete_task(task=first, actor=people["lead"], now=now, anyway=True, proof="x")

    page = ticked("task_reopen", first)

    assert is_drawn(page, first)
    assert "waits for 1" in page
    assert 'id="undo"' not in page


def test_a_late_task_says_how_many_it_holds_up_still(ticked, plan):
    first, second = plan.tasks.in_order()[:2]
    TaskLink.objects.filter(after__plan=plan).delete()
    TaskLink.objects.create(before=first, after=second)
    long_ago = timezone.now().date() - timedelta(days=9)
    Task.objects.filter(pk=first.pk).update(due_on=long_ago)

    page = ticked("task_complete", second)

    assert is_drawn(page, first)
    assert "holds up" not in page


def state_on(page: str) -> str:
    found = re.search(r'id="checklist-state" name="state" value="(\d+)"', page)
    assert found
    return found[1]


@pytest.fixture
def drawn_then_ticked(client, people, plan):
    """Draw the list, let something happen, and tick; return state and answer."""
    client.force_login(people["lead"])

    def post(task: Task, happens=lambda: None, **data: str) -> tuple[str, str]:
        page = client.get(url_of("plan_checklist", plan.pk)).content.decode()
        state = state_on(page)
        happens()
        data = {"anyway": "1", "state": state} | data
        answer = client.post(url_of("task_complete", task.pk), data, headers=SCRIPT)
        return state, answer.content.decode()

    return post


def test_a_tick_on_a_list_as_it_is_brings_its_rows_and_the_new_state(
    client, drawn_then_ticked, task_of
):
    task, next_one = task_of("privacy"), task_of("charter")

    state, first = drawn_then_ticked(task)
    told = {"anyway": "1", "state": state_on(first)}
    url = url_of("task_complete", next_one.pk)
    second = client.post(url, told, headers=SCRIPT).content.decode()

    assert is_drawn(first, task)
    assert 'id="checklist"' not in first
    assert state_on(first) != state
    assert is_drawn(second, next_one)
    assert 'id="checklist"' not in second


@pytest.mark.parametrize(
    "edit",
    [
        {"done_at": timezone.now(), "version": 2},
        {"own_title": "Renamed", "version": 2},
        {"due_on": date(2027, 1, 4)},
        {"removed_at": timezone.now()},
    ],
)
def test_what_others_changed_since_comes_along(drawn_then_ticked, task_of, edit):
    other = Task.objects.filter(pk=task_of("charter").pk)

    _state, page = drawn_then_ticked(
        task_of("privacy"), happens=lambda: other.update(**edit)
    )

    assert 'id="checklist"' in page
    assert 'id="undo"' in page


def another_step_is_done(task: Task, now) -> None:
    first, second = task.steps.order_by("pk")
    first.done_at, second.done_at = None, now
    first.save()
    second.save()


BESIDE = {
    "step": lambda task, now: task.steps.create(text="Ask them", position=9),
    "step removed": lambda task, now: task.steps.last().delete(),
    "another step done": another_step_is_done,
    "comment": lambda task, now: task.comments.create(text="Look", written_at=now),
    "defect": lambda task, now: task.defects.create(plan=task.plan, title="Wrong"),
    "gate": lambda task, now: Gate.objects.create(plan=task.plan, own_name="Late"),
    "decision": lambda task, now: Gate.objects.get().decisions.create(
        decision="passed", decided_at=now
    ),
    "hard criterion": lambda task, now: Gate.objects.get().criteria.create(
        own_text="Must", is_hard=True
    ),
}


@pytest.fixture
def hung(plan, task_of, now) -> Task:
    """Two steps, the first done; and the plan has a gate."""
    Plan.objects.update(uses_gates=True)
    Gate.objects.create(plan=plan, own_name="Data", phase="data")
    task: Task = task_of("charter")
    task.steps.create(text="First", done_at=now)
    task.steps.create(text="Second", position=1)
    return task


@pytest.mark.parametrize("what", BESIDE)
def test_what_others_hung_on_a_task_since_comes_along(
    drawn_then_ticked, task_of, hung, now, what
):
    _state, page = drawn_then_ticked(
        task_of("privacy"), happens=lambda: BESIDE[what](hung, now)
    )

    assert 'id="checklist"' in page


def test_a_tick_beside_steps_and_gates_brings_its_rows_alone(
    drawn_then_ticked, task_of, hung
):
    _state, page = drawn_then_ticked(task_of("privacy"))

    assert 'id="checklist"' not in page


def test_the_task_that_is_open_stays_open_when_the_list_comes(
    drawn_then_ticked, plan, task_of, hung, now
):
    read = plan.tasks.in_order().last()

    def tick(task: Task) -> str:
        return drawn_then_ticked(
            task,
            happens=lambda: hung.comments.create(text="Look", written_at=now),
            opened=str(read.pk),
        )[1]

    page = tick(task_of("privacy"))

    assert f'id="opened-task" name="opened" value="{read.pk}"' in page
    assert "Change the task" in page
    Task.objects.filter(pk=read.pk).update(removed_at=now)
    assert 'id="opened-task"' not in tick(hung)


def test_from_a_list_of_open_tasks_the_row_goes(ticked, task_of):
    task = task_of("charter")

    page = ticked("task_complete", task, "?show=open")

    assert is_taken_away(page, task)
    assert 'id="undo"' in page


@pytest.mark.parametrize("query", ["?by=person", "?show=waiting"])
def test_where_rows_change_places_the_whole_list_is_drawn(ticked, task_of, query):
    page = ticked("task_complete", task_of("charter"), query)

    assert 'id="checklist"' in page
    assert 'id="undo"' in page


def test_a_row_that_comes_back_brings_the_list_along(ticked, task_of, people, now):
    task = task_of("charter")
    complete_task(task=task, actor=people["lead"], now=now, anyway=True)

    page = ticked("task_reopen", task, "?show=open")

    assert f'id="task-{task.pk}"' in page
    assert 'id="checklist"' in page


def test_a_question_comes_into_its_row_alone(client, task_of, people):
    client.force_login(people["lead"])
    task = task_of("list_counts")

    answer = client.post(url_of("task_complete", task.pk), headers=SCRIPT)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert is_drawn(page, task)
    assert page.count("<hx-partial") == 1


def test_a_stale_untick_shows_the_list_as_it_is(client, task_of, people, now):
    task = task_of("charter")
    complete_task(task=task, actor=people["lead"], now=now, anyway=True)
    client.force_login(people["lead"])

    answer = client.post(url_of("task_reopen", task.pk), {"version": 1}, headers=SCRIPT)

    assert answer.status_code == 412
    assert 'id="checklist-problem"' in answer.content.decode()


def test_the_queries_of_a_tick_do_not_grow(
    client, plan, people, django_assert_max_num_queries
):
    client.force_login(people["lead"])
    first = plan.tasks.in_order().first()
    Task.objects.bulk_create(
        Task(plan=plan, own_title=f"Task {at}", phase="build", position=99 + at)
        for at in range(100)
    )

    with django_assert_max_num_queries(28):
        client.post(url_of("task_complete", first.pk), {"anyway": "1"}, headers=SCRIPT)


def test_a_gate_goes_from_the_last_task_behind_it_to_the_next_phase(ticked, plan):
    Plan.objects.update(uses_gates=True)
    plan.tasks.update(needs_proof=False)
    *_before, last = plan.tasks.filter(phase="data").in_order()
    gate = Gate.objects.create(plan=plan, own_name="Data", phase="data", opens=last)
    GateCriterion.objects.create(gate=gate, own_text="Samples look right")
    said = f"Gate “{gate}” is not passed."

    page = ticked("task_complete", last)
    last.refresh_from_db()
    back = ticked("task_reopen", last)

    assert said in before_phase(page, "build")
    assert said not in before_phase(back, "build")
    assert said in back


def before_phase(page: str, phase: str) -> str:
    start = f'hx-target="#gates-before-{phase}"'
    return page.split(start)[1].partition("</hx-partial>")[0]
