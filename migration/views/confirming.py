"""A change that moves the finish is shown before it is saved."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import timezone

from migration.models import Plan
from migration.selectors.schedule.effects import Effect, Wish, effect_of
from migration.selectors.schedule.network import CircleInPlan, Network, read_network
from workspace.requests import PersonRequest


def is_unconfirmed(request: PersonRequest, effect: Effect) -> bool:
    """Tell whether to show the effect first: tried, or not agreed to as it is now."""
    if "try" in request.POST:
        return True
    agreed = request.POST.get("confirmed") == effect.after.isoformat()
    return effect.days != 0 and not agreed


def network_now(plan: Plan) -> Network:
    return read_network(plan, today=plan.team.day_of(timezone.now()))


def effect_now(plan: Plan, wish_of: Callable[[Network], Wish]) -> Effect | None:
    """Return what the change would do; None where tasks wait in a circle."""
    network = network_now(plan)
    try:
        return effect_of(network, wish_of(network))
    except CircleInPlan:
        return None
