"""What the move was to bring, and what it came to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.edits import values_of
from common.errors import DomainError, StaleVersion
from common.text import clean_line
from evaluator.selectors.goals import promised
from migration.models import MeasureValue, Plan, PlanMember, SuccessMeasure
from migration.services.plans.plans import lock_plan, refuse_ahead
from migration.services.trail import tell
from migration.services.versions import change_row, remove_row, restore_row
from workspace.models import User


class MeasureIsStale(StaleVersion):
    message = _("Somebody else changed this measure since you opened the page.")


class NameMissing(DomainError):
    message = _("Say what is measured.")


@dataclass(frozen=True, slots=True)
class MeasureEdit:
    """What a form says of a measure."""

    name: str
    unit: str = ""
    baseline: Decimal | None = None
    target: Decimal | None = None
    deadline: date | None = None
    owner: PlanMember | None = None


@transaction.atomic
def take_objectives(*, plan: Plan, actor: User, now: datetime) -> int:
    """Make a measure of every objective of the evaluation that has none yet.

    Return how many. One that was taken off the list stays off it.
    """
    lock_plan(plan)
    if plan.evaluation is None:
        return 0
    known = set(plan.success_measures.values_list("objective_id", flat=True))
    new = [
        SuccessMeasure(
            plan=plan,
            objective_id=each.objective,
            name=each.statement,
            unit=each.unit,
            baseline=each.baseline,
            target=each.target,
            deadline=each.deadline,
        )
        for each in promised(plan.evaluation)
        if each.objective not in known
    ]
    SuccessMeasure.objects.bulk_create(new)
    if new:
        tell("adoption.objectives_taken", plan, actor=actor, now=now, count=len(new))
    return len(new)


@transaction.atomic
def add_measure(
    *, plan: Plan, edit: MeasureEdit, actor: User, now: datetime
) -> SuccessMeasure:
    lock_plan(plan)
    measure = SuccessMeasure.objects.create(plan=plan, **measure_columns(edit))
    tell("adoption.measure_added", plan, actor=actor, now=now, measure=measure.name)
    return measure


@transaction.atomic
def edit_measure(
    *,
    measure: SuccessMeasure,
    edit: MeasureEdit,
    version: int,
    actor: User,
    now: datetime,
) -> SuccessMeasure:
    lock_plan(measure.plan)
    columns = measure_columns(edit)
    change_row(measure, columns, version=version, stale=MeasureIsStale)
    tell(
        "adoption.measure_changed",
        measure.plan,
        actor=actor,
        now=now,
        measure=measure.name,
    )
    return measure


def measure_columns(edit: MeasureEdit) -> dict[str, Any]:
    texts = {"name": clean_line(edit.name), "unit": clean_line(edit.unit)}
    columns = values_of(MeasureEdit, edit) | texts
    if not columns["name"]:
        raise NameMissing
    return columns


@transaction.atomic
def remove_measure(*, measure: SuccessMeasure, actor: User, now: datetime) -> None:
    """Take it off the list with its values; it can be brought back."""
    lock_plan(measure.plan)
    if remove_row(measure, now=now):
        tell(
            "adoption.measure_removed",
            measure.plan,
            actor=actor,
            now=now,
            measure=measure.name,
        )


@transaction.atomic
def restore_measure(*, measure: SuccessMeasure, actor: User, now: datetime) -> None:
    lock_plan(measure.plan)
    if restore_row(measure):
        tell(
            "adoption.measure_restored",
            measure.plan,
            actor=actor,
            now=now,
            measure=measure.name,
        )


@transaction.atomic
def enter_value(
    *,
    measure: SuccessMeasure,
    value: Decimal,
    measured_on: date,
    note: str,
    actor: User,
    now: datetime,
) -> MeasureValue:
    """Keep what a measure came to; a second value of the day replaces the first."""
    plan = lock_plan(measure.plan)
    refuse_ahead(plan, measured_on, now)
    found, _is_new = MeasureValue.objects.update_or_create(
        measure=measure,
        measured_on=measured_on,
        defaults={
            "value": value,
            "note": clean_line(note),
            "entered_by": actor,
            "entered_at": now,
        },
    )
    tell("adoption.value_entered", plan, actor=actor, now=now, measure=measure.name)
    return found


@transaction.atomic
def remove_value(*, value: MeasureValue, actor: User, now: datetime) -> None:
    plan = lock_plan(value.measure.plan)
    name = value.measure.name
    value.delete()
    tell("adoption.value_removed", plan, actor=actor, now=now, measure=name)
