"""The loss register: what will not move, who was told so, and who signed it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.edits import values_of
from common.errors import DomainError, StaleVersion
from common.text import clean_line
from migration.models import Loss, Plan
from migration.services.inventory.assets import NotTheOwner
from migration.services.plans.plans import lock_plan
from migration.services.trail import tell
from migration.services.versions import change_row, remove_row, restore_row
from workspace.models import User

UNSIGNED = {"signed_at": None, "signed_by": None, "signed_note": ""}


class LossIsStale(StaleVersion):
    message = _("Somebody else changed this entry since you opened the page.")


class LossMissing(DomainError):
    message = _("Say what will not move.")


@dataclass(frozen=True, slots=True)
class LossEdit:
    what: str
    instead: str = ""
    told: str = ""
    told_on: date | None = None


@transaction.atomic
def note_loss(
    *, plan: Plan, edit: LossEdit, signed_note: str = "", actor: User, now: datetime
) -> Loss:
    """Write down what will not move; signed at once, if a note says how."""
    lock_plan(plan)
    note = clean_line(signed_note)
    loss = Loss.objects.create(
        plan=plan,
        signed_note=note,
        signed_at=now if note else None,
        signed_by=actor if note else None,
        **loss_columns(edit),
    )
    tell("loss.noted", plan, actor=actor, now=now)
    return loss


@transaction.atomic
def edit_loss(
    *, loss: Loss, edit: LossEdit, version: int, actor: User, now: datetime
) -> Loss:
    """Change it. Who signed, signed that text: with another one nobody has."""
    lock_plan(loss.plan)
    columns = loss_columns(edit)
    if any(columns[name] != getattr(loss, name) for name in ("what", "instead")):
        columns |= UNSIGNED
    change_row(loss, columns, version=version, stale=LossIsStale)
    tell("loss.changed", loss.plan, actor=actor, now=now)
    return loss


def loss_columns(edit: LossEdit) -> dict[str, Any]:
    columns = values_of(LossEdit, edit)
    for name in ("what", "instead", "told"):
        columns[name] = clean_line(columns[name])
    if not columns["what"]:
        raise LossMissing
    return columns


@transaction.atomic
def sign_loss(
    *, loss: Loss, note: str, version: int, actor: User, now: datetime
) -> Loss:
    """Note who signed the text that was seen, and how; the first signature stays."""
    lock_plan(loss.plan)
    note = clean_line(note)
    if not note:
        raise NotTheOwner
    if loss.signed_at is None:
        signed = {"signed_at": now, "signed_by": actor, "signed_note": note}
        change_row(loss, signed, version=version, stale=LossIsStale)
        tell("loss.signed", loss.plan, actor=actor, now=now)
    return loss


@transaction.atomic
def remove_loss(*, loss: Loss, actor: User, now: datetime) -> None:
    lock_plan(loss.plan)
    if remove_row(loss, now=now):
        tell("loss.removed", loss.plan, actor=actor, now=now)


@transaction.atomic
def restore_loss(*, loss: Loss, actor: User, now: datetime) -> None:
    lock_plan(loss.plan)
    if restore_row(loss):
        tell("loss.restored", loss.plan, actor=actor, now=now)
