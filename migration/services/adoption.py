"""After go-live: figures are entered, trainings and reviews held, the old one ends."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from common.edits import values_of
from common.errors import DomainError, StaleVersion
from common.text import clean_line, clean_text
from evaluator.selectors.goals import promised
from migration.models import (
    AdoptionCount,
    MeasureValue,
    OldPlatform,
    Plan,
    PlanMember,
    Review,
    SuccessMeasure,
    Training,
)
from migration.selectors.adoption import old_logins, switch_off_gaps
from migration.services.plans.plans import lock_plan
from workspace.models import User
from workspace.services.records import change_of, record


class MeasureIsStale(StaleVersion):
    message = _("Somebody else changed this measure since you opened the page.")


class TrainingIsStale(StaleVersion):
    message = _("Somebody else changed this training since you opened the page.")


class NameMissing(DomainError):
    message = _("Say what is measured.")


class AimMissing(DomainError):
    message = _("Say what people can do after the training.")


class DayAhead(DomainError):
    message = _("This day has not come yet. Enter what was found up to today.")


class MoreThanPeople(DomainError):
    message = _("There cannot be more active people than people in the role.")


class MorePassedThanPeople(DomainError):
    message = _("Enter how many people took part, and no more who passed.")


class NothingSaid(DomainError):
    message = _("Write down what works, what to improve, or both.")


class ProofOfArchiveMissing(DomainError):
    message = _("Say what proves the archive: where it lies and who opened it.")


class StillLocked(DomainError):
    message = _("The old platform stays on: %(reasons)s")


@dataclass(frozen=True, slots=True)
class MeasureEdit:
    """What a form says of a measure."""

    name: str
    unit: str = ""
    baseline: Decimal | None = None
    target: Decimal | None = None
    deadline: date | None = None
    owner: PlanMember | None = None


@dataclass(frozen=True, slots=True)
class CountEdit:
    """How many people of a role there are, and how many work in the new platform."""

    role: str
    counted_on: date
    people: int
    active: int
    share_in_target: int | None = None  # per cent
    old_logins: int | None = None


@dataclass(frozen=True, slots=True)
class TrainingEdit:
    role: str
    aim: str
    experience: str = Training.Experience.NONE
    focus: str = ""
    held_on: date | None = None
    people: int | None = None
    passed: int | None = None
    check_by: str = ""


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
        tell("adoption.objectives_taken", plan, {"count": len(new)}, actor, now)
    return len(new)


@transaction.atomic
def add_measure(
    *, plan: Plan, edit: MeasureEdit, actor: User, now: datetime
) -> SuccessMeasure:
    lock_plan(plan)
    measure = SuccessMeasure.objects.create(plan=plan, **measure_columns(edit))
    tell("adoption.measure_added", plan, {"measure": measure.name}, actor, now)
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
        {"measure": measure.name},
        actor,
        now,
    )
    return measure


def measure_columns(edit: MeasureEdit) -> dict[str, Any]:
    columns = values_of(MeasureEdit, edit)
    columns |= {"name": clean_line(edit.name), "unit": clean_line(edit.unit)}
    if not columns["name"]:
        raise NameMissing
    return columns


@transaction.atomic
def remove_measure(*, measure: SuccessMeasure, actor: User, now: datetime) -> None:
    """Take it off the list with its values; it can be brought back."""
    lock_plan(measure.plan)
    if measure.removed_at is None:
        measure.removed_at = now
        measure.save(update_fields=["removed_at"])
        told = {"measure": measure.name}
        tell("adoption.measure_removed", measure.plan, told, actor, now)


@transaction.atomic
def restore_measure(*, measure: SuccessMeasure, actor: User, now: datetime) -> None:
    lock_plan(measure.plan)
    if measure.removed_at is not None:
        measure.removed_at = None
        measure.save(update_fields=["removed_at"])
        told = {"measure": measure.name}
        tell("adoption.measure_restored", measure.plan, told, actor, now)


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
    tell("adoption.value_entered", plan, {"measure": measure.name}, actor, now)
    return found


@transaction.atomic
def remove_value(*, value: MeasureValue, actor: User, now: datetime) -> None:
    plan = lock_plan(value.measure.plan)
    told = {"measure": value.measure.name}
    value.delete()
    tell("adoption.value_removed", plan, told, actor, now)


@transaction.atomic
def enter_count(
    *, plan: Plan, edit: CountEdit, actor: User, now: datetime
) -> AdoptionCount:
    """Keep a count of a role; a second one of the day replaces the first."""
    lock_plan(plan)
    refuse_ahead(plan, edit.counted_on, now)
    if edit.active > edit.people:
        raise MoreThanPeople
    columns = asdict(edit)
    role, counted_on = columns.pop("role"), columns.pop("counted_on")
    found, _is_new = AdoptionCount.objects.update_or_create(
        plan=plan,
        role=role,
        counted_on=counted_on,
        defaults=columns | {"entered_by": actor},
    )
    tell("adoption.counted", plan, {"role": role}, actor, now)
    return found


@transaction.atomic
def add_training(
    *, plan: Plan, edit: TrainingEdit, actor: User, now: datetime
) -> Training:
    lock_plan(plan)
    training = Training.objects.create(plan=plan, **training_columns(edit))
    tell("adoption.training_added", plan, {"training": training.aim}, actor, now)
    return training


@transaction.atomic
def edit_training(
    *, training: Training, edit: TrainingEdit, version: int, actor: User, now: datetime
) -> Training:
    plan = lock_plan(training.plan)
    columns = training_columns(edit)
    change_row(training, columns, version=version, stale=TrainingIsStale)
    tell("adoption.training_changed", plan, {"training": training.aim}, actor, now)
    return training


@transaction.atomic
def remove_training(*, training: Training, actor: User, now: datetime) -> None:
    plan = lock_plan(training.plan)
    if training.removed_at is None:
        training.removed_at = now
        training.save(update_fields=["removed_at"])
        told = {"training": training.aim}
        tell("adoption.training_removed", plan, told, actor, now)


def training_columns(edit: TrainingEdit) -> dict[str, Any]:
    columns = asdict(edit)
    for name in ("aim", "focus", "check_by"):
        columns[name] = clean_line(columns[name])
    if not columns["aim"]:
        raise AimMissing
    if edit.passed is not None and (edit.people is None or edit.passed > edit.people):
        raise MorePassedThanPeople
    return columns


@transaction.atomic
def hold_review(
    *,
    plan: Plan,
    kind: str,
    held_on: date,
    works: str,
    improve: str,
    actor: User,
    now: datetime,
) -> Review:
    """Keep what a review said; the same review of a day is written anew."""
    lock_plan(plan)
    refuse_ahead(plan, held_on, now)
    works, improve = clean_text(works), clean_text(improve)
    if not (works or improve):
        raise NothingSaid
    review, _is_new = Review.objects.update_or_create(
        plan=plan,
        kind=kind,
        held_on=held_on,
        defaults={"works": works, "improve": improve, "held_by": actor},
    )
    tell("adoption.review_held", plan, {"review": kind}, actor, now)
    return review


@transaction.atomic
def prove_archive(*, plan: Plan, proof: str, actor: User, now: datetime) -> OldPlatform:
    """Say what proves that everything to be kept is out of the old platform."""
    lock_plan(plan)
    proof = clean_line(proof)
    if not proof:
        raise ProofOfArchiveMissing
    old, _is_new = OldPlatform.objects.update_or_create(
        plan=plan,
        defaults={
            "archive_proof": proof,
            "archive_proven_at": now,
            "archive_proven_by": actor,
        },
    )
    tell("adoption.archive_proven", plan, {}, actor, now)
    return old


@transaction.atomic
def switch_off(*, plan: Plan, actor: User, now: datetime) -> OldPlatform:
    """Note that the old platform is off; its use is zero and the archive proven."""
    lock_plan(plan)
    old, _is_new = OldPlatform.objects.get_or_create(plan=plan)
    gaps = switch_off_gaps(old, old_logins(plan))
    if gaps:
        raise StillLocked(reasons=" ".join(str(gap) for gap in gaps))
    if old.switched_off_at is None:
        old.switched_off_at, old.switched_off_by = now, actor
        old.save(update_fields=["switched_off_at", "switched_off_by"])
        tell("adoption.switched_off", plan, {}, actor, now)
    return old


@transaction.atomic
def switch_back(*, plan: Plan, actor: User, now: datetime) -> OldPlatform:
    """Undo it: the old platform is on again, or never was off."""
    lock_plan(plan)
    old, _is_new = OldPlatform.objects.get_or_create(plan=plan)
    if old.switched_off_at is not None:
        old.switched_off_at, old.switched_off_by = None, None
        old.save(update_fields=["switched_off_at", "switched_off_by"])
        tell("adoption.switched_back", plan, {}, actor, now)
    return old


def change_row(
    row: SuccessMeasure | Training,
    columns: dict[str, Any],
    *,
    version: int,
    stale: type[StaleVersion],
) -> None:
    """Write the columns if the row still has the version that was seen (R48)."""
    rows = type(row).objects.filter(pk=row.pk, version=version, removed_at=None)
    changed = rows.update(version=version + 1, **columns)
    row.refresh_from_db()
    if not changed:
        raise stale(current=row)


def refuse_ahead(plan: Plan, day: date, now: datetime) -> None:
    if day > plan.team.day_of(now):
        raise DayAhead


def tell(
    verb: str, plan: Plan, after: dict[str, Any], actor: User, now: datetime
) -> None:
    subject: Model = plan
    record(
        verb,
        team=plan.team,
        actor=actor,
        change=change_of(subject, after=after),
        now=now,
    )
