"""The hours of the inventory, handed to the costs of the evaluation."""

from __future__ import annotations

from decimal import Decimal
from typing import TypedDict

from django.http import Http404
from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import Body, read_body
from common.api_bodies import Line
from common.api_schema import described
from evaluator.access import get_priced
from migration.access import get_plan
from migration.permissions import Action
from migration.services.asset_effort import hand_effort_over
from workspace.api_view import APIView


class EffortBody(Body):
    hourly_rate = serializers.DecimalField(max_digits=12, decimal_places=6, min_value=0)
    currency = Line(max_length=3, min_length=3, required=False, default="")


class EffortShape(TypedDict):
    hours: Decimal


class AssetEffort(APIView):
    @described(body=EffortBody, answer=EffortShape)
    def post(self, request: Request, pk: int) -> Response:
        """Make the hours of all assets a cost of the chosen candidate."""
        plan = get_plan(request.user, pk, action=Action.EDIT)
        if plan.evaluation_id is None:
            raise Http404
        get_priced(request.user, plan.evaluation_id, edits=True)
        hours = hand_effort_over(
            plan=plan,
            **read_body(EffortBody, request),
            actor=request.user,
            now=timezone.now(),
        )
        return Response(EffortShape(hours=hours))
