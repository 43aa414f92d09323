"""How the adoption of a plan looks in answers of the API."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TypedDict

from migration.models import (
    AdoptionCount,
    MeasureValue,
    OldPlatform,
    SuccessMeasure,
    Training,
)
from migration.selectors.adoption import (
    Adoption,
    MeasureRow,
    ReviewRow,
    measure_row,
)


class MeasureValueShape(TypedDict):
    id: int
    value: Decimal
    measured_on: date
    note: str


class MeasureShape(TypedDict):
    """`share_reached` is of the way from baseline to target; 1.0 is all of it."""

    id: int
    plan: int
    objective: int | None
    name: str
    unit: str
    baseline: Decimal | None
    target: Decimal | None
    deadline: date | None
    owner: int | None
    share_reached: float | None
    values: list[MeasureValueShape]
    removed_at: datetime | None
    version: int


class CountShape(TypedDict):
    """`share_in_target` in per cent."""

    role: str
    counted_on: date
    people: int
    active: int
    share_in_target: int | None
    old_logins: int | None


class TrainingShape(TypedDict):
    id: int
    plan: int
    role: str
    aim: str
    experience: str
    focus: str
    held_on: date | None
    people: int | None
    passed: int | None
    check_by: str
    version: int


class ReviewShape(TypedDict):
    kind: str
    due_on: date | None
    held_on: date | None
    works: str
    improve: str


class OldPlatformShape(TypedDict):
    """`locked_because` is empty when the old platform may be switched off."""

    archive_proof: str
    archive_proven_at: datetime | None
    switched_off_at: datetime | None
    locked_because: list[str]


class DefectCountShape(TypedDict):
    """Open defects of a kind, and how many of them are hard."""

    kind: str
    open: int
    hard: int


class AdoptionShape(TypedDict):
    """`counts` are the newest of each role."""

    went_live: date | None
    measures: list[MeasureShape]
    counts: list[CountShape]
    trainings: list[TrainingShape]
    reviews: list[ReviewShape]
    old_platform: OldPlatformShape
    open_defects: list[DefectCountShape]


def adoption_shape(adoption: Adoption) -> AdoptionShape:
    return {
        "went_live": adoption.went_live,
        "measures": [row_shape(row) for row in adoption.measures],
        "counts": [count_shape(row.count) for row in adoption.roles],
        "trainings": [training_shape(row.training) for row in adoption.trainings],
        "reviews": [review_shape(row) for row in adoption.reviews],
        "old_platform": old_shape(adoption.old, [str(gap) for gap in adoption.gaps]),
        "open_defects": [
            {"kind": count.kind, "open": count.open, "hard": count.hard}
            for count in adoption.defects
        ],
    }


def measure_shape(measure: SuccessMeasure) -> MeasureShape:
    return row_shape(measure_row(measure))


def row_shape(row: MeasureRow) -> MeasureShape:
    measure = row.measure
    return {
        "id": measure.pk,
        "plan": measure.plan_id,
        "objective": measure.objective_id,
        "name": measure.name,
        "unit": measure.unit,
        "baseline": measure.baseline,
        "target": measure.target,
        "deadline": measure.deadline,
        "owner": measure.owner_id,
        "share_reached": row.share,
        "values": [value_shape(each) for each in row.values],
        "removed_at": measure.removed_at,
        "version": measure.version,
    }


def value_shape(value: MeasureValue) -> MeasureValueShape:
    return {
        "id": value.pk,
        "value": value.value,
        "measured_on": value.measured_on,
        "note": value.note,
    }


def count_shape(count: AdoptionCount) -> CountShape:
    return {
        "role": count.role,
        "counted_on": count.counted_on,
        "people": count.people,
        "active": count.active,
        "share_in_target": count.share_in_target,
        "old_logins": count.old_logins,
    }


def training_shape(training: Training) -> TrainingShape:
    return {
        "id": training.pk,
        "plan": training.plan_id,
        "role": training.role,
        "aim": training.aim,
        "experience": training.experience,
        "focus": training.focus,
        "held_on": training.held_on,
        "people": training.people,
        "passed": training.passed,
        "check_by": training.check_by,
        "version": training.version,
    }


def review_shape(row: ReviewRow) -> ReviewShape:
    return {
        "kind": row.kind,
        "due_on": row.due_on,
        "held_on": row.held.held_on if row.held else None,
        "works": row.held.works if row.held else "",
        "improve": row.held.improve if row.held else "",
    }


def old_shape(old: OldPlatform, gaps: list[str]) -> OldPlatformShape:
    return {
        "archive_proof": old.archive_proof,
        "archive_proven_at": old.archive_proven_at,
        "switched_off_at": old.switched_off_at,
        "locked_because": gaps,
    }
