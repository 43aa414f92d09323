"""The purchase of the new platform, and what its vendor agreed to."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common.conflicts import refusal_of, show_conflict
from common.errors import DomainError
from migration.access import get_plan_member
from migration.forms.plans.purchases import PurchaseForm, stored_purchase
from migration.models import PlanMember
from migration.permissions import Action, sees_terms
from migration.services.plans.purchases import (
    PurchaseIsStale,
    purchase_of,
    save_purchase,
)
from migration.views.frame import render_plan
from workspace.requests import PersonRequest

# The tasks of the template that this page is about.
ABOUT = ("purchase", "vendor_meeting")


@require_http_methods(["GET", "POST"])
def plan_purchase(request: PersonRequest, pk: int) -> HttpResponse:
    action = Action.EDIT if request.method == "POST" else Action.VIEW
    member = get_plan_member(request.user, pk, action=action)
    stored = stored_purchase(purchase_of(member.plan))
    if request.method == "GET":
        shown = stored if sees_terms(member) else stored | {"terms": ""}
        return render_purchase(request, member, PurchaseForm(initial=shown))
    form = PurchaseForm(request.POST, initial=stored)
    status = save(request, member, form)
    if status == HTTPStatus.FOUND:
        messages.success(request, _("Saved."))
        return redirect("migration:plan_purchase", pk=pk)
    return render_purchase(request, member, form, status=status)


def save(request: PersonRequest, member: PlanMember, form: PurchaseForm) -> HTTPStatus:
    """Save, or put what stands in the way into the form; return how it went."""
    if not form.is_valid():
        return refusal_of(form)
    try:
        save_purchase(
            plan=member.plan,
            edit=form.edit(),
            version=form.cleaned_data["version"],
            actor=request.user,
            now=timezone.now(),
        )
    except PurchaseIsStale as error:
        show_conflict(form, stored_purchase(error.current), error)
        return HTTPStatus.PRECONDITION_FAILED
    except DomainError as error:
        form.add_error(None, str(error))
        return HTTPStatus.UNPROCESSABLE_ENTITY
    return HTTPStatus.FOUND


def render_purchase(
    request: PersonRequest,
    member: PlanMember,
    form: PurchaseForm,
    *,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    tasks = member.plan.tasks.present().filter(template_key__in=ABOUT)
    return render_plan(
        request,
        "migration/purchase.html",
        member=member,
        context={"form": form, "tasks": tasks.in_order()},
        status=status,
    )
