"""What will not move: who was told, and who signed."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from migration.access import get_loss, get_plan_member
from migration.forms.inventory.assets import LossForm, LossSignForm, LossToldForm
from migration.permissions import Action
from migration.services.inventory import assets as service
from migration.views.inventory.assets import render_assets
from workspace.requests import PersonRequest

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


@require_POST
def loss_note(request: PersonRequest, pk: int) -> HttpResponse:
    member = get_plan_member(request.user, pk, action=Action.EDIT)
    form = LossForm(request.POST)
    if not form.is_valid():
        return render_assets(request, member, loss_form=form, status=UNPROCESSABLE)
    service.note_loss(
        plan=member.plan, edit=form.edit(), actor=request.user, now=timezone.now()
    )
    return redirect("migration:plan_assets", pk=pk)


@require_POST
def loss_tell(request: PersonRequest, pk: int) -> HttpResponse:
    """Note who was told; often that is later than the loss is found."""
    member, loss = get_loss(request.user, pk, action=Action.EDIT)
    form = LossToldForm(request.POST)
    if not form.is_valid():
        problem = _("Say who was told, and on which day if you know it.")
        return render_assets(request, member, problem=problem, status=UNPROCESSABLE)
    service.tell_loss(
        loss=loss, **form.cleaned_data, actor=request.user, now=timezone.now()
    )
    return redirect("migration:plan_assets", pk=member.plan_id)


@require_POST
def loss_sign(request: PersonRequest, pk: int) -> HttpResponse:
    member, loss = get_loss(request.user, pk, action=Action.EDIT)
    form = LossSignForm(request.POST)
    if not form.is_valid():
        problem = _("Say who signed, and how.")
        return render_assets(request, member, problem=problem, status=UNPROCESSABLE)
    service.sign_loss(
        loss=loss,
        note=form.cleaned_data["note"],
        actor=request.user,
        now=timezone.now(),
    )
    return redirect("migration:plan_assets", pk=member.plan_id)


@require_POST
def loss_remove(request: PersonRequest, pk: int) -> HttpResponse:
    member, loss = get_loss(request.user, pk, action=Action.EDIT)
    service.remove_loss(loss=loss, actor=request.user, now=timezone.now())
    return redirect("migration:plan_assets", pk=member.plan_id)
