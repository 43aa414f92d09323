"""The defects of a plan: listed, reported, changed, closed."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.conflicts import rewrite
from common.errors import DomainError, StaleVersion
from common.saving import saved
from common.tables.exports import csv_answer, wants_csv
from migration.access import get_defect, get_plan_member
from migration.exports.defects import defects_table
from migration.forms.checklist.defects import (
    ClosingForm,
    DefectFilterForm,
    DefectForm,
    stored_defect,
)
from migration.models import Defect, PlanMember
from migration.permissions import Action
from migration.selectors.checklist.defects import defects_of, read_defects
from migration.services.checklist import defects as service
from migration.views.frame import render_plan
from workspace.requests import PersonRequest

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


@require_GET
def plan_defects(request: PersonRequest, pk: int) -> HttpResponseBase:
    """Show the open defects, hard ones first."""
    member = get_plan_member(request.user, pk, action=Action.VIEW)
    form = DefectFilterForm(request.GET)
    wanted = form.wanted()
    if wants_csv(request):
        found = defects_of(member.plan, wanted, reader=member)
        return csv_answer(defects_table(member.plan, found))
    number = request.GET.get("page", "")
    context = {
        "found": read_defects(member.plan, wanted, reader=member, number=number),
        "wanted": wanted,
        "filter_form": form,
    }
    return render_plan(
        request, "migration/defects.html", member=member, context=context
    )


@require_http_methods(["GET", "POST"])
def defect_report(request: PersonRequest, pk: int) -> HttpResponse:
    """Report a defect; the address may name the task or asset that has it."""
    member = get_plan_member(request.user, pk, action=Action.COMPLETE)
    named = {name: request.GET.get(name) for name in ("task", "asset")}
    form = DefectForm(request.POST or None, plan=member.plan, initial=named)
    if form.is_valid():
        try:
            service.report_defect(
                plan=member.plan,
                edit=form.edit(),
                actor=request.user,
                now=timezone.now(),
            )
            messages.success(request, _("The defect is on the list."))
            return redirect("migration:plan_defects", pk=pk)
        except DomainError as error:
            form.add_error(None, str(error))
    status = UNPROCESSABLE if form.is_bound else HTTPStatus.OK
    return render_defect(request, member, form=form, status=status)


@require_http_methods(["GET", "POST"])
def defect_edit(request: PersonRequest, pk: int) -> HttpResponse:
    """One defect: to read, and for those who work on the plan to change."""
    posted = request.method == "POST"
    action = Action.COMPLETE if posted else Action.VIEW
    member, defect = get_defect(request.user, pk, action=action)
    stored = stored_defect(defect)
    form = DefectForm(request.POST or None, plan=member.plan, initial=stored)
    status = HTTPStatus.OK
    if posted:
        status = saved(
            form,
            lambda: service.edit_defect(
                defect=defect,
                edit=form.edit(),
                version=form.cleaned_data["version"] or 0,
                actor=request.user,
                now=timezone.now(),
            ),
            stored_defect,
        )
    if status == HTTPStatus.FOUND:
        messages.success(request, _("Saved."))
        return redirect("migration:plan_defects", pk=member.plan_id)
    return render_defect(request, member, form=form, defect=defect, status=status)


@require_POST
def defect_close(request: PersonRequest, pk: int) -> HttpResponse:
    member, defect = get_defect(request.user, pk, action=Action.COMPLETE)
    closing = ClosingForm(request.POST)
    status: int = UNPROCESSABLE
    if closing.is_valid():
        try:
            service.close_defect(
                defect=defect,
                **closing.cleaned_data,
                actor=request.user,
                now=timezone.now(),
            )
            messages.success(request, _("The defect is closed."))
            return redirect("migration:defect_edit", pk=pk)
        except DomainError as error:
            closing.add_error(None, str(error))
            if isinstance(error, StaleVersion):
                status = HTTPStatus.PRECONDITION_FAILED
                defect = error.current
                # What is stored now stands beside it; sent again, it closes.
                rewrite(closing, {"version": str(defect.version)})
    return render_defect(request, member, defect=defect, closing=closing, status=status)


@require_POST
def defect_reopen(request: PersonRequest, pk: int) -> HttpResponse:
    _member, defect = get_defect(request.user, pk, action=Action.COMPLETE)
    service.reopen_defect(defect=defect, actor=request.user, now=timezone.now())
    return redirect("migration:defect_edit", pk=pk)


@require_POST
def defect_remove(request: PersonRequest, pk: int) -> HttpResponse:
    """Take it off the list, where it can be brought back."""
    member, defect = get_defect(request.user, pk, action=Action.EDIT)
    service.remove_defect(defect=defect, actor=request.user, now=timezone.now())
    return redirect("migration:plan_defects", pk=member.plan_id)


@require_POST
def defect_restore(request: PersonRequest, pk: int) -> HttpResponse:
    member, defect = get_defect(request.user, pk, action=Action.EDIT, also_removed=True)
    service.restore_defect(defect=defect, actor=request.user, now=timezone.now())
    return redirect("migration:plan_defects", pk=member.plan_id)


def render_defect(
    request: PersonRequest,
    member: PlanMember,
    *,
    form: DefectForm | None = None,
    defect: Defect | None = None,
    closing: ClosingForm | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    if form is None and defect is not None:
        form = DefectForm(plan=member.plan, initial=stored_defect(defect))
    if closing is None and defect is not None:
        closing = ClosingForm(initial={"version": defect.version})
    context = {"form": form, "defect": defect, "closing": closing}
    return render_plan(
        request,
        "migration/defect.html",
        member=member,
        context=context,
        status=status,
    )
