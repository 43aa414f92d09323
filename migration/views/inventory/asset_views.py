"""The own views of the inventory: kept, forgotten."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from common.errors import DomainError
from migration.access import get_asset_view, get_plan_member
from migration.forms.inventory.assets import AssetFilterForm, query_of
from migration.permissions import Action
from migration.services.inventory.asset_views import keep_view
from migration.views.inventory.assets import render_assets
from workspace.requests import PersonRequest


@require_POST
def asset_view_keep(request: PersonRequest, pk: int) -> HttpResponse:
    """Keep the filters of the address under the name that is sent."""
    member = get_plan_member(request.user, pk, action=Action.VIEW)
    wanted = AssetFilterForm(request.GET).wanted()
    try:
        view = keep_view(
            member=member, name=request.POST.get("name", ""), wanted=wanted
        )
    except DomainError as error:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return render_assets(request, member, problem=str(error), status=status)
    url = reverse("migration:plan_assets", args=[pk])
    return redirect(f"{url}?{urlencode(query_of(view.filters))}")


@require_POST
def asset_view_forget(request: PersonRequest, pk: int) -> HttpResponse:
    view = get_asset_view(request.user, pk)
    view.delete()
    return redirect("migration:plan_assets", pk=view.member.plan_id)
