"""The gates of a plan, and what each of them asks."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.errors import DomainError
from common.tables.exports import csv_answer, wants_csv
from migration.access import (
    get_gate,
    get_gate_criterion,
    get_plan,
    get_plan_member,
)
from migration.exports.gates import gates_table
from migration.forms.gates.gates import (
    CriterionForm,
    GateForm,
    stored_criterion,
    stored_gate,
)
from migration.models import PlanMember
from migration.permissions import Action, allowed_actions
from migration.selectors.gates.gates import read_gates
from migration.selectors.gates.usual import usual_gates_left
from migration.services.gates import gates as service
from migration.views.editing import edit_page
from migration.views.frame import render_plan
from migration.views.gates.gate_page import render_gate
from workspace.requests import PersonRequest

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


@require_GET
def plan_gates(request: PersonRequest, pk: int) -> HttpResponseBase:
    member = get_plan_member(request.user, pk, action=Action.VIEW)
    if wants_csv(request):
        today = member.plan.team.day_of(timezone.now())
        return csv_answer(
            gates_table(member.plan, read_gates(member.plan, today=today))
        )
    return render_gates(request, member)


@require_POST
def gate_seed(request: PersonRequest, pk: int) -> HttpResponse:
    """Put the usual gates on the plan."""
    plan = get_plan(request.user, pk, action=Action.EDIT)
    service.seed_gates(plan=plan, actor=request.user, now=timezone.now())
    return redirect("migration:plan_gates", pk=pk)


@require_POST
def gate_add(request: PersonRequest, pk: int) -> HttpResponse:
    member = get_plan_member(request.user, pk, action=Action.EDIT)
    form = GateForm(request.POST, plan=member.plan)
    if form.is_valid():
        try:
            gate = service.add_gate(
                plan=member.plan,
                edit=form.edit(),
                actor=request.user,
                now=timezone.now(),
            )
            return redirect("migration:gate_detail", pk=gate.pk)
        except DomainError as error:
            form.add_error(None, str(error))
    return render_gates(request, member, form=form, status=UNPROCESSABLE)


@require_GET
def gate_detail(request: PersonRequest, pk: int) -> HttpResponse:
    member, gate = get_gate(request.user, pk, action=Action.VIEW)
    return render_gate(request, member, gate)


@require_http_methods(["GET", "POST"])
def gate_edit(request: PersonRequest, pk: int) -> HttpResponse:
    member, gate = get_gate(request.user, pk, action=Action.EDIT)
    plan, stored = member.plan, stored_gate(gate)
    form = GateForm(request.POST or None, plan=plan, initial=stored)
    return edit_page(
        request,
        "migration/gate_edit.html",
        member=member,
        form=form,
        save=lambda version: service.edit_gate(
            gate=gate,
            edit=form.edit(),
            version=version,
            actor=request.user,
            now=timezone.now(),
        ),
        stored=stored_gate,
        back=redirect("migration:gate_detail", pk=pk),
        context={"gate": gate},
    )


@require_POST
def gate_remove(request: PersonRequest, pk: int) -> HttpResponse:
    member, gate = get_gate(request.user, pk, action=Action.EDIT)
    service.remove_gate(gate=gate, actor=request.user, now=timezone.now())
    return redirect("migration:plan_gates", pk=member.plan_id)


@require_POST
def gate_restore(request: PersonRequest, pk: int) -> HttpResponse:
    member, gate = get_gate(request.user, pk, action=Action.EDIT, also_removed=True)
    service.restore_gate(gate=gate, actor=request.user, now=timezone.now())
    return redirect("migration:plan_gates", pk=member.plan_id)


@require_POST
def gate_criterion_add(request: PersonRequest, pk: int) -> HttpResponse:
    member, gate = get_gate(request.user, pk, action=Action.EDIT)
    form = CriterionForm(request.POST)
    if form.is_valid():
        try:
            service.add_criterion(
                gate=gate, edit=form.edit(), actor=request.user, now=timezone.now()
            )
            return redirect("migration:gate_detail", pk=pk)
        except DomainError as error:
            form.add_error(None, str(error))
    return render_gate(request, member, gate, criterion_form=form, status=UNPROCESSABLE)


@require_http_methods(["GET", "POST"])
def gate_criterion_edit(request: PersonRequest, pk: int) -> HttpResponse:
    member, criterion = get_gate_criterion(request.user, pk, action=Action.EDIT)
    stored = stored_criterion(criterion)
    form = CriterionForm(request.POST or None, initial=stored)
    return edit_page(
        request,
        "migration/gate_criterion.html",
        member=member,
        form=form,
        save=lambda version: service.edit_criterion(
            criterion=criterion,
            edit=form.edit(),
            version=version,
            actor=request.user,
            now=timezone.now(),
        ),
        stored=stored_criterion,
        back=redirect("migration:gate_detail", pk=criterion.gate_id),
        context={"criterion": criterion, "gate": criterion.gate},
    )


@require_POST
def gate_criterion_remove(request: PersonRequest, pk: int) -> HttpResponse:
    member, criterion = get_gate_criterion(request.user, pk, action=Action.EDIT)
    gate = criterion.gate
    try:
        service.remove_criterion(
            criterion=criterion, actor=request.user, now=timezone.now()
        )
    except DomainError as error:
        return render_gate(
            request, member, gate, problem=str(error), status=UNPROCESSABLE
        )
    return redirect("migration:gate_detail", pk=gate.pk)


@require_POST
def gate_criterion_restore(request: PersonRequest, pk: int) -> HttpResponse:
    member, criterion = get_gate_criterion(
        request.user, pk, action=Action.EDIT, also_removed=True
    )
    gate = criterion.gate
    try:
        service.restore_criterion(
            criterion=criterion, actor=request.user, now=timezone.now()
        )
    except DomainError as error:
        return render_gate(
            request, member, gate, problem=str(error), status=UNPROCESSABLE
        )
    return redirect("migration:gate_detail", pk=gate.pk)


def render_gates(
    request: PersonRequest,
    member: PlanMember,
    *,
    form: GateForm | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """Draw the gates; where the plan uses none, what they would add."""
    plan = member.plan
    today = plan.team.day_of(timezone.now())
    may_add = plan.uses_gates and Action.EDIT in allowed_actions(member)
    return render_plan(
        request,
        "migration/gates.html",
        member=member,
        context={
            "rows": read_gates(plan, today=today) if plan.uses_gates else [],
            "has_usual_left": may_add and bool(usual_gates_left(plan)),
            "removed": plan.gates.filter(removed_at__isnull=False).order_by("pk"),
            "form": form or GateForm(plan=plan),
        },
        status=status,
    )
