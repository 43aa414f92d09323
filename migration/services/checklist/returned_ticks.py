"""Ticks that come back in a workbook: looked at first, taken all or none."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import IO

from django.utils.translation import gettext_lazy as _

from common.errors import DomainError, StateConflict
from common.tables.door import TableRefused
from common.transactions import locked_change
from migration.models import PlanMember, Task
from migration.selectors.checklist.returned_checklist import (
    ReturnedChecklist,
    TickChange,
    compare,
)
from migration.services.checklist.tasks import (
    TaskEdit,
    complete_task,
    edit_task,
    reopen_task,
)
from migration.services.plans.plans import lock_plan
from migration.workbooks.plan.ticks_reader import (
    FilledChecklist,
    read_checklist_back,
)
from workspace.models import User
from workspace.services.records import change_of, record


class WorkbookOfAnotherPlan(DomainError):
    message = _(
        "This workbook belongs to another plan, so nothing was read from it. Upload it"
        " there, or upload the workbook that you downloaded here."
    )


class ChecklistMovedOn(StateConflict):
    message = _(
        "The checklist was changed since this page was drawn, so nothing was taken."
        " Look at the differences once more."
    )


def read_returned(member: PlanMember, file: IO[bytes], *, name: str) -> FilledChecklist:
    """Read a workbook of this plan that comes back.

    Refuses with TableRefused, NoPlanWorkbook, TicksAsCsv, NoChecklist,
    WorkbookOfAnotherPlan.
    """
    filled = read_checklist_back(file, name=name)
    if filled.identity.plan != member.plan_id:
        raise WorkbookOfAnotherPlan
    return filled


def differences(member: PlanMember, filled: FilledChecklist) -> ReturnedChecklist:
    """Return what the workbook would change now; nothing is written.

    Refuses with TableRefused for all rows that cannot be taken.
    """
    found = compare(filled, member)
    if found.problems:
        raise TableRefused(sorted(found.problems, key=lambda each: each.row))
    return found


@locked_change
def take_ticks(
    *,
    member: PlanMember,
    filled: FilledChecklist,
    chosen: Collection[str],
    seen: str,
    now: datetime,
) -> int:
    """Take the differences that were looked at, all or none; return how many.

    They are found anew under the lock: what was saved since `seen` is not overwritten
    (R48). Refuses with ChecklistMovedOn, and what `differences` refuses.
    """
    plan = lock_plan(member.plan)
    found = differences(member, filled)
    if found.seen != seen or set(chosen) - {each.name for each in found.asked}:
        raise ChecklistMovedOn
    changes = found.taken(set(chosen))
    for each in changes:
        take(each, actor=member.user, now=now)
    if changes:
        change = change_of(plan, after={"count": len(changes)})
        record(
            "plan.ticks_taken",
            team=plan.team,
            actor=member.user,
            change=change,
            now=now,
        )
    return len(changes)


def take(change: TickChange, *, actor: User, now: datetime) -> None:
    """Write one row through the services of tasks, each with its own entry."""
    task, after = change.task, change.after
    if change.unticks:
        reopen_task(task=task, version=task.version, actor=actor, now=now)
    is_with_tick = change.ticks and not change.changes_note and after.proof
    if (change.changes_proof or change.changes_note) and not is_with_tick:
        edit_task(task=task, edit=edit_of(task, change), actor=actor, now=now)
        task.refresh_from_db()
    if change.ticks:
        # What waits was asked about, as a whole and not in the order of the rows.
        complete_task(task=task, proof=after.proof, actor=actor, now=now, anyway=True)


def edit_of(task: Task, change: TickChange) -> TaskEdit:
    """Change proof and note, and leave all else."""
    return TaskEdit(
        title=task.title,
        phase=task.phase,
        owner_role=task.owner_role,
        done_when=task.done_when,
        assigned_to=task.assigned_to,
        due_on=task.due_on,
        needs_proof=task.needs_proof,
        proof=change.after.proof,
        note=change.after.note,
        version=task.version,
    )
