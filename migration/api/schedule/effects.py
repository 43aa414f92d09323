"""What a change would do to the finish, asked before it is made."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import timezone
from rest_framework.response import Response

from migration.api.schedule.schedule_shapes import effect_shape
from migration.models import Plan
from migration.selectors.schedule.effects import Wish, effect_of
from migration.selectors.schedule.network import Network, read_network


def effect_on(plan: Plan, wish_of: Callable[[Network], Wish]) -> Response:
    """Answer with what a wish would do to the plan as it is now. Saves nothing."""
    network = read_network(plan, today=plan.team.day_of(timezone.now()))
    return Response(effect_shape(effect_of(network, wish_of(network))))
