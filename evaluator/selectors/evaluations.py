"""Evaluations of a person, as lists and cards show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Exists, OuterRef, Subquery

from evaluator.models import Evaluation, Participant
from evaluator.querysets import BIN_DAYS, EvaluationQuerySet, ParticipantQuerySet
from evaluator.selectors.steps import Progress
from workspace.models import Activity, Team, User


class Shelf(StrEnum):
    """Where an evaluation lies."""

    ACTIVE = "active"
    ARCHIVED = "archived"
    BIN = "bin"


@dataclass(frozen=True, slots=True)
class EvaluationRow:
    evaluation: Evaluation
    role: str
    progress: Progress
    changed_at: datetime

    @property
    def role_word(self) -> str:
        return str(Participant.Role(self.role).label)

    @property
    def gone_on(self) -> datetime | None:
        """When what lies in the bin is deleted for good."""
        deleted_at = self.evaluation.deleted_at
        return deleted_at + timedelta(days=BIN_DAYS) if deleted_at else None


def evaluations_on(
    shelf: Shelf, *, user: User, team: Team, now: datetime
) -> list[EvaluationRow]:
    """Return the evaluations that the user takes part in, last changed first.

    Of the bin only those that the user may take back. One query.
    """
    rows = Evaluation.objects.visible_to(user).filter(team=team)
    own = Participant.objects.present().filter(evaluation=OuterRef("pk"), user=user)
    changes = Activity.objects.filter(
        target_kind="evaluation", target_id=OuterRef("pk")
    ).order_by("-at", "-pk")
    found = (
        on_shelf(rows, shelf, leads=own.filter(role=Participant.Role.LEAD), now=now)
        .with_progress()
        .annotate(
            own_role=Subquery(own.values("role")[:1]),
            last_change=Subquery(changes.values("at")[:1]),
        )
    )
    return sorted(rows_from(found), key=lambda row: row.changed_at, reverse=True)


def on_shelf(
    rows: EvaluationQuerySet,
    shelf: Shelf,
    *,
    leads: ParticipantQuerySet,
    now: datetime,
) -> EvaluationQuerySet:
    if shelf is Shelf.BIN:
        return rows.in_bin(now=now).filter(Exists(leads))
    return rows.present().filter(archived_at__isnull=shelf is Shelf.ACTIVE)


def rows_from(found: Iterable[Evaluation]) -> list[EvaluationRow]:
    return [row_from(each, vars(each)) for each in found]


def row_from(evaluation: Evaluation, annotated: Mapping[str, Any]) -> EvaluationRow:
    names = Progress.__dataclass_fields__
    return EvaluationRow(
        evaluation=evaluation,
        role=annotated["own_role"],
        progress=Progress(**{name: annotated[name] for name in names}),
        changed_at=annotated["last_change"] or evaluation.created_at,
    )
