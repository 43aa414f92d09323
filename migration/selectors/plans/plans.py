"""Plans of a person, as lists and cards show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import F, OuterRef, Subquery

from evaluator.models import Evaluation, Participant
from evaluator.querysets import BIN_DAYS
from migration.models import Plan, PlanMember
from migration.querysets import PlanMemberQuerySet
from workspace.models import Team, User


class Shelf(StrEnum):
    """Where a plan lies."""

    ACTIVE = "active"
    ARCHIVED = "archived"
    BIN = "bin"


@dataclass(frozen=True, slots=True)
class PlanRow:
    plan: Plan
    role: str
    done: int
    total: int
    late: int

    @property
    def role_word(self) -> str:
        return str(PlanMember.Role(self.role).label)

    @property
    def gone_on(self) -> datetime | None:
        """When what lies in the bin is deleted for good."""
        deleted_at = self.plan.deleted_at
        return deleted_at + timedelta(days=BIN_DAYS) if deleted_at else None


def plans_on(shelf: Shelf, *, user: User, team: Team, now: datetime) -> list[PlanRow]:
    """Return the user's plans, the nearest go-live first. One query.

    Of the bin only those that the user may take back.
    """
    own = PlanMember.objects.filter(plan=OuterRef("pk"), user=user)
    plans = (
        Plan.objects.visible_to(user)
        .filter(team=team)
        .with_progress(today=team.day_of(now))
        .annotate(own_role=Subquery(own.values("role")[:1]))
    )
    if shelf is Shelf.BIN:
        plans = plans.in_bin(now=now).filter(own_role=PlanMember.Role.LEAD)
    else:
        plans = plans.present().filter(archived_at__isnull=shelf is Shelf.ACTIVE)
    ordered = plans.order_by(F("go_live_on").asc(nulls_last=True), "title", "pk")
    counts = ("done_count", "task_count", "late_count")
    return [
        PlanRow(each, each.own_role, *(getattr(each, name) for name in counts))
        for each in ordered
    ]


@dataclass(frozen=True, slots=True)
class Decided:
    """What a plan takes over from an evaluation's recorded choice."""

    evaluation: Evaluation
    source_name: str
    target_name: str


def read_decided(evaluation: Evaluation) -> Decided | None:
    """Return source and target of the recorded choice; None before there is one."""
    if not hasattr(evaluation, "choice"):
        return None
    incumbent = evaluation.candidates.filter(is_incumbent=True).first()
    return Decided(
        evaluation=evaluation,
        source_name=incumbent.name if incumbent else "",
        target_name=evaluation.choice.chosen.name,
    )


def decided_by(user: User, team: Team) -> list[Evaluation]:
    """Return what the user leads and may plan: revealed, chosen, without a plan."""
    planned = Plan.objects.visible_to(user).present().exclude(evaluation=None)
    leads = Participant.objects.present().filter(user=user, role=Participant.Role.LEAD)
    return list(
        Evaluation.objects.visible_to(user)
        .present()
        .filter(
            team=team,
            choice__isnull=False,
            participants__in=leads,
            state=Evaluation.State.REVEALED,
        )
        .exclude(pk__in=planned.values("evaluation"))
        .order_by("title", "pk")
    )


def own_members(
    user: User, *, shelf: Shelf, team: int | None, search: str, now: datetime
) -> PlanMemberQuerySet:
    """Return the user's roles on plans, with `.plan` loaded, nearest go-live first.

    Of the bin only those that the user may take back.
    """
    plans = Plan.objects.visible_to(user)
    own = PlanMember.objects.filter(user=user)
    if shelf is Shelf.BIN:
        plans, own = plans.in_bin(now=now), own.leads()
    else:
        plans = plans.present().filter(archived_at__isnull=shelf is Shelf.ACTIVE)
    if team:
        plans = plans.filter(team=team)
    if search:
        plans = plans.filter(title__icontains=search)
    found = own.filter(plan__in=plans.order_by().values("pk"))
    nearest = F("plan__go_live_on").asc(nulls_last=True)
    return found.select_related("plan").order_by(nearest, "plan__title", "pk")
