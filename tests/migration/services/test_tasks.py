from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from migration.models import PlanMember, Task
from migration.services.checklist.tasks import (
    Direction,
    ForeignPerson,
    ProofMissing,
    TaskEdit,
    TaskIsStale,
    TaskRemoved,
    TitleMissing,
    add_task,
    complete_task,
    edit_task,
    move_task,
    remove_task,
    reopen_task,
    restore_task,
)
from workspace.models import Activity

pytestmark = pytest.mark.django_db


def edit_of(task: Task) -> TaskEdit:
    return TaskEdit(
        title=task.title,
        done_when=task.done_when,
        phase=task.phase,
        owner_role=task.owner_role,
        due_on=task.due_on,
        version=task.version,
    )


def order_in(plan, phase: str) -> list[str]:
    rows = plan.tasks.present().filter(phase=phase).in_order()
    return [row.template_key or row.own_title for row in rows]


def test_a_tick_says_who_and_when(task_of, people, now):
    task = task_of("charter")

    is_first = complete_task(task=task, actor=people["evaluator"], now=now)

    assert is_first
    assert (task.done_at, task.done_by) == (now, people["evaluator"])
    assert Activity.objects.filter(verb="task.done").count() == 1


def test_of_two_who_tick_at_once_the_first_stays(task_of, people, now):
    one, other = task_of("charter"), task_of("charter")

    complete_task(task=one, actor=people["evaluator"], now=now)
    is_first = complete_task(task=other, actor=people["second"], now=now)

    assert not is_first
    assert other.done_by == people["evaluator"]
    assert Activity.objects.filter(verb="task.done").count() == 1


def test_a_task_that_asks_for_proof_is_not_done_without(task_of, people, now):
    task = task_of("list_counts")

    with pytest.raises(ProofMissing):
        complete_task(task=task, proof="  ", actor=people["lead"], now=now, anyway=True)

    complete_task(task=task, proof="10,214", actor=people["lead"], now=now, anyway=True)
    assert task_of("list_counts").proof == "10,214"


def test_the_database_holds_the_proof_too(task_of, now):
    task = task_of("list_counts")

    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.filter(pk=task.pk).update(done_at=now)


def test_a_tick_on_a_task_that_asks_for_proof_by_now_is_refused(task_of, people, now):
    seen = task_of("charter")
    Task.objects.filter(pk=seen.pk).update(needs_proof=True)

    with pytest.raises(ProofMissing):
        complete_task(task=seen, actor=people["lead"], now=now)


def test_a_tick_on_a_removed_task_is_refused(task_of, people, now):
    seen = task_of("charter")
    remove_task(task=task_of("charter"), actor=people["lead"], now=now)

    with pytest.raises(TaskRemoved):
        complete_task(task=seen, actor=people["lead"], now=now)


def test_a_tick_is_taken_back_and_its_proof_stays_to_look_at(task_of, people, now):
    task = task_of("list_counts")
    act = {"actor": people["lead"], "now": now}
    complete_task(task=task, proof="10,214", anyway=True, **act)

    reopen_task(task=task, version=task.version, **act)

    assert (task.done_at, task.done_by, task.proof) == (None, None, "10,214")


def test_a_tick_that_changed_since_is_not_taken_back(task_of, people, now):  # R48
    task = task_of("charter")
    complete_task(task=task, actor=people["lead"], now=now)
    seen = task.version
    reopen_task(task=task, version=seen, actor=people["second"], now=now)
    complete_task(task=task, actor=people["second"], now=now)

    with pytest.raises(TaskIsStale):
        reopen_task(task=task, version=seen, actor=people["lead"], now=now)

    assert task_of("charter").done_by == people["second"]


def test_taking_back_twice_is_once(task_of, people, now):
    task = task_of("charter")
    complete_task(task=task, actor=people["lead"], now=now)
    seen = task.version

    assert reopen_task(task=task, version=seen, actor=people["lead"], now=now)
    assert not reopen_task(task=task, version=seen, actor=people["lead"], now=now)


def test_a_text_that_nobody_changed_stays_the_templates(task_of, people, now):
    task = task_of("charter")
    edit = replace(edit_of(task), due_on=date(2027, 1, 4), note="Ask Lina")

    edit_task(task=task, edit=edit, actor=people["lead"], now=now)

    saved = task_of("charter")
    assert (saved.own_title, saved.own_done_when) == ("", "")
    assert (saved.due_on, saved.note, saved.version) == (
        date(2027, 1, 4),
        "Ask Lina",
        2,
    )


def test_an_own_title_replaces_the_templates(task_of, people, now):
    task = task_of("charter")

    edit_task(
        task=task,
        edit=replace(edit_of(task), title="One page"),
        actor=people["lead"],
        now=now,
    )

    assert str(task_of("charter")) == "One page"


def test_a_stale_task_is_refused(task_of, people, now):  # R48
    task = task_of("charter")
    seen = edit_of(task)
    edit_task(
        task=task, edit=replace(seen, note="First"), actor=people["lead"], now=now
    )

    with pytest.raises(TaskIsStale):
        edit_task(
            task=task, edit=replace(seen, note="Second"), actor=people["lead"], now=now
        )

    assert task_of("charter").note == "First"


def test_a_task_goes_to_people_who_work_on_the_plan_only(  # R12
    plan, task_of, people, now, evaluation
):
    task = task_of("charter")
    observer = plan.members.get(role=PlanMember.Role.OBSERVER)

    with pytest.raises(ForeignPerson):
        edit_task(
            task=task,
            edit=replace(edit_of(task), assigned_to=observer),
            actor=people["lead"],
            now=now,
        )


def test_a_done_task_is_not_asked_for_proof_afterwards(task_of, people, now):
    task = task_of("charter")
    complete_task(task=task, actor=people["lead"], now=now)

    with pytest.raises(ProofMissing):
        edit_task(
            task=task,
            edit=replace(edit_of(task), needs_proof=True),
            actor=people["lead"],
            now=now,
        )


def test_an_own_task_stands_at_the_end_of_its_phase(plan, people, now):
    edit = TaskEdit(title="Tell the agency", phase="mobilise")

    add_task(plan=plan, edit=edit, actor=people["lead"], now=now)

    assert order_in(plan, "mobilise")[-1] == "Tell the agency"


def test_a_task_without_a_title_is_refused(plan, people, now):
    with pytest.raises(TitleMissing):
        add_task(
            plan=plan,
            edit=TaskEdit(title=" ", phase="mobilise"),
            actor=people["lead"],
            now=now,
        )


def test_a_task_changes_places_with_its_neighbour(plan, task_of, people, now):
    before = order_in(plan, "design")

    move_task(
        task=task_of(before[1]),
        direction=Direction.UP,
        actor=people["lead"],
        now=now,
    )

    assert order_in(plan, "design") == [before[1], before[0], *before[2:]]


def test_at_the_end_of_the_phase_nothing_moves(plan, task_of, people, now):
    before = order_in(plan, "design")

    move_task(
        task=task_of(before[-1]),
        direction=Direction.DOWN,
        actor=people["lead"],
        now=now,
    )

    assert order_in(plan, "design") == before


def test_a_removed_task_comes_back_to_its_place(plan, task_of, people, now):
    before = order_in(plan, "design")
    task = task_of(before[1])
    remove_task(task=task, actor=people["lead"], now=now)
    assert before[1] not in order_in(plan, "design")

    restore_task(task=task, actor=people["lead"], now=now)

    assert order_in(plan, "design") == before
