"""The inventory of a plan, and what will not move."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import Body, read_body, version_of, versioned
from common.api_answers import created, gone, paged
from common.api_bodies import (
    Day,
    Id,
    Line,
    Link,
    PageQuery,
    Text,
    read_nothing,
    read_query,
)
from common.api_schema import described
from common.edits import edit_of, picked
from migration.access import get_asset, get_plan, get_plan_member
from migration.api.inventory.inventory_shapes import (
    AssetImportShape,
    AssetShape,
    asset_shape,
)
from migration.models import Asset, Plan
from migration.permissions import Action
from migration.planning.asset_kinds import asset_kinds
from migration.selectors.inventory.asset_imports import ImportRow, with_owners
from migration.selectors.inventory.assets import AssetFilter, filtered
from migration.selectors.inventory.effort import effort_of
from migration.services.inventory import assets as service
from migration.services.inventory.asset_imports import take_assets
from workspace.api_view import APIView

KINDS = [kind.key for kind in asset_kinds().kinds]
MOST = 10**9


class AssetPatch(Body):
    """What is left out stays as it is."""

    name = Line(max_length=200, required=False)
    kind = serializers.ChoiceField(choices=KINDS, required=False)
    size = serializers.ChoiceField(choices=Asset.Size.values, required=False)
    key = Line(max_length=100, required=False, allow_blank=True)
    owner = Id(required=False, allow_null=True)
    owner_name = Line(max_length=120, required=False, allow_blank=True)
    last_used_on = Day(required=False, allow_null=True)
    volume = serializers.IntegerField(
        min_value=0, max_value=MOST, required=False, allow_null=True
    )
    location = Line(max_length=300, required=False, allow_blank=True)
    source_link = Link(required=False, allow_blank=True)
    target_link = Link(required=False, allow_blank=True)
    note = Text(max_length=4000, required=False, allow_blank=True)
    is_critical = serializers.BooleanField(required=False)
    state = serializers.ChoiceField(choices=Asset.State.values, required=False)
    actual_hours = serializers.DecimalField(
        max_digits=8, decimal_places=2, min_value=0, required=False, allow_null=True
    )


class AssetBody(AssetPatch):
    name = Line(max_length=200)
    kind = serializers.ChoiceField(choices=KINDS)


class AssetRowBody(Body):
    """A row of an inventory; `owner` by mail or name, `needs` by own key or name.

    What is left out stays.
    """

    name = Line(max_length=200)
    kind = serializers.ChoiceField(choices=KINDS)
    size = serializers.ChoiceField(choices=Asset.Size.values, required=False)
    key = Line(max_length=100, required=False)
    owner = Line(max_length=120, required=False)
    last_used_on = Day(required=False)
    volume = serializers.IntegerField(min_value=0, max_value=MOST, required=False)
    location = Line(max_length=300, required=False)
    source_link = Link(required=False)
    target_link = Link(required=False)
    note = Text(max_length=4000, required=False)
    is_critical = serializers.BooleanField(required=False)
    needs = serializers.ListField(
        child=Line(max_length=200), required=False, max_length=100
    )


class AssetQuery(PageQuery):
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


class DispositionBody(Body):
    disposition = serializers.ChoiceField(choices=Asset.Disposition.values)
    merge_into = Id(required=False, allow_null=True, default=None)


class NoteBody(Body):
    note = Line(max_length=300, required=False, allow_blank=True, default="")


class SignedBody(Body):
    note = Line(max_length=300)


class ChangeBody(Body):
    assets = serializers.ListField(child=Id(), min_length=1, max_length=5000)
    state = serializers.ChoiceField(
        choices=Asset.State.values, required=False, default=""
    )
    disposition = serializers.ChoiceField(
        choices=Asset.Disposition.values, required=False, default=""
    )
    owner = Id(required=False, allow_null=True, default=None)
    is_critical = serializers.BooleanField(
        required=False, allow_null=True, default=None
    )


class AssetList(APIView):
    @described(answer=AssetShape, paged=True, query=AssetQuery)
    def get(self, request: Request, pk: int) -> Response:
        """List the assets by type and name."""
        member = get_plan_member(request.user, pk, action=Action.VIEW)
        asked = read_query(AssetQuery, request)
        wanted = picked(AssetFilter, asked)
        found = filtered(member.plan, wanted, member).select_related("plan__team")
        found = found.prefetch_related("needs__needed")
        shape = partial(asset_shape, effort=effort_of(member.plan.team))
        return paged(request, found, shape)

    @described(body=AssetBody, answer=AssetShape, status=201, gives_version=True)
    def post(self, request: Request, pk: int) -> Response:
        """Add an asset."""
        plan = get_plan(request.user, pk, action=Action.EDIT)
        asset = service.add_asset(
            plan=plan,
            edit=service.AssetEdit(**with_owner(plan, read_body(AssetBody, request))),
            actor=request.user,
            now=timezone.now(),
        )
        return created(
            asset_shape(asset), "asset-detail", asset.pk, version=asset.version
        )


class AssetsChange(APIView):
    @described(body=ChangeBody, status=204)
    def post(self, request: Request, pk: int) -> Response:
        """Change several assets, all or none."""
        plan = get_plan(request.user, pk, action=Action.EDIT)
        body = with_owner(plan, read_body(ChangeBody, request))
        pks = body.pop("assets")
        service.change_assets(
            plan=plan,
            pks=pks,
            edit=service.BulkEdit(**body),
            actor=request.user,
            now=timezone.now(),
        )
        return gone()


class AssetImportBody(Body):
    assets = serializers.ListField(child=AssetRowBody(), min_length=1, max_length=5000)


class AssetImport(APIView):
    @described(body=AssetImportBody, answer=AssetImportShape)
    def post(self, request: Request, pk: int) -> Response:
        """Add and change assets by their keys, all or none; empty fields stay."""
        plan = get_plan(request.user, pk, action=Action.EDIT)
        given = with_owners(plan, read_body(AssetImportBody, request)["assets"])
        taken = take_assets(
            plan=plan,
            rows=[ImportRow(number, row) for number, row in enumerate(given, start=1)],
            actor=request.user,
            now=timezone.now(),
        )
        return Response(
            AssetImportShape(
                new=len(taken.new),
                changed=len(taken.changed),
                unchanged=taken.unchanged,
            )
        )


class ShowsAsset(APIView):
    def shows_current(self, current: Asset) -> object:
        return asset_shape(current)


class AssetDetail(ShowsAsset):
    @described(answer=AssetShape, gives_version=True)
    def get(self, request: Request, pk: int) -> Response:
        """Read one asset."""
        _member, asset = get_asset(request.user, pk, action=Action.VIEW)
        return versioned(asset_shape(asset), asset.version)

    @described(body=AssetPatch, answer=AssetShape, needs_version=True)
    def patch(self, request: Request, pk: int) -> Response:
        """Change one asset."""
        _member, asset = get_asset(request.user, pk, action=Action.EDIT)
        body = with_owner(asset.plan, read_body(AssetPatch, request))
        changed = service.edit_asset(
            asset=asset,
            edit=edit_of(service.AssetEdit, asset, body),
            version=version_of(request),
            actor=request.user,
            now=timezone.now(),
        )
        return versioned(asset_shape(changed), changed.version)

    @described(status=204)
    def delete(self, request: Request, pk: int) -> Response:
        """Take it off the inventory; it can be restored."""
        _member, asset = get_asset(request.user, pk, action=Action.EDIT)
        service.remove_asset(asset=asset, actor=request.user, now=timezone.now())
        return gone()


class RestoringAsset(APIView):
    @described(answer=AssetShape, gives_version=True)
    def post(self, request: Request, pk: int) -> Response:
        """Put it back on the inventory."""
        read_nothing(request)
        _member, asset = get_asset(
            request.user, pk, action=Action.EDIT, also_removed=True
        )
        service.restore_asset(asset=asset, actor=request.user, now=timezone.now())
        return versioned(asset_shape(asset), asset.version)


class AssetDisposition(ShowsAsset):
    @described(body=DispositionBody, answer=AssetShape, needs_version=True)
    def put(self, request: Request, pk: int) -> Response:
        """Say what becomes of it; the owner signs anew."""
        _member, asset = get_asset(request.user, pk, action=Action.EDIT)
        body = read_body(DispositionBody, request)
        other = body["merge_into"]
        assets = asset.plan.assets.present()
        decided = service.decide_asset(
            asset=asset,
            disposition=body["disposition"],
            merge_into=get_object_or_404(assets, pk=other) if other else None,
            version=version_of(request),
            actor=request.user,
            now=timezone.now(),
        )
        return versioned(asset_shape(decided), decided.version)


class AssetSignature(ShowsAsset):
    @described(body=NoteBody, answer=AssetShape, needs_version=True)
    def post(self, request: Request, pk: int) -> Response:
        """Sign as the owner, or note how an owner without account signed."""
        member, asset = get_asset(request.user, pk, action=Action.COMPLETE)
        signed = service.sign_asset(
            asset=asset,
            member=member,
            note=read_body(NoteBody, request)["note"],
            version=version_of(request),
            now=timezone.now(),
        )
        return versioned(asset_shape(signed), signed.version)


def with_owner(plan: Plan, body: dict[str, Any]) -> dict[str, Any]:
    """Return the body with the person who owns it: 404 for a stranger."""
    pk = body.get("owner")
    if pk is None:
        return body
    return body | {"owner": get_object_or_404(plan.members, pk=pk)}
