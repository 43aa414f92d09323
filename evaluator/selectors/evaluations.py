"""Evaluations of a person, as lists and cards show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Exists, F, OuterRef, Subquery

from common.edits import picked
from evaluator.models import Evaluation, Participant
from evaluator.permissions import has_price_right
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
    sees_prices: bool
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
            own_price_right=Subquery(own.values("price_right")[:1]),
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
    return EvaluationRow(
        evaluation=evaluation,
        role=annotated["own_role"],
        sees_prices=has_price_right(
            annotated["own_role"], annotated["own_price_right"], evaluation
        ),
        progress=picked(Progress, annotated),
        changed_at=annotated["last_change"] or evaluation.created_at,
    )


class Order(StrEnum):
    """How a list of evaluations may be ordered; the first is the usual one."""

    NEWEST = "newest"
    OLDEST = "oldest"
    TITLE = "title"
    DUE = "due"


ORDERS: Mapping[Order, tuple[Any, ...]] = {
    Order.NEWEST: ("-evaluation__created_at", "-pk"),
    Order.OLDEST: ("evaluation__created_at", "pk"),
    Order.TITLE: ("evaluation__title", "pk"),
    Order.DUE: (F("evaluation__due_on").asc(nulls_last=True), "pk"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to; nothing said narrows nothing."""

    shelf: Shelf = Shelf.ACTIVE
    team: int | None = None
    state: str = ""
    role: str = ""
    search: str = ""
    order: Order = Order.NEWEST


def own_parts(user: User, wanted: Wanted, *, now: datetime) -> ParticipantQuerySet:
    """Return the user's parts in evaluations, with `.evaluation` loaded, in order.

    Of the bin only those that the user may take back.
    """
    evaluations = Evaluation.objects.visible_to(user)
    own = Participant.objects.present().filter(user=user)
    on_it = on_shelf(
        evaluations,
        wanted.shelf,
        leads=own.filter(evaluation=OuterRef("pk"), role=Participant.Role.LEAD),
        now=now,
    )
    asked = {
        "evaluation__team": wanted.team,
        "evaluation__state": wanted.state,
        "role": wanted.role,
        "evaluation__title__icontains": wanted.search,
    }
    given = {name: value for name, value in asked.items() if value}
    found = own.filter(evaluation__in=on_it.order_by().values("pk"), **given)
    return found.select_related("evaluation").order_by(*ORDERS[wanted.order])
