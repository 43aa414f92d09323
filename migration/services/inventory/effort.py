"""The team's own table of hours, in place of the shipped one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError, StaleVersion
from migration.models import Plan, TeamEffort
from migration.planning.dispositions import shipped_effort
from migration.selectors.inventory.effort import effort_key, stored_effort
from migration.services.plans.plans import lock_plan
from migration.services.trail import tell
from workspace.models import Team, User


class EffortIsStale(StaleVersion):
    message = _("Somebody else changed the table of hours since you opened the page.")


class UnknownFigure(DomainError):
    message = _("The table of hours has no figure “%(name)s”.")


class FigureOutOfRange(DomainError):
    message = _("“%(name)s” must be above 0 and below 1,000.")


MOST = 1000


@transaction.atomic
def set_effort(
    *,
    plan: Plan,
    hours: Mapping[str, Decimal],
    shares: Mapping[str, Decimal],
    version: int,
    actor: User,
    now: datetime,
) -> TeamEffort:
    """Save the figures that differ from the shipped ones, for all plans of the team.

    Given from a plan, whose lead says so; `version` 0 is a table that is as shipped.
    """
    lock_plan(plan)
    Team.objects.select_for_update().get(pk=plan.team_id)
    stored = stored_effort(plan.team)
    if stored.version != version:
        raise EffortIsStale(current=stored)
    shipped = shipped_effort()
    known = {effort_key(*key): figure for key, figure in shipped.hours.items()}
    stored.hours = differing(hours, known)
    stored.shares = differing(shares, shipped.factors)
    stored.version += 1
    stored.save()
    tell("asset.effort_calibrated", plan, actor=actor, now=now)
    return stored


def reset_effort(*, plan: Plan, version: int, actor: User, now: datetime) -> TeamEffort:
    """Go back to the shipped figures."""
    return set_effort(
        plan=plan, hours={}, shares={}, version=version, actor=actor, now=now
    )


def differing(
    given: Mapping[str, Decimal], shipped: Mapping[str, Decimal]
) -> dict[str, str]:
    for name, figure in given.items():
        if name not in shipped:
            raise UnknownFigure(name=name)
        if not 0 < figure < MOST:
            raise FigureOutOfRange(name=name)
    return {
        name: str(figure) for name, figure in given.items() if figure != shipped[name]
    }
