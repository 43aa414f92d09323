"""The tasks of a plan: ticked, changed, moved, removed.

Two people tick at the same time, and each sees the other's tick a moment later. So
ticking says what is wanted (done, or open again), and the row decides who was first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from common.errors import DomainError, StaleVersion
from common.formatting import number
from common.text import clean_line, clean_text
from migration.models import Plan, PlanMember, Task
from migration.selectors.checklist.waiting import enumerated, open_before
from migration.selectors.gates.gate_marks import read_marks
from migration.services.plans.plans import lock_plan
from migration.services.schedule.circles import refuse_circle_through
from migration.services.versions import restore_row
from workspace.models import User
from workspace.services.records import change_of, record


class ProofMissing(DomainError):
    message = _("Say what proves it: a count, a file, a link.")


class TickQuestion(DomainError):
    """What speaks against a tick; who ticks may say that it is done all the same."""


class TaskWaits(TickQuestion):
    message = _("Tasks that come before this one are still open: %(tasks)s.")


class GateNotPassed(TickQuestion):
    message = _("The task lies behind a gate that is not passed: %(gates)s.")


class StepsOpen(TickQuestion):
    message = _("Steps of this task are still open: %(steps)s.")


class MuchAgainstIt(TickQuestion):
    message = "%(sentences)s"


class TaskRemoved(DomainError):
    message = _("Somebody removed this task meanwhile.")


class TitleMissing(DomainError):
    message = _("Give the task a title.")


class ForeignPerson(DomainError):
    message = _("Choose somebody who works on this plan.")


class TaskIsStale(StaleVersion):
    message = _("Somebody else changed this task since you opened the page.")


class Direction(StrEnum):
    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class TaskEdit:
    """What the form of a task holds, and the version that was seen."""

    title: str
    phase: str
    owner_role: str = ""
    done_when: str = ""
    assigned_to: PlanMember | None = None
    due_on: date | None = None
    needs_proof: bool = False
    proof: str = ""
    note: str = ""
    version: int = 0


@transaction.atomic
def complete_task(
    *,
    task: Task,
    proof: str = "",
    actor: User | None,
    now: datetime,
    by_link_of: str = "",
    anyway: bool = False,
) -> bool:
    """Mark the task done. Returns whether it was this tick that did it.

    Who ticks over a personal link has no account, and is told of by name. What speaks
    against the tick is asked, unless who ticks knows of it and wants it `anyway`.

    The condition is part of the write: of two ticks at the same moment one is the
    first, and its name, moment and proof stay.
    """
    if not anyway:
        ask_first(task, hides_others=bool(by_link_of))
    proof = clean_line(proof) or task.proof
    if is_proof_asked(task) and not proof:
        raise ProofMissing
    ticked = Task.objects.open().filter(pk=task.pk, needs_proof=task.needs_proof)
    is_first = bool(
        ticked.update(done_at=now, done_by=actor, proof=proof, version=F("version") + 1)
    )
    if is_first:
        verb = "task.done_by_link" if by_link_of else "task.done"
        tell(verb, task, actor=actor, now=now, reason=proof, person=by_link_of)
    else:
        check_is_done(task)
    task.refresh_from_db()
    return is_first


def is_proof_asked(task: Task) -> bool:
    return task.needs_proof or task.plan.asks_proof_for_all


def ask_first(task: Task, *, hides_others: bool = False) -> None:
    """Raise what a tick is asked about: open tasks before it, by the links that the
    schedule has, gates that are not passed, and open steps.

    The reader of a personal link is told how many tasks, and not which (R22).
    """
    found: list[TickQuestion] = []
    if waits := open_before([task]).get(task.pk):
        named = TaskWaits(tasks=enumerated(waits))
        found.append(waits_for_others(len(waits)) if hides_others else named)
    if gates := read_marks(task.plan).before(task):
        found.append(GateNotPassed(gates=enumerated([gate.name for gate in gates])))
    still_open = task.steps.filter(removed_at=None, done_at=None, task__done_at=None)
    if steps := still_open.in_order().values_list("text", flat=True):
        found.append(StepsOpen(steps=enumerated(list(steps))))
    if len(found) > 1:
        raise MuchAgainstIt(sentences=" ".join(str(each) for each in found))
    if found:
        raise found[0]


def waits_for_others(count: int) -> TickQuestion:
    sentence = ngettext(
        "It waits for %(shown)s other task.",
        "It waits for %(shown)s other tasks.",
        count,
    )
    return MuchAgainstIt(sentences=sentence % {"shown": number(count)})


def check_is_done(task: Task) -> None:
    """Being second is no error; a task that is gone, or now asks for proof, is."""
    current = Task.objects.get(pk=task.pk)
    if current.removed_at is not None:
        raise TaskRemoved
    if not current.is_done:
        raise ProofMissing


@transaction.atomic
def reopen_task(
    *,
    task: Task,
    version: int,
    actor: User | None,
    now: datetime,
    by_link_of: str = "",
) -> bool:
    """Take the tick away, unless the task has changed since it was seen (R48).

    What proved it stays, to be looked at again with the next tick.
    """
    done = Task.objects.done().filter(pk=task.pk, version=version)
    is_first = bool(done.update(done_at=None, done_by=None, version=F("version") + 1))
    task.refresh_from_db()
    if is_first:
        verb = "task.reopened_by_link" if by_link_of else "task.reopened"
        tell(verb, task, actor=actor, now=now, person=by_link_of)
    elif task.is_done:
        raise TaskIsStale(current=task)
    return is_first


@transaction.atomic
def add_task(*, plan: Plan, edit: TaskEdit, actor: User, now: datetime) -> Task:
    """Add an own task at the end of its phase."""
    lock_plan(plan)
    title = clean_line(edit.title)
    if not title:
        raise TitleMissing
    check_person(plan, edit.assigned_to)
    task = Task.objects.create(
        plan=plan,
        own_title=title,
        own_done_when=clean_line(edit.done_when),
        phase=edit.phase,
        owner_role=edit.owner_role,
        position=next_position(plan),
        assigned_to=edit.assigned_to,
        due_on=edit.due_on,
        needs_proof=edit.needs_proof,
        note=clean_text(edit.note),
    )
    tell("task.added", task, actor=actor, now=now)
    return task


@transaction.atomic
def edit_task(*, task: Task, edit: TaskEdit, actor: User, now: datetime) -> Task:
    """Save the task, unless somebody else has saved it since (R48)."""
    task = lock_task(task)
    if task.removed_at is not None:
        raise TaskRemoved
    if edit.version != task.version:
        raise TaskIsStale(current=task)
    check_person(task.plan, edit.assigned_to)
    values = values_of(task, edit)
    asks = values["needs_proof"] or task.plan.asks_proof_for_all
    if task.is_done and asks and not values["proof"]:
        raise ProofMissing
    changed = [name for name, value in values.items() if value != getattr(task, name)]
    if not changed:
        return task
    if "phase" in changed:
        values["position"] = next_position(task.plan)
    for name, value in values.items():
        setattr(task, name, value)
    task.version += 1
    task.save(update_fields=[*values, "version"])
    tell("task.changed", task, actor=actor, now=now)
    return task


def values_of(task: Task, edit: TaskEdit) -> dict[str, object]:
    """Return the columns; a text that is as shipped stays the template's."""
    title, done_when = clean_line(edit.title), clean_line(edit.done_when)
    if not title:
        raise TitleMissing
    return {
        "own_title": task.own_title if title == task.title else title,
        "own_done_when": (
            task.own_done_when if done_when == task.done_when else done_when
        ),
        "phase": edit.phase,
        "owner_role": edit.owner_role,
        "assigned_to": edit.assigned_to,
        "due_on": edit.due_on,
        "needs_proof": edit.needs_proof,
        "proof": clean_line(edit.proof),
        "note": clean_text(edit.note),
    }


@transaction.atomic
def move_task(*, task: Task, direction: Direction, actor: User, now: datetime) -> Task:
    """Change places with the neighbour in the phase; at its end nothing happens."""
    task = lock_task(task)
    if task.removed_at is not None:
        raise TaskRemoved
    tasks = task.plan.tasks.present().filter(phase=task.phase).in_order()
    order = list(tasks.values_list("pk", flat=True))
    place = order.index(task.pk)
    other = place + (-1 if direction is Direction.UP else 1)
    if not 0 <= other < len(order):
        return task
    order[place], order[other] = order[other], order[place]
    number_anew(task.plan, order)
    tell("task.moved", task, actor=actor, now=now)
    task.refresh_from_db(fields=["position"])
    return task


def number_anew(plan: Plan, order: list[int]) -> None:
    """Give these tasks their own positions again, in the new order."""
    rows = {row.pk: row for row in plan.tasks.filter(pk__in=order)}
    positions = sorted(row.position for row in rows.values())
    if len(set(positions)) < len(positions):
        positions = list(range(positions[0], positions[0] + len(positions)))
    for pk, position in zip(order, positions, strict=True):
        rows[pk].position = position
    Task.objects.bulk_update(rows.values(), ["position"])


@transaction.atomic
def remove_task(
    *, task: Task, actor: User, now: datetime, version: int | None = None
) -> Task:
    """Take the task off the checklist; it can come back. Asking twice is one.

    With a version, only if it still is that one.
    """
    there = task.plan.tasks.present().filter(pk=task.pk)
    if (there.filter(version=version) if version else there).update(removed_at=now):
        tell("task.removed", task, actor=actor, now=now)
    elif there.exists():
        raise TaskIsStale(current=there.get())
    return task


@transaction.atomic
def restore_task(*, task: Task, actor: User, now: datetime) -> Task:
    """Put it back, unless links made meanwhile would then be a circle (R51)."""
    lock_plan(task.plan)
    if restore_row(task):
        refuse_circle_through(task.plan, [task.pk], now=now)
        tell("task.restored", task, actor=actor, now=now)
    return task


def lock_task(task: Task) -> Task:
    """Lock plan and task, and read the task afresh."""
    plan = lock_plan(task.plan)
    locked: Task = Task.objects.select_for_update().get(pk=task.pk)
    locked.plan = plan
    return locked


def next_position(plan: Plan) -> int:
    highest = plan.tasks.aggregate(highest=Max("position"))["highest"]
    return 0 if highest is None else highest + 1


def check_person(plan: Plan, member: PlanMember | None) -> None:
    if member is None:
        return
    if member.plan_id != plan.pk or member.role == PlanMember.Role.OBSERVER:
        raise ForeignPerson


def tell(
    verb: str,
    task: Task,
    *,
    actor: User | None,
    now: datetime,
    reason: str = "",
    person: str = "",
) -> None:
    """Tell it of the plan: its page shows what happened to its tasks."""
    side = {"task": str(task)} | ({"person": person} if person else {})
    record(
        verb,
        team=task.plan.team,
        actor=actor,
        change=change_of(task.plan, after=side, reason=reason),
        now=now,
    )
