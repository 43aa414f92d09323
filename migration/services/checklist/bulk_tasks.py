"""Several tasks changed at once, all or none; taken back as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError, StateConflict
from migration.models import Plan, PlanMember, Task
from migration.planning.calendars import Calendar
from migration.selectors.checklist.bulk_tasks import TaskChange
from migration.selectors.checklist.waiting import enumerated
from migration.selectors.schedule.network import calendars_of
from migration.services.checklist.tasks import check_person
from migration.services.plans.plans import lock_plan
from migration.services.schedule.circles import refuse_circle_through
from workspace.models import Activity, User
from workspace.services.records import change_of, record

VERB = "task.many_changed"
BACK = "task.many_restored"
FURTHEST = 1000  # working days
CHANGED = ("assigned_to_id", "owner_role", "due_on", "removed_at")


class NothingTicked(DomainError):
    message = _("Tick the tasks that are to change.")


class NothingAsked(DomainError):
    message = _("Say what is to change: person, role, due day, or that they go.")


class TasksChanged(StateConflict):
    message = _(
        "Somebody changed these tasks meanwhile, so nothing was changed: %(tasks)s."
        " Look at them again."
    )


class TakenBackAlready(StateConflict):
    message = _("This change was taken back already.")


class PeopleLeft(StateConflict):
    message = _(
        "Who had these tasks before no longer works on this plan, so nothing was taken"
        " back: %(tasks)s. Change the tasks by hand."
    )


@dataclass(frozen=True, slots=True)
class BulkEdit:
    """What becomes of all of them; what is None, or 0 days, stays as it is."""

    gives_person: bool = False  # to `person`, which may be nobody
    person: PlanMember | None = None
    role: str | None = None
    shift: int = 0  # working days later, or below zero earlier
    removes: bool = False

    @property
    def is_empty(self) -> bool:
        return not (
            self.gives_person or self.role is not None or self.shift or self.removes
        )


def plan_changes(
    plan: Plan, seen: Mapping[int, int], edit: BulkEdit, *, now: datetime
) -> list[TaskChange]:
    """Work out what would change; nothing is saved. `seen`: versions by task.

    Refuses when one of them is gone or has another version.
    """
    if not seen:
        raise NothingTicked
    if edit.is_empty:
        raise NothingAsked
    check_person(plan, edit.person)
    rows = plan.tasks.filter(pk__in=seen).select_related("assigned_to__user")
    tasks = list(rows.in_order())
    changed = [
        task
        for task in tasks
        if task.version != seen[task.pk] or task.is_done or task.removed_at is not None
    ]
    if changed or len(tasks) < len(seen):
        raise TasksChanged(tasks=enumerated([task.title for task in changed]) or "…")
    today = plan.team.day_of(now)
    days_off = plan.days_free.filter(member=None, stakeholder=None)
    calendar = calendars_of(plan, days_off, (), today=today).all[0]
    return [
        change
        for task in tasks
        if (change := change_to(task, edit, calendar, now=now)).after
    ]


def change_to(
    task: Task, edit: BulkEdit, calendar: Calendar, *, now: datetime
) -> TaskChange:
    wanted: dict[str, Any] = {}
    if edit.removes:
        wanted["removed_at"] = now
    if edit.gives_person:
        wanted["assigned_to_id"] = edit.person.pk if edit.person else None
    if edit.role is not None:
        wanted["owner_role"] = edit.role
    if edit.shift and task.due_on:
        wanted["due_on"] = calendar.step(task.due_on, edit.shift)
    after = {name: to for name, to in wanted.items() if to != getattr(task, name)}
    return TaskChange(task, {name: getattr(task, name) for name in after}, after)


@transaction.atomic
def change_tasks(
    *,
    plan: Plan,
    seen: Mapping[int, int],
    edit: BulkEdit,
    actor: User,
    now: datetime,
) -> Activity | None:
    """Change all or none. Return the entry by which it can be taken back, if any."""
    lock_plan(plan)
    changes = plan_changes(plan, seen, edit, now=now)
    if not changes:
        return None
    write([(change.task, change.after) for change in changes])
    return record(
        VERB,
        team=plan.team,
        actor=actor,
        change=change_of(
            plan,
            before={"tasks": {str(c.task.pk): plain(c.before) for c in changes}},
            after={
                "count": len(changes),
                "versions": {str(c.task.pk): c.task.version for c in changes},
            },
        ),
        now=now,
    )


@transaction.atomic
def take_back(*, plan: Plan, entry: Activity, actor: User, now: datetime) -> int:
    """Undo a change of several tasks, as a whole, while none was changed since."""
    lock_plan(plan)
    rows = rows_before(plan, entry)
    write(rows)
    back = [task.pk for task, columns in rows if "removed_at" in columns]
    if back:
        refuse_circle_through(plan, back, now=now)
    record(
        BACK,
        team=plan.team,
        actor=actor,
        change=change_of(plan, after={"count": len(rows), "change": entry.pk}),
        now=now,
    )
    return len(rows)


def rows_before(plan: Plan, entry: Activity) -> list[tuple[Task, dict[str, Any]]]:
    """Return the tasks and their columns before, unless these cannot come back."""
    backs = Activity.objects.of(kind="plan", pk=plan.pk).filter(verb=BACK)
    if backs.filter(after__change=entry.pk).exists():
        raise TakenBackAlready
    versions = {int(pk): each for pk, each in (entry.after or {})["versions"].items()}
    columns = (entry.before or {})["tasks"]
    tasks = list(plan.tasks.filter(pk__in=versions).in_order())
    changed = [task for task in tasks if task.version != versions[task.pk]]
    if changed:
        raise TasksChanged(tasks=enumerated([task.title for task in changed]))
    rows = [(task, restored(columns[str(task.pk)])) for task in tasks]
    refuse_people_who_left(plan, rows)
    return rows


def refuse_people_who_left(
    plan: Plan, rows: Sequence[tuple[Task, Mapping[str, Any]]]
) -> None:
    """Nobody gets a task back who is off the plan, or only looks on by now."""
    work = {None, *plan.members.who_work().values_list("pk", flat=True)}
    left = [task for task, old in rows if old.get("assigned_to_id") not in work]
    if left:
        raise PeopleLeft(tasks=enumerated([task.title for task in left]))


def write(rows: Sequence[tuple[Task, Mapping[str, Any]]]) -> None:
    for task, columns in rows:
        for name, value in columns.items():
            setattr(task, name, value)
        task.version += 1
    names = [name.removesuffix("_id") for name in CHANGED]
    Task.objects.bulk_update(
        [task for task, _columns in rows], [*names, "version"], batch_size=200
    )


def plain(columns: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns as JSON holds them."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in columns.items()
    }


def restored(columns: Mapping[str, Any]) -> dict[str, Any]:
    due = columns.get("due_on")
    days = {"due_on": date.fromisoformat(due)} if due else {}
    return {**columns, **days}
