"""A change that moves the finish is shown before it is saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from common.text import isolated
from migration.models import Plan
from migration.selectors.schedule.effects import Effect, Wish, effect_of
from migration.selectors.schedule.network import CircleInPlan, Network, read_network
from workspace.requests import PersonRequest


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked beside an effect: to do it all the same, or to leave it.

    url: where the answer is sent, with `sent` beside the consent. back: where the
    reader goes on when it is left.
    """

    question: str
    answer: str
    url: str
    back: str
    sent: Mapping[str, str] = field(default_factory=dict)


def asks_to_remove(name: str, *, url: str, back: str) -> Asking:
    question = _("Remove “%(name)s”?") % {"name": isolated(name)}
    return Asking(question, _("Remove all the same"), url, back)


def asks_to_bring_back(name: str, *, url: str, back: str) -> Asking:
    question = _("Bring “%(name)s” back?") % {"name": isolated(name)}
    return Asking(question, _("Bring back all the same"), url, back)


def page_of(plan: Plan, name: str) -> str:
    return reverse(f"migration:{name}", args=[plan.pk])


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
