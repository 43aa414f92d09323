"""What another disposition of assets would do to the plan."""

from __future__ import annotations

from datetime import date
from typing import TypedDict

from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import Body
from common.api_bodies import Id
from common.api_schema import described
from migration.access import get_plan
from migration.models import Asset
from migration.permissions import Action
from migration.selectors.inventory.disposition_effects import disposition_effect
from workspace.api_view import APIView


class DispositionEffectBody(Body):
    """Up to 200 assets of the plan, and what would become of them."""

    asset = serializers.ListField(child=Id(), allow_empty=False, max_length=200)
    disposition = serializers.ChoiceField(choices=Asset.Disposition.values)


class DispositionEffectShape(TypedDict):
    """`hours` more or fewer; `days` by which the end moves, null if no task changes.

    `offered`: tasks that the plan's template would offer then.
    """

    hours: str
    tasks: list[int]
    days: int | None
    ends_on: date | None
    offered: int


class AssetsEffect(APIView):
    @described(answer=DispositionEffectShape, query=DispositionEffectBody)
    def get(self, request: Request, pk: int) -> Response:
        """Read what another disposition would do to hours and dates."""
        plan = get_plan(request.user, pk, action=Action.EDIT)
        query = DispositionEffectBody(data=request.query_params)
        query.is_valid(raise_exception=True)
        asked = query.validated_data
        found = disposition_effect(
            plan,
            set(asked["asset"]),
            asked["disposition"],
            today=plan.team.day_of(timezone.now()),
        )
        shape: DispositionEffectShape = {
            "hours": str(found.hours),
            "tasks": [task.pk for task in found.tasks],
            "days": found.ends.days if found.ends else None,
            "ends_on": found.ends.after if found.ends else None,
            "offered": found.offered,
        }
        return Response(shape)
