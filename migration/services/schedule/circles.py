"""No change of a plan lets its tasks wait for each other in a circle (R51)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from common.errors import DomainError
from migration.models import Plan
from migration.selectors.schedule.network import CircleInPlan, read_network


class WouldBeACircle(DomainError):
    message = _("These tasks would wait for each other: %(tasks)s.")


def refuse_circle(plan: Plan, *, now: datetime) -> None:
    """Raise WouldBeACircle if the stored links are one; call it before the end."""
    network = read_network(plan, today=plan.team.day_of(now))
    try:
        network.schedule()
    except CircleInPlan as circle:
        raise WouldBeACircle(tasks=circle.titles) from circle


def refuse_circle_through(plan: Plan, tasks: Collection[int], *, now: datetime) -> None:
    """Raise WouldBeACircle if these tasks, now back on the plan, close one.

    One of other tasks was there before, and is none of theirs.
    """
    network = read_network(plan, today=plan.team.day_of(now))
    try:
        network.schedule()
    except CircleInPlan as circle:
        if not {int(key) for key in circle.keys}.isdisjoint(tasks):
            raise WouldBeACircle(tasks=circle.titles) from circle
