"""The inventory as a grid: a few columns changed in place, row by row."""

from __future__ import annotations

from http import HTTPStatus

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from common.conflicts import show_conflict
from common.errors import DomainError, StaleVersion
from common.htmx import wants_region
from migration.access import get_asset, get_plan_member
from migration.forms.inventory.asset_grid import AssetRowForm, row_values
from migration.forms.inventory.assets import AssetFilterForm
from migration.models import Asset, PlanMember
from migration.permissions import Action
from migration.selectors.inventory.assets import filtered
from migration.selectors.inventory.disposition_effects import (
    DispositionEffect,
    disposition_effect,
)
from migration.services.inventory.assets import edit_and_decide
from migration.views.frame import render_plan
from workspace.requests import PersonRequest

ROWS = 50


@require_GET
def asset_grid(request: PersonRequest, pk: int) -> HttpResponse:
    member = get_plan_member(request.user, pk, action=Action.EDIT)
    return render_grid(request, member)


@require_POST
def asset_row_save(request: PersonRequest, pk: int) -> HttpResponse:
    """Save a row; a script gets the row alone. A disposition is asked about first."""
    member, asset = get_asset(request.user, pk, action=Action.EDIT)
    form = row_form(request, member, asset)
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    if form.is_valid():
        if effect := unconfirmed_effect(request, member, form):
            return render_grid(request, member, form=form, effect=effect)
        try:
            edit_and_decide(
                asset=asset,
                edit=form.edit(),
                disposition=form.wished,
                version=form.cleaned_data["version"],
                actor=request.user,
                now=timezone.now(),
            )
            return saved(request, member, asset)
        except StaleVersion as error:
            show_conflict(form, row_values(asset), error)
            status = HTTPStatus.PRECONDITION_FAILED
        except DomainError as error:
            form.add_error(None, str(error))
    return render_grid(request, member, form=form, status=status)


def row_form(request: PersonRequest, member: PlanMember, asset: Asset) -> AssetRowForm:
    return AssetRowForm(
        request.POST,
        asset=asset,
        members=people_of(member),
        today=member.plan.team.day_of(timezone.now()),
    )


def unconfirmed_effect(
    request: PersonRequest, member: PlanMember, form: AssetRowForm
) -> DispositionEffect | None:
    """Return what the wished disposition would do, until somebody has agreed to it."""
    is_current = form.cleaned_data["version"] == form.asset.version
    if not form.wished or not is_current or "confirmed" in request.POST:
        return None
    today = member.plan.team.day_of(timezone.now())
    return disposition_effect(member.plan, {form.asset.pk}, form.wished, today=today)


def saved(request: PersonRequest, member: PlanMember, asset: Asset) -> HttpResponse:
    today = member.plan.team.day_of(timezone.now())
    form = AssetRowForm(asset=asset, members=people_of(member), today=today)
    if wants_region(request):
        return render_row(request, member, form, is_saved=True)
    url = reverse("migration:asset_grid", args=[member.plan_id])
    return redirect(f"{url}?{request.GET.urlencode()}#asset-{asset.pk}")


def people_of(member: PlanMember) -> list[PlanMember]:
    return list(member.plan.members.select_related("user").by_name())


def render_grid(
    request: PersonRequest,
    member: PlanMember,
    *,
    form: AssetRowForm | None = None,
    effect: DispositionEffect | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """Draw the grid, or for a script the row of a refused form."""
    if form and wants_region(request):
        return render_row(request, member, form, effect=effect, status=status)
    filter_form = AssetFilterForm(request.GET)
    found = filtered(member.plan, filter_form.wanted(), member)
    page = Paginator(found, ROWS).get_page(request.GET.get("page", ""))
    members = people_of(member)
    today = member.plan.team.day_of(timezone.now())
    forms = [AssetRowForm(asset=each, members=members, today=today) for each in page]
    if form:
        forms = [form if each.asset == form.asset else each for each in forms]
    context = {
        "filter_form": filter_form,
        "wanted": filter_form.wanted(),
        "page": page,
        "forms": forms,
        "asked": form.asset if form and effect else None,
        "effect": effect,
    }
    return render_plan(
        request,
        "migration/asset_grid.html",
        member=member,
        context=context,
        status=status,
    )


def render_row(
    request: PersonRequest,
    member: PlanMember,
    form: AssetRowForm,
    *,
    is_saved: bool = False,
    effect: DispositionEffect | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    return render_plan(
        request,
        "migration/_asset_grid_row.html",
        member=member,
        context={
            "form": form,
            "is_saved": is_saved,
            "effect": effect,
            "asked": form.asset if effect else None,
        },
        status=status,
    )
