"""Who is responsible and accountable for what."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.errors import DomainError
from common.numbers import read_id
from common.tables.exports import csv_answer, wants_csv
from migration.access import get_deliverable, get_plan_member
from migration.exports.raci import raci_table
from migration.forms.people.raci import DeliverableForm, stored_deliverable
from migration.forms.people.raci_row import RaciRowForm
from migration.models import PlanMember
from migration.permissions import Action, allowed_actions
from migration.selectors.people.raci import Raci, read_raci
from migration.services.people import raci as service
from migration.views.editing import edit_page
from migration.views.frame import render_plan
from workspace.requests import PersonRequest

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


@require_GET
def plan_raci(request: PersonRequest, pk: int) -> HttpResponseBase:
    member = get_plan_member(request.user, pk, action=Action.VIEW)
    if wants_csv(request):
        return csv_answer(raci_table(member.plan, read_raci(member.plan)))
    may_edit = Action.EDIT in allowed_actions(member)
    row = read_id(request.GET.get("row", "")) if may_edit else None
    return show(request, member, row=row)


@require_POST
def deliverable_add(request: PersonRequest, pk: int) -> HttpResponse:
    member = get_plan_member(request.user, pk, action=Action.EDIT)
    form = DeliverableForm(request.POST, plan=member.plan)
    if form.is_valid():
        try:
            service.add_deliverable(
                plan=member.plan,
                edit=form.edit(),
                actor=request.user,
                now=timezone.now(),
            )
            return redirect("migration:plan_raci", pk=pk)
        except DomainError as error:
            form.add_error(None, str(error))
    return show(request, member, form=form, status=UNPROCESSABLE)


@require_http_methods(["GET", "POST"])
def deliverable_edit(request: PersonRequest, pk: int) -> HttpResponse:
    member, found = get_deliverable(request.user, pk, action=Action.EDIT)
    plan, stored = member.plan, stored_deliverable(found)
    form = DeliverableForm(request.POST or None, plan=plan, initial=stored)
    return edit_page(
        request,
        "migration/deliverable.html",
        member=member,
        form=form,
        save=lambda version: service.edit_deliverable(
            deliverable=found,
            edit=form.edit(),
            version=version,
            actor=request.user,
            now=timezone.now(),
        ),
        stored=stored_deliverable,
        back=redirect("migration:plan_raci", pk=plan.pk),
        context={"deliverable": found},
    )


@require_POST
def deliverable_remove(request: PersonRequest, pk: int) -> HttpResponse:
    member, found = get_deliverable(request.user, pk, action=Action.EDIT)
    service.remove_deliverable(
        deliverable=found, actor=request.user, now=timezone.now()
    )
    return redirect("migration:plan_raci", pk=member.plan_id)


@require_POST
def deliverable_restore(request: PersonRequest, pk: int) -> HttpResponse:
    member, found = get_deliverable(
        request.user, pk, action=Action.EDIT, also_removed=True
    )
    service.restore_deliverable(
        deliverable=found, actor=request.user, now=timezone.now()
    )
    return redirect("migration:plan_raci", pk=member.plan_id)


def opened_form(raci: Raci, pk: int) -> RaciRowForm | None:
    row = next((each for each in raci.rows if each.deliverable.pk == pk), None)
    return RaciRowForm(row=row) if row else None


def show(
    request: PersonRequest,
    member: PlanMember,
    *,
    form: DeliverableForm | None = None,
    row: int | None = None,
    status: int = HTTPStatus.OK,
    **page: object,
) -> HttpResponse:
    """Draw the matrix; where the plan has none, what it would add.

    row: the deliverable that is opened; `page` may hold its row_form, undo, is_saved.
    """
    plan = member.plan
    raci = read_raci(plan) if plan.uses_raci else None
    if row and raci and "row_form" not in page:
        page["row_form"] = opened_form(raci, row)
    return render_plan(
        request,
        "migration/raci.html",
        member=member,
        context={
            "raci": raci,
            "open_row": row,
            "form": form or DeliverableForm(plan=plan),
            **page,
        },
        status=status,
    )
