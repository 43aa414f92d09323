"""What an asset needs of others."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from common.errors import DomainError
from migration.access import get_asset, get_asset_and_needed
from migration.forms.inventory.asset_needs import NeedForm
from migration.permissions import Action
from migration.services.inventory.asset_dependencies import add_need, remove_need
from migration.views.inventory.assets import render_asset
from workspace.requests import PersonRequest


@require_POST
def need_add(request: PersonRequest, pk: int) -> HttpResponse:
    member, asset = get_asset(request.user, pk, action=Action.EDIT)
    form = NeedForm(request.POST, asset=asset)
    if form.is_valid():
        try:
            add_need(
                asset=asset,
                needed=form.cleaned_data["needed"],
                actor=request.user,
                now=timezone.now(),
            )
            return redirect("migration:asset_edit", pk=pk)
        except DomainError as error:
            form.add_error("needed", str(error))
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render_asset(request, member, asset, need_form=form, status=status)


@require_POST
def need_remove(request: PersonRequest, pk: int, needed_pk: int) -> HttpResponse:
    asset, needed = get_asset_and_needed(
        request.user, pk, needed_pk, action=Action.EDIT
    )
    remove_need(asset=asset, needed=needed, actor=request.user, now=timezone.now())
    return redirect("migration:asset_edit", pk=pk)
