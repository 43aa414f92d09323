from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q

from evaluator.querysets import BIN_DAYS
from migration.planning.waiting import HOLDING
from workspace.querysets import in_teams_of

if TYPE_CHECKING:
    from workspace.models import User


class PlanQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Limit to what this user may know exists. Every view starts here.

        The user has a role on it and is still a member of its team (R14).
        """
        return self.filter(in_teams_of(user), members__user=user).distinct()

    def present(self) -> Self:
        """Leave out what lies in the bin."""
        return self.filter(deleted_at=None)

    def active(self) -> Self:
        return self.present().filter(archived_at=None)

    def in_bin(self, *, now: datetime) -> Self:
        return self.filter(deleted_at__gt=now - timedelta(days=BIN_DAYS))

    def past_bin(self, *, now: datetime) -> Self:
        return self.filter(deleted_at__lte=now - timedelta(days=BIN_DAYS))

    def with_progress(self, *, today: date) -> Self:
        """Annotate how many tasks there are, are done, and are late."""
        there = Q(tasks__removed_at=None)
        is_open = there & Q(tasks__done_at=None)
        return self.annotate(
            task_count=Count("tasks", filter=there, distinct=True),
            done_count=Count(
                "tasks", filter=there & Q(tasks__done_at__isnull=False), distinct=True
            ),
            late_count=Count(
                "tasks", filter=is_open & Q(tasks__due_on__lt=today), distinct=True
            ),
        )


class BelowPlanQuerySet(models.QuerySet):
    """Rows that belong to a plan; `plan_path` leads from the row to it."""

    plan_path = "plan"

    def visible_to(self, user: User) -> Self:
        """Limit to plans on which the user has a role, in a team of the user (R14)."""
        own = in_teams_of(user, f"{self.plan_path}__team")
        member = {f"{self.plan_path}__members__user": user}
        return self.filter(own, **member).distinct()


class DayOffQuerySet(BelowPlanQuerySet):
    def in_force(self) -> Self:
        """Leave out the leave of people who were removed and have no account."""
        removed = Q(stakeholder__removed_at__isnull=False, stakeholder__member=None)
        return self.exclude(removed)

    def with_people(self) -> Self:
        return self.select_related("member__user", "stakeholder")


class OfPlanQuerySet(BelowPlanQuerySet):
    """Rows that can be taken off the pages of a plan."""

    def present(self) -> Self:
        """Leave out what was removed."""
        return self.filter(removed_at=None)


class PlanMemberQuerySet(BelowPlanQuerySet):
    def leads(self) -> Self:
        return self.filter(role="lead")

    def who_work(self) -> Self:
        """Those whom a task may be given to; observers look on."""
        return self.exclude(role="observer")

    def with_open_tasks(self) -> Self:
        is_open = Q(tasks__done_at=None, tasks__removed_at=None)
        return self.annotate(open_tasks=Count("tasks", filter=is_open))

    def with_leads_alone(self) -> Self:
        """Annotate whether the plan has no other lead than this one."""
        leads = self.model._default_manager.filter(
            plan=OuterRef("plan"), role="lead"
        ).exclude(pk=OuterRef("pk"))
        return self.annotate(leads_alone=Q(role="lead") & ~Exists(leads))

    def by_name(self) -> Self:
        return self.order_by("user__name", "user__email", "pk")


class TaskQuerySet(OfPlanQuerySet):
    def open(self) -> Self:
        return self.present().filter(done_at=None)

    def done(self) -> Self:
        return self.present().filter(done_at__isnull=False)

    def in_order(self) -> Self:
        """As they stand within their phase."""
        return self.order_by("position", "pk")

    def most_urgent_first(self) -> Self:
        return self.order_by(F("due_on").asc(nulls_last=True), "position", "pk")


class DefectQuerySet(OfPlanQuerySet):
    def open(self) -> Self:
        return self.present().filter(closed_at=None)

    def hard(self) -> Self:
        return self.filter(severity="hard")

    def worst_first(self) -> Self:
        """Open ones before closed ones, hard before soft, the oldest first."""
        return self.order_by(
            F("closed_at").asc(nulls_first=True), "severity", "reported_at", "pk"
        )


class TaskPartQuerySet(BelowPlanQuerySet):
    """Steps and comments of tasks."""

    plan_path = "task__plan"

    def present(self) -> Self:
        """Leave out what was removed, and what hangs on a removed task."""
        return self.filter(removed_at=None, task__removed_at=None)

    def in_order(self) -> Self:
        return self.order_by("position", "pk")


class TaskLinkQuerySet(BelowPlanQuerySet):
    plan_path = "after__plan"

    def between_present(self) -> Self:
        """Leave out links from or to a task that was removed."""
        return self.filter(before__removed_at=None, after__removed_at=None)

    def holding(self) -> Self:
        """Limit to those that hold a tick: `planning.waiting` says which do."""
        return self.between_present().filter(
            kind__in=HOLDING, lag__gte=0, before__done_at=None
        )


class QuestionQuerySet(OfPlanQuerySet):
    plan_path = "stakeholder__plan"

    def waiting(self) -> Self:
        """Those that can be answered: the asset decided, the gate not yet.

        A criterion is not attested yet, and its gate not decided.
        """
        there = Q(asset=None) | Q(asset__removed_at=None) & ~Q(asset__disposition="")
        undecided = Q(gate=None) | Q(
            gate__removed_at=None, gate__plan__uses_gates=True
        ) & ~Q(gate__decisions__reopened_at=None, gate__decisions__isnull=False)
        attestable = Q(criterion=None) | Q(
            criterion__removed_at=None,
            criterion__measure="",
            criterion__attested_at=None,
            criterion__gate__removed_at=None,
            criterion__gate__plan__uses_gates=True,
        ) & ~Q(
            criterion__gate__decisions__reopened_at=None,
            criterion__gate__decisions__isnull=False,
        )
        return self.present().filter(there, undecided, attestable, answered_at=None)

    def newest_first(self) -> Self:
        return self.order_by("-asked_at", "-pk")


class AssetQuerySet(OfPlanQuerySet):
    def in_order(self) -> Self:
        return self.order_by("kind", "name", "pk")


class AssetDependencyQuerySet(BelowPlanQuerySet):
    plan_path = "asset__plan"

    def between_present(self) -> Self:
        """Leave out those from or to an asset that was removed."""
        return self.filter(asset__removed_at=None, needed__removed_at=None)


class TeamTemplateQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        return self.filter(in_teams_of(user, "team"))

    def present(self) -> Self:
        return self.filter(removed_at=None)


class RiskQuerySet(OfPlanQuerySet):
    def worst_first(self) -> Self:
        """Open ones before those that are over."""
        score = F("probability") * F("impact")
        return self.order_by("is_closed", score.desc(), "pk")


class GateQuerySet(OfPlanQuerySet):
    def visible_to(self, user: User) -> Self:
        """Limit to those of the user's plans that use gates."""
        return super().visible_to(user).filter(plan__uses_gates=True)

    def in_order(self) -> Self:
        return self.order_by("position", "pk")


class GateCriterionQuerySet(OfPlanQuerySet):
    plan_path = "gate__plan"

    def visible_to(self, user: User) -> Self:
        """Limit to those of gates that the user sees."""
        there = {"gate__plan__uses_gates": True, "gate__removed_at": None}
        return super().visible_to(user).filter(**there)

    def in_order(self) -> Self:
        return self.order_by("position", "pk")


class DeliverableQuerySet(OfPlanQuerySet):
    def visible_to(self, user: User) -> Self:
        """Limit to those of the user's plans that say who is responsible."""
        return super().visible_to(user).filter(plan__uses_raci=True)

    def in_order(self) -> Self:
        return self.order_by("position", "pk")
