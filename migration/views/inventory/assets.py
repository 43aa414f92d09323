"""The inventory: listed, changed one by one or together, decided and signed."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from common.errors import DomainError, StaleVersion
from common.formatting import as_given, number
from common.htmx import wants_region
from common.saving import saved
from common.tables.exports import csv_answer, wants_csv
from evaluator.access import get_priced
from migration.access import get_asset, get_plan_member
from migration.exports.assets import assets_table
from migration.forms.inventory.asset_needs import NeedForm
from migration.forms.inventory.assets import (
    AssetFilterForm,
    AssetForm,
    BulkForm,
    DecideForm,
    EffortForm,
    SignForm,
    query_of,
    stored_asset,
)
from migration.forms.inventory.losses import NewLossForm
from migration.models import Asset, PlanMember, Task
from migration.permissions import Action
from migration.selectors.inventory.assets import (
    asset_row,
    filtered,
    may_hand_over,
    read_inventory,
)
from migration.selectors.inventory.dependencies import needing, needs_of
from migration.selectors.inventory.disposition_effects import disposition_effect
from migration.selectors.inventory.effort import effort_of
from migration.services.inventory import assets as service
from migration.services.inventory.asset_effort import hand_effort_over
from migration.views.frame import render_plan
from workspace.requests import PersonRequest

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


@require_GET
def plan_assets(request: PersonRequest, pk: int) -> HttpResponseBase:
    member = get_plan_member(request.user, pk, action=Action.VIEW)
    if wants_csv(request):
        wanted = AssetFilterForm(request.GET).wanted()
        found = filtered(member.plan, wanted, member)
        today = member.plan.team.day_of(timezone.now())
        return csv_answer(assets_table(member.plan, found, today=today))
    return render_assets(request, member)


@require_POST
def asset_add(request: PersonRequest, pk: int) -> HttpResponse:
    member = get_plan_member(request.user, pk, action=Action.EDIT)
    form = AssetForm(request.POST, plan=member.plan)
    if form.is_valid():
        try:
            service.add_asset(
                plan=member.plan,
                edit=form.edit(),
                actor=request.user,
                now=timezone.now(),
            )
            return redirect("migration:plan_assets", pk=pk)
        except DomainError as error:
            form.add_error(None, str(error))
    return render_assets(request, member, add_form=form, status=UNPROCESSABLE)


@require_POST
def assets_change(request: PersonRequest, pk: int) -> HttpResponse:
    """Change the ticked assets, all or none; or show first what that would do."""
    member = get_plan_member(request.user, pk, action=Action.EDIT)
    form = BulkForm(request.POST, plan=member.plan)
    if form.is_valid():
        if "try" in request.POST:
            return try_change(request, member, form)
        try:
            count = service.change_assets(
                plan=member.plan,
                pks=form.pks(),
                edit=form.edit(),
                actor=request.user,
                now=timezone.now(),
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, told_change(count))
            return redirect("migration:plan_assets", pk=pk)
    return render_assets(request, member, bulk_form=form, status=UNPROCESSABLE)


def told_change(count: int) -> str:
    text = ngettext(
        "%(count)s asset is changed.", "%(count)s assets are changed.", count
    )
    return text % {"count": number(count)}


def try_change(
    request: PersonRequest, member: PlanMember, form: BulkForm
) -> HttpResponse:
    """Show what the wished disposition of the ticked assets would do."""
    wished, today = form.edit().disposition, member.plan.team.day_of(timezone.now())
    if not wished:
        form.add_error("disposition", _("Choose one, to see what it would do."))
        return render_assets(request, member, bulk_form=form, status=UNPROCESSABLE)
    effect = disposition_effect(member.plan, form.pks(), wished, today=today)
    return render_assets(request, member, bulk_form=form, effect=effect)


@require_http_methods(["GET", "POST"])
def asset_edit(request: PersonRequest, pk: int) -> HttpResponse:
    """One asset on a page of its own."""
    wanted = Action.VIEW if request.method == "GET" else Action.EDIT
    member, asset = get_asset(request.user, pk, action=wanted)
    if request.method == "GET":
        return render_asset(request, member, asset)
    stored = stored_asset(asset)
    form = AssetForm(request.POST, plan=member.plan, initial=stored)
    status = saved(
        form,
        lambda: service.edit_asset(
            asset=asset,
            edit=form.edit(),
            version=form.cleaned_data["version"] or 0,
            actor=request.user,
            now=timezone.now(),
        ),
        stored_asset,
    )
    if status == HTTPStatus.FOUND:
        messages.success(request, _("Saved."))
        return redirect("migration:plan_assets", pk=member.plan_id)
    return render_asset(request, member, asset, form=form, status=status)


@require_POST
def asset_decide(request: PersonRequest, pk: int) -> HttpResponse:
    """Show the effect of a disposition first; save it when that is confirmed."""
    member, asset = get_asset(request.user, pk, action=Action.EDIT)
    form = DecideForm(request.POST, asset=asset)
    if not form.is_valid():
        return render_asset(
            request, member, asset, decide_form=form, status=UNPROCESSABLE
        )
    wanted = form.cleaned_data["disposition"]
    if "confirmed" not in request.POST:
        today = member.plan.team.day_of(timezone.now())
        effect = disposition_effect(member.plan, {asset.pk}, wanted, today=today)
        if wants_region(request):
            region = "migration/_decision_effect.html"
            context = {"effect": effect, "plan": member.plan}
            return render(request, region, context)
        return render_asset(request, member, asset, decide_form=form, effect=effect)
    try:
        service.decide_asset(
            asset=asset,
            disposition=wanted,
            merge_into=form.survivor(),
            version=form.cleaned_data["version"],
            actor=request.user,
            now=timezone.now(),
        )
    except DomainError as error:
        form.add_error(None, str(error))
        status = refused(error)
        return render_asset(request, member, asset, decide_form=form, status=status)
    return redirect("migration:asset_edit", pk=pk)


@require_POST
def asset_sign(request: PersonRequest, pk: int) -> HttpResponse:
    member, asset = get_asset(request.user, pk, action=Action.COMPLETE)
    form = SignForm(request.POST)
    if form.is_valid():
        try:
            service.sign_asset(
                asset=asset,
                member=member,
                note=form.cleaned_data["note"],
                version=form.cleaned_data["version"],
                now=timezone.now(),
            )
            return redirect("migration:asset_edit", pk=pk)
        except DomainError as error:
            form.add_error(None, str(error))
            status = refused(error)
            return render_asset(request, member, asset, sign_form=form, status=status)
    return render_asset(request, member, asset, sign_form=form, status=UNPROCESSABLE)


def refused(error: DomainError) -> int:
    if isinstance(error, StaleVersion):
        return HTTPStatus.PRECONDITION_FAILED
    return UNPROCESSABLE


@require_POST
def asset_remove(request: PersonRequest, pk: int) -> HttpResponse:
    member, asset = get_asset(request.user, pk, action=Action.EDIT)
    service.remove_asset(asset=asset, actor=request.user, now=timezone.now())
    return redirect("migration:plan_assets", pk=member.plan_id)


@require_POST
def asset_restore(request: PersonRequest, pk: int) -> HttpResponse:
    member, asset = get_asset(request.user, pk, action=Action.EDIT, also_removed=True)
    try:
        service.restore_asset(asset=asset, actor=request.user, now=timezone.now())
    except DomainError as error:
        return render_assets(
            request, member, problem=str(error), status=HTTPStatus.CONFLICT
        )
    return redirect("migration:plan_assets", pk=member.plan_id)


@require_POST
def asset_effort(request: PersonRequest, pk: int) -> HttpResponse:
    """Hand the hours over to the costs of the evaluation, which few may see."""
    member = get_plan_member(request.user, pk, action=Action.EDIT)
    if member.plan.evaluation_id is None:
        raise Http404
    get_priced(request.user, member.plan.evaluation_id, edits=True)
    form = EffortForm(request.POST)
    if form.is_valid():
        try:
            hours = hand_effort_over(
                plan=member.plan,
                **form.cleaned_data,
                actor=request.user,
                now=timezone.now(),
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            told = _("%(hours)s hours are among the costs of the chosen candidate.")
            messages.success(request, told % {"hours": as_given(hours)})
            return redirect("migration:plan_assets", pk=pk)
    return render_assets(request, member, effort_form=form, status=UNPROCESSABLE)


def render_assets(
    request: PersonRequest,
    member: PlanMember,
    *,
    status: int = HTTPStatus.OK,
    **page: object,
) -> HttpResponse:
    """Draw the page. `page` may hold add_form, bulk_form, loss_form and problem."""
    plan = member.plan
    filter_form = AssetFilterForm(request.GET)
    wanted = filter_form.wanted()
    inventory = read_inventory(
        plan,
        wanted=wanted,
        reader=member,
        number=request.GET.get("page", ""),
        today=plan.team.day_of(timezone.now()),
    )
    context: dict[str, object] = {
        "inventory": inventory,
        "losses": inventory.losses,
        "wanted": wanted,
        "filter_form": filter_form,
        "asset_views": [
            (view, urlencode(query_of(view.filters)))
            for view in member.asset_views.order_by("name")
        ],
        "add_form": AssetForm(plan=plan),
        "bulk_form": BulkForm(plan=plan),
        "loss_form": NewLossForm(),
        "effort_form": EffortForm() if may_hand_over(member) else None,
    }
    return render_plan(
        request,
        "migration/assets.html",
        member=member,
        context=context | page,
        status=status,
    )


def tasks_about(asset: Asset) -> list[Task]:
    """Return its own tasks, or the one for its type. One query."""
    own, for_type = f"asset-{asset.pk}", f"kind-{asset.kind}"
    tasks = asset.plan.tasks.present().filter(about__in=[own, for_type]).in_order()
    return [task for task in tasks if task.about == own] or list(tasks)


def render_asset(
    request: PersonRequest,
    member: PlanMember,
    asset: Asset,
    *,
    status: int = HTTPStatus.OK,
    **page: object,
) -> HttpResponse:
    """Draw one asset. `page` may hold form, decide_form, sign_form and effect."""
    team = member.plan.team
    row = asset_row(asset, effort=effort_of(team), today=team.day_of(timezone.now()))
    becomes = asset.disposition or row.proposal.disposition
    context: dict[str, object] = {
        "asset": asset,
        "row": row,
        "form": AssetForm(plan=member.plan, initial=stored_asset(asset)),
        "decide_form": DecideForm(
            asset=asset,
            initial={
                "disposition": becomes,
                "merge_into": asset.merge_into.name if asset.merge_into else "",
                "version": asset.version,
            },
        ),
        "sign_form": SignForm(initial={"version": asset.version}),
        "needs": needs_of([asset]).get(asset.pk, []),
        "needing": needing(asset),
        "need_form": NeedForm(asset=asset),
        "is_owner": asset.owner_id == member.pk,
        "tasks": tasks_about(asset),
    }
    return render_plan(
        request,
        "migration/asset.html",
        member=member,
        context=context | page,
        status=status,
    )
