"""The risk register of a plan."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.errors import DomainError
from common.tables.exports import csv_answer, wants_csv
from migration.access import get_plan, get_plan_member, get_risk
from migration.exports.risks import risks_table
from migration.forms.gates.risks import RiskForm, stored_risk
from migration.models import PlanMember, Risk
from migration.permissions import Action, allowed_actions
from migration.selectors.gates.usual import usual_risks_left
from migration.services.gates import risks as service
from migration.views.editing import edit_page
from migration.views.frame import render_plan
from workspace.requests import PersonRequest

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


@require_GET
def plan_risks(request: PersonRequest, pk: int) -> HttpResponseBase:
    """Show the risks, the worst first."""
    member = get_plan_member(request.user, pk, action=Action.VIEW)
    if wants_csv(request):
        return csv_answer(risks_table(member.plan, risks_of(member)))
    return show(request, member, RiskForm(plan=member.plan))


@require_POST
def risk_add(request: PersonRequest, pk: int) -> HttpResponse:
    member = get_plan_member(request.user, pk, action=Action.EDIT)
    form = RiskForm(request.POST, plan=member.plan)
    if form.is_valid():
        try:
            service.add_risk(
                plan=member.plan,
                edit=form.edit(),
                actor=request.user,
                now=timezone.now(),
            )
            return redirect("migration:plan_risks", pk=pk)
        except DomainError as error:
            form.add_error(None, str(error))
    return show(request, member, form, status=UNPROCESSABLE)


@require_POST
def risk_seed(request: PersonRequest, pk: int) -> HttpResponse:
    """Put the usual risks on the list."""
    plan = get_plan(request.user, pk, action=Action.EDIT)
    service.seed_risks(plan=plan, actor=request.user, now=timezone.now())
    return redirect("migration:plan_risks", pk=pk)


@require_http_methods(["GET", "POST"])
def risk_edit(request: PersonRequest, pk: int) -> HttpResponse:
    member, risk = get_risk(request.user, pk, action=Action.EDIT)
    form = RiskForm(request.POST or None, plan=member.plan, initial=stored_risk(risk))
    return edit_page(
        request,
        "migration/risk.html",
        member=member,
        form=form,
        save=lambda version: service.edit_risk(
            risk=risk,
            edit=form.edit(),
            version=version,
            actor=request.user,
            now=timezone.now(),
        ),
        stored=stored_risk,
        back=redirect("migration:plan_risks", pk=member.plan_id),
        context={"risk": risk},
    )


@require_POST
def risk_remove(request: PersonRequest, pk: int) -> HttpResponse:
    member, risk = get_risk(request.user, pk, action=Action.EDIT)
    service.remove_risk(risk=risk, actor=request.user, now=timezone.now())
    return redirect("migration:plan_risks", pk=member.plan_id)


@require_POST
def risk_restore(request: PersonRequest, pk: int) -> HttpResponse:
    member, risk = get_risk(request.user, pk, action=Action.EDIT, also_removed=True)
    service.restore_risk(risk=risk, actor=request.user, now=timezone.now())
    return redirect("migration:plan_risks", pk=member.plan_id)


def show(
    request: PersonRequest,
    member: PlanMember,
    form: RiskForm,
    *,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    may_edit = Action.EDIT in allowed_actions(member)
    return render_plan(
        request,
        "migration/risks.html",
        member=member,
        context={
            "risks": risks_of(member),
            "removed": member.plan.risks.filter(removed_at__isnull=False),
            "has_usual_left": may_edit and bool(usual_risks_left(member.plan)),
            "form": form,
        },
        status=status,
    )


def risks_of(member: PlanMember) -> list[Risk]:
    rows = member.plan.risks.present().select_related("owner__user", "task")
    return list(rows.worst_first())
