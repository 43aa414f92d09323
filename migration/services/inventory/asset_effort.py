"""The hours of the inventory, handed to the costs of the evaluation."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError
from evaluator.models import Choice
from evaluator.services.money.cost_lines import take_migration_effort
from migration.models import Plan
from migration.selectors.inventory.assets import hours_of
from migration.selectors.inventory.effort import effort_of
from migration.services.plans.plans import lock_plan
from migration.services.trail import tell
from workspace.models import User


class NothingChosen(DomainError):
    message = _(
        "This plan follows no recorded choice, so there is no candidate whose costs"
        " could take the hours."
    )


@transaction.atomic
def hand_effort_over(
    *, plan: Plan, hourly_rate: Decimal, currency: str, actor: User, now: datetime
) -> Decimal:
    """Make the hours of all assets a cost of the chosen candidate. Return the hours.

    Handed over again, the figure is replaced.
    """
    lock_plan(plan)
    choice = (
        Choice.objects.filter(evaluation=plan.evaluation_id)
        .select_related("chosen", "evaluation")
        .first()
    )
    if choice is None:
        raise NothingChosen
    hours = hours_of(
        plan.assets.present(),
        effort=effort_of(plan.team),
        today=plan.team.day_of(now),
    )
    take_migration_effort(
        evaluation=choice.evaluation,
        candidate=choice.chosen,
        hours=hours,
        hourly_rate=hourly_rate,
        currency=currency,
        actor=actor,
        now=now,
    )
    tell("asset.effort_handed_over", plan, actor=actor, now=now)
    return hours
