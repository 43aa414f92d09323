"""Defects of a plan: reported, changed, closed, opened again, removed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.edits import values_of
from common.errors import DomainError, StaleVersion
from common.text import clean_line, clean_text
from migration.models import Asset, Defect, Plan, PlanMember, Task
from migration.services.plans.plans import lock_plan
from migration.services.trail import tell
from migration.services.versions import remove_row, restore_row
from workspace.models import User

MOST_DEFECTS = 5000


class DefectIsStale(StaleVersion):
    message = _("Somebody else changed this defect since you opened the page.")


class DefectUnnamed(DomainError):
    message = _("Say in a few words what is wrong.")


class DefectRemoved(DomainError):
    message = _("Somebody removed this defect meanwhile.")


class TooManyDefects(DomainError):
    message = _("A plan has at most %(most)s defects.")


class ForeignDefectPart(DomainError):
    message = _("Person, task and asset must be on this plan.")


@dataclass(frozen=True, slots=True)
class DefectEdit:
    """What a form says of a defect."""

    title: str
    details: str = ""
    kind: str = Defect.Kind.DEFECT
    severity: str = Defect.Severity.SOFT
    owner: PlanMember | None = None
    task: Task | None = None
    asset: Asset | None = None


@transaction.atomic
def report_defect(
    *, plan: Plan, edit: DefectEdit, actor: User, now: datetime
) -> Defect:
    lock_plan(plan)
    if plan.defects.present().count() >= MOST_DEFECTS:
        raise TooManyDefects(most=MOST_DEFECTS)
    values = columns_of(plan, edit)
    defect = Defect.objects.create(
        plan=plan, reported_by=actor, reported_at=now, **values
    )
    tell("defect.reported", defect.plan, actor=actor, now=now, defect=defect.title)
    return defect


@transaction.atomic
def edit_defect(
    *, defect: Defect, edit: DefectEdit, version: int, actor: User, now: datetime
) -> Defect:
    """Save it, unless somebody else has saved it since (R48)."""
    defect = lock_defect(defect, version=version)
    for name, value in columns_of(defect.plan, edit).items():
        setattr(defect, name, value)
    save(defect)
    tell("defect.changed", defect.plan, actor=actor, now=now, defect=defect.title)
    return defect


@transaction.atomic
def close_defect(
    *, defect: Defect, resolution: str, version: int, actor: User, now: datetime
) -> Defect:
    """Close it. Of two who close it at once the first stays."""
    current = lock_defect(defect, version=None)
    if not current.is_open:
        return current
    if version != current.version:
        raise DefectIsStale(current=current)
    current.closed_at, current.closed_by = now, actor
    current.resolution = clean_line(resolution)
    save(current)
    tell("defect.closed", current.plan, actor=actor, now=now, defect=current.title)
    return current


@transaction.atomic
def reopen_defect(*, defect: Defect, actor: User, now: datetime) -> Defect:
    """Open it again; what was said when it was closed stays, to be looked at."""
    current = lock_defect(defect, version=None)
    if current.is_open:
        return current
    current.closed_at = current.closed_by = None
    save(current)
    tell("defect.reopened", current.plan, actor=actor, now=now, defect=current.title)
    return current


@transaction.atomic
def remove_defect(*, defect: Defect, actor: User, now: datetime) -> None:
    """Take it off the list; it can come back. Asking twice is one."""
    if remove_row(defect, now=now):
        tell("defect.removed", defect.plan, actor=actor, now=now, defect=defect.title)


@transaction.atomic
def restore_defect(*, defect: Defect, actor: User, now: datetime) -> None:
    if restore_row(defect):
        tell("defect.restored", defect.plan, actor=actor, now=now, defect=defect.title)


def lock_defect(defect: Defect, *, version: int | None) -> Defect:
    """Lock the plan and read the defect afresh, in the version that was seen."""
    plan = lock_plan(defect.plan)
    rows = Defect.objects.select_for_update(of=("self",))
    current: Defect = rows.select_related("owner__user", "task", "asset").get(
        pk=defect.pk
    )
    current.plan = plan
    if current.removed_at is not None:
        raise DefectRemoved
    if version is not None and version != current.version:
        raise DefectIsStale(current=current)
    return current


def save(defect: Defect) -> None:
    defect.version += 1
    defect.save()


def columns_of(plan: Plan, edit: DefectEdit) -> dict[str, Any]:
    """Return the columns, once it is named and all it names is on the plan (R12)."""
    title = clean_line(edit.title)
    if not title:
        raise DefectUnnamed
    for part in (edit.owner, edit.task, edit.asset):
        if part is not None and part.plan_id != plan.pk:
            raise ForeignDefectPart
    stored = values_of(DefectEdit, edit)
    return stored | {"title": title, "details": clean_text(edit.details)}
