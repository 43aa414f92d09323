"""What an asset depends on."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import Body, read_body, versioned
from common.api_answers import gone
from common.api_bodies import Id
from common.api_schema import described
from migration.access import get_asset, get_asset_and_needed
from migration.api.inventory.inventory_shapes import AssetShape, asset_shape
from migration.permissions import Action
from migration.services.inventory.asset_dependencies import add_need, remove_need
from workspace.api_view import APIView


class NeedBody(Body):
    asset = Id()


class AssetNeeds(APIView):
    @described(body=NeedBody, answer=AssetShape)
    def post(self, request: Request, pk: int) -> Response:
        """Write down that the asset depends on another; a circle is refused."""
        _member, asset = get_asset(request.user, pk, action=Action.EDIT)
        others = asset.plan.assets.present()
        needed = get_object_or_404(others, pk=read_body(NeedBody, request)["asset"])
        add_need(asset=asset, needed=needed, actor=request.user, now=timezone.now())
        return versioned(asset_shape(asset), asset.version)


class AssetNeed(APIView):
    @described(status=204)
    def delete(self, request: Request, pk: int, needed_pk: int) -> Response:
        """Take a dependency away."""
        asset, needed = get_asset_and_needed(
            request.user, pk, needed_pk, action=Action.EDIT
        )
        remove_need(asset=asset, needed=needed, actor=request.user, now=timezone.now())
        return gone()
