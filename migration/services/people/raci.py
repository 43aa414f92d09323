"""Who is responsible and accountable for what: deliverables, and parts in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError, StaleVersion
from common.text import clean_line
from migration.models import Deliverable, Plan, RaciPart, Task
from migration.models.template_text import phase_names
from migration.planning.raci import Part
from migration.services.plans.plans import lock_plan
from migration.services.trail import tell
from migration.services.versions import remove_row, restore_row
from workspace.models import User

MOST_DELIVERABLES = 100


class RaciOff(DomainError):
    message = _("This plan does not say who is responsible. Switch it on first.")


class DeliverableIsStale(StaleVersion):
    message = _("Somebody else changed this deliverable since you opened the page.")


class NameMissing(DomainError):
    message = _("Give it a name, or choose a task.")


class TooManyDeliverables(DomainError):
    message = _("A plan has at most %(most)s deliverables.")


class ForeignStakeholder(DomainError):
    message = _("Choose stakeholders of this plan.")


@dataclass(frozen=True, slots=True)
class DeliverableEdit:
    """parts: id of the stakeholder -> part; who is not named has none."""

    name: str = ""
    task: Task | None = None  # of the same plan
    parts: Mapping[int, Part] = field(default_factory=dict)


@transaction.atomic
def add_deliverable(
    *, plan: Plan, edit: DeliverableEdit, actor: User, now: datetime
) -> Deliverable:
    lock_plan(plan)
    if not plan.uses_raci:
        raise RaciOff
    if plan.deliverables.present().count() >= MOST_DELIVERABLES:
        raise TooManyDeliverables(most=MOST_DELIVERABLES)
    highest = plan.deliverables.aggregate(highest=Max("position"))["highest"] or 0
    made = Deliverable(plan=plan, position=highest + 1)
    write(made, edit)
    tell("raci.added", plan, actor=actor, now=now, deliverable=str(made))
    return made


@transaction.atomic
def edit_deliverable(
    *,
    deliverable: Deliverable,
    edit: DeliverableEdit,
    version: int,
    actor: User,
    now: datetime,
) -> Deliverable:
    """Save name and parts, unless somebody else has since (R48)."""
    plan = lock_plan(deliverable.plan)
    deliverable.refresh_from_db()
    deliverable.plan = plan
    if version != deliverable.version or deliverable.removed_at is not None:
        raise DeliverableIsStale(current=deliverable)
    deliverable.version += 1
    write(deliverable, edit)
    tell("raci.changed", plan, actor=actor, now=now, deliverable=str(deliverable))
    return deliverable


@transaction.atomic
def change_parts(
    *,
    deliverable: Deliverable,
    changes: Mapping[int, Part | None],
    version: int,
    actor: User,
    now: datetime,
) -> Deliverable:
    """Give these people other parts, or none; all else stays."""
    lock_plan(deliverable.plan)
    stored = deliverable.parts.filter(stakeholder__removed_at=None)
    parts: dict[int, Part | None] = {
        each.stakeholder_id: Part(each.part) for each in stored
    }
    parts |= changes
    edit = DeliverableEdit(
        name=deliverable.own_name,
        task=deliverable.task,
        parts={pk: part for pk, part in parts.items() if part},
    )
    return edit_deliverable(
        deliverable=deliverable, edit=edit, version=version, actor=actor, now=now
    )


def write(deliverable: Deliverable, edit: DeliverableEdit) -> None:
    """Take the edit over; a phase keeps its own words while nobody types others."""
    name = clean_line(edit.name)
    shipped = phase_names().get(deliverable.phase, "")
    if not name and not edit.task and not shipped:
        raise NameMissing
    deliverable.own_name = "" if name == shipped else name
    deliverable.task = edit.task
    known = set(deliverable.plan.stakeholders.present().values_list("pk", flat=True))
    if set(edit.parts) - known:
        raise ForeignStakeholder
    deliverable.save()
    # Parts of people who were removed from the plan wait for their return.
    deliverable.parts.filter(stakeholder__in=known).delete()
    RaciPart.objects.bulk_create(
        RaciPart(deliverable=deliverable, stakeholder_id=pk, part=part)
        for pk, part in edit.parts.items()
    )


@transaction.atomic
def remove_deliverable(*, deliverable: Deliverable, actor: User, now: datetime) -> None:
    plan = lock_plan(deliverable.plan)
    if remove_row(deliverable, now=now):
        tell("raci.removed", plan, actor=actor, now=now, deliverable=str(deliverable))


@transaction.atomic
def restore_deliverable(
    *, deliverable: Deliverable, actor: User, now: datetime
) -> None:
    plan = lock_plan(deliverable.plan)
    if restore_row(deliverable):
        tell("raci.restored", plan, actor=actor, now=now, deliverable=str(deliverable))
