"""What will not move: who was told, and who signed."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from common.errors import StaleVersion
from migration.access import get_loss, get_plan_member
from migration.forms.inventory.losses import (
    LossForm,
    LossSignForm,
    NewLossForm,
    stored_loss,
)
from migration.permissions import Action
from migration.services.inventory import losses as service
from migration.views.editing import edit_page
from migration.views.inventory.assets import render_assets
from workspace.requests import PersonRequest

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


@require_POST
def loss_note(request: PersonRequest, pk: int) -> HttpResponse:
    member = get_plan_member(request.user, pk, action=Action.EDIT)
    form = NewLossForm(request.POST)
    if not form.is_valid():
        return render_assets(request, member, loss_form=form, status=UNPROCESSABLE)
    service.note_loss(
        plan=member.plan,
        edit=form.edit(),
        signed_note=form.cleaned_data["signed_note"],
        actor=request.user,
        now=timezone.now(),
    )
    return redirect("migration:plan_assets", pk=pk)


@require_http_methods(["GET", "POST"])
def loss_edit(request: PersonRequest, pk: int) -> HttpResponse:
    """Change an entry; often who was told is known later than the loss."""
    member, loss = get_loss(request.user, pk, action=Action.EDIT)
    form = LossForm(request.POST or None, initial=stored_loss(loss))
    return edit_page(
        request,
        "migration/loss.html",
        member=member,
        form=form,
        save=lambda version: service.edit_loss(
            loss=loss,
            edit=form.edit(),
            version=version,
            actor=request.user,
            now=timezone.now(),
        ),
        stored=stored_loss,
        back=redirect("migration:plan_assets", pk=member.plan_id),
        context={"loss": loss},
    )


@require_POST
def loss_sign(request: PersonRequest, pk: int) -> HttpResponse:
    member, loss = get_loss(request.user, pk, action=Action.EDIT)
    form = LossSignForm(request.POST)
    if not form.is_valid():
        problem = _("Say who signed, and how.")
        return render_assets(request, member, problem=problem, status=UNPROCESSABLE)
    try:
        service.sign_loss(
            loss=loss, **form.cleaned_data, actor=request.user, now=timezone.now()
        )
    except StaleVersion as error:
        status = HTTPStatus.PRECONDITION_FAILED
        return render_assets(request, member, problem=str(error), status=status)
    return redirect("migration:plan_assets", pk=member.plan_id)


@require_POST
def loss_remove(request: PersonRequest, pk: int) -> HttpResponse:
    member, loss = get_loss(request.user, pk, action=Action.EDIT)
    service.remove_loss(loss=loss, actor=request.user, now=timezone.now())
    return redirect("migration:plan_assets", pk=member.plan_id)


@require_POST
def loss_restore(request: PersonRequest, pk: int) -> HttpResponse:
    member, loss = get_loss(request.user, pk, action=Action.EDIT, also_removed=True)
    service.restore_loss(loss=loss, actor=request.user, now=timezone.now())
    return redirect("migration:plan_assets", pk=member.plan_id)
