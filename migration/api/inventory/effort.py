"""The hours of the inventory, handed to the costs of the evaluation."""

from __future__ import annotations

from decimal import Decimal
from typing import TypedDict

from django.http import Http404
from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import Body, read_body, version_of, versioned
from common.api_bodies import Line
from common.api_schema import described
from evaluator.access import get_priced
from migration.access import get_plan
from migration.models import TeamEffort
from migration.permissions import Action
from migration.selectors.inventory.effort import EffortRow, TeamTable, read_team_table
from migration.services.inventory.asset_effort import hand_effort_over
from migration.services.inventory.effort import set_effort
from workspace.api_view import APIView


class EffortBody(Body):
    hourly_rate = serializers.DecimalField(max_digits=12, decimal_places=6, min_value=0)
    currency = Line(max_length=3, min_length=3, required=False, default="")


class EffortShape(TypedDict):
    hours: Decimal


class EffortTableBody(Body):
    """`hours` of a rebuild by "type:size", `shares` of it by disposition."""

    hours = serializers.DictField(
        child=serializers.DecimalField(max_digits=8, decimal_places=4)
    )
    shares = serializers.DictField(
        child=serializers.DecimalField(max_digits=8, decimal_places=4)
    )


class ActualShape(TypedDict):
    """The mean of what `count` assets took, in the plans that you may see."""

    mean: Decimal
    count: int


class EffortFigureShape(TypedDict):
    """`own` is null where the shipped figure holds; `actual` where nothing is known."""

    key: str
    shipped: Decimal
    own: Decimal | None
    actual: ActualShape | None


class EffortTableShape(TypedDict):
    hours: list[EffortFigureShape]
    shares: list[EffortFigureShape]
    version: int


def figure_shape(row: EffortRow) -> EffortFigureShape:
    actual = row.actual
    return EffortFigureShape(
        key=row.key,
        shipped=row.shipped,
        own=row.own,
        actual=ActualShape(mean=actual.mean, count=actual.count) if actual else None,
    )


def table_shape(table: TeamTable) -> EffortTableShape:
    return EffortTableShape(
        hours=[figure_shape(row) for kind in table.kinds for row in kind.sizes],
        shares=[figure_shape(share.row) for share in table.shares],
        version=table.version,
    )


class TeamEffortTable(APIView):
    def shows_current(self, current: TeamEffort) -> object:
        return table_shape(read_team_table(current.team, reader=self.request.user))

    @described(answer=EffortTableShape, gives_version=True)
    def get(self, request: Request, pk: int) -> Response:
        """Read the hours that assets take: shipped, the team's own, in truth."""
        plan = get_plan(request.user, pk, action=Action.VIEW)
        table = read_team_table(plan.team, reader=request.user)
        return versioned(table_shape(table), table.version)

    @described(body=EffortTableBody, answer=EffortTableShape, needs_version=True)
    def put(self, request: Request, pk: int) -> Response:
        """Set the team's own figures; what is left out is as shipped."""
        plan = get_plan(request.user, pk, action=Action.MANAGE)
        set_effort(
            plan=plan,
            **read_body(EffortTableBody, request),
            version=version_of(request),
            actor=request.user,
            now=timezone.now(),
        )
        table = read_team_table(plan.team, reader=request.user)
        return versioned(table_shape(table), table.version)


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
