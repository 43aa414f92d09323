"""The own views of an inventory."""

from __future__ import annotations

from typing import TypedDict

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import Body, read_body
from common.api_answers import created, gone, paged
from common.api_bodies import Line
from common.api_schema import described
from migration.access import get_asset_view, get_plan_member
from migration.api.inventory.assets import KINDS
from migration.models import Asset, AssetView
from migration.permissions import Action
from migration.selectors.inventory.assets import AssetFilter
from migration.services.inventory.asset_views import keep_view
from workspace.api_view import APIView


class AssetViewBody(Body):
    name = Line(max_length=60)
    search = Line(max_length=80, required=False, allow_blank=True, default="")
    kind = serializers.ChoiceField(choices=KINDS, required=False, default="")
    state = serializers.ChoiceField(
        choices=Asset.State.values, required=False, default=""
    )
    disposition = serializers.ChoiceField(
        choices=["none", *Asset.Disposition.values], required=False, default=""
    )
    show = serializers.ChoiceField(
        choices=["mine", "critical", "unsigned"], required=False, default=""
    )


class AssetViewShape(TypedDict):
    id: int
    name: str
    filters: dict[str, str]


def view_shape(view: AssetView) -> AssetViewShape:
    return AssetViewShape(id=view.pk, name=view.name, filters=view.filters)


class AssetViewList(APIView):
    @described(answer=AssetViewShape, paged=True)
    def get(self, request: Request, pk: int) -> Response:
        """List the own views of the inventory."""
        member = get_plan_member(request.user, pk, action=Action.VIEW)
        return paged(request, member.asset_views.order_by("name", "pk"), view_shape)

    @described(body=AssetViewBody, answer=AssetViewShape, status=201)
    def post(self, request: Request, pk: int) -> Response:
        """Keep filters under a name; the same name again replaces them."""
        member = get_plan_member(request.user, pk, action=Action.VIEW)
        body = read_body(AssetViewBody, request)
        name = body.pop("name")
        view = keep_view(member=member, name=name, wanted=AssetFilter(**body))
        return created(view_shape(view), "asset-view-detail", view.pk)


class AssetViewDetail(APIView):
    @described(status=204)
    def delete(self, request: Request, pk: int) -> Response:
        """Forget an own view."""
        get_asset_view(request.user, pk).delete()
        return gone()
