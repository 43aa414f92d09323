"""Who works in the new platform, role by role, and how they are trained."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError, StaleVersion
from common.text import clean_line
from migration.models import AdoptionCount, Plan, Training
from migration.services.plans.plans import lock_plan, refuse_ahead
from migration.services.trail import tell
from migration.services.versions import change_row, remove_row, restore_row
from workspace.models import User


class TrainingIsStale(StaleVersion):
    message = _("Somebody else changed this training since you opened the page.")


class AimMissing(DomainError):
    message = _("Say what people can do after the training.")


class MoreThanPeople(DomainError):
    message = _("There cannot be more active people than people in the role.")


class MorePassedThanPeople(DomainError):
    message = _("Enter how many people took part, and no more who passed.")


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
    tell("adoption.counted", plan, actor=actor, now=now, role=role)
    return found


@transaction.atomic
def add_training(
    *, plan: Plan, edit: TrainingEdit, actor: User, now: datetime
) -> Training:
    lock_plan(plan)
    training = Training.objects.create(plan=plan, **training_columns(edit))
    tell("adoption.training_added", plan, actor=actor, now=now, training=training.aim)
    return training


@transaction.atomic
def edit_training(
    *, training: Training, edit: TrainingEdit, version: int, actor: User, now: datetime
) -> Training:
    plan = lock_plan(training.plan)
    columns = training_columns(edit)
    change_row(training, columns, version=version, stale=TrainingIsStale)
    tell("adoption.training_changed", plan, actor=actor, now=now, training=training.aim)
    return training


@transaction.atomic
def remove_training(*, training: Training, actor: User, now: datetime) -> None:
    plan = lock_plan(training.plan)
    if remove_row(training, now=now):
        tell(
            "adoption.training_removed",
            plan,
            actor=actor,
            now=now,
            training=training.aim,
        )


@transaction.atomic
def restore_training(*, training: Training, actor: User, now: datetime) -> None:
    plan = lock_plan(training.plan)
    if restore_row(training):
        tell(
            "adoption.training_restored",
            plan,
            actor=actor,
            now=now,
            training=training.aim,
        )


def training_columns(edit: TrainingEdit) -> dict[str, Any]:
    columns = asdict(edit)
    for name in ("aim", "focus", "check_by"):
        columns[name] = clean_line(columns[name])
    if not columns["aim"]:
        raise AimMissing
    if edit.passed is not None and (edit.people is None or edit.passed > edit.people):
        raise MorePassedThanPeople
    return columns
