"""The hours that assets take: the team's own figures beside the shipped ones."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from common.errors import StaleVersion
from migration.access import get_plan_member
from migration.forms.checklist.tasks import VersionForm
from migration.forms.inventory.effort import EffortTableForm
from migration.models import PlanMember
from migration.permissions import Action
from migration.selectors.inventory.effort import read_team_table
from migration.services.inventory.effort import reset_effort, set_effort
from migration.views.frame import render_plan
from workspace.requests import PersonRequest

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


@require_http_methods(["GET", "POST"])
def plan_effort(request: PersonRequest, pk: int) -> HttpResponse:
    """Read the table; the lead of a plan changes it for all plans of the team."""
    action = Action.MANAGE if request.method == "POST" else Action.VIEW
    member = get_plan_member(request.user, pk, action=action)
    if request.method == "GET":
        return render_effort(request, member)
    form = EffortTableForm(
        request.POST, table=read_team_table(member.plan.team, reader=member.user)
    )
    if not form.is_valid():
        return render_effort(request, member, form=form, status=UNPROCESSABLE)
    hours, shares = form.figures()
    try:
        set_effort(
            plan=member.plan,
            hours=hours,
            shares=shares,
            version=form.cleaned_data["version"],
            actor=request.user,
            now=timezone.now(),
        )
    except StaleVersion as error:
        return render_stale(request, member, error)
    messages.success(request, _("Saved. All plans of the team count by it."))
    return redirect("migration:plan_effort", pk=pk)


def render_stale(
    request: PersonRequest, member: PlanMember, error: StaleVersion
) -> HttpResponse:
    """Keep what was typed; each figure that is stored now stands under its field."""
    data = request.POST.copy()
    table = read_team_table(member.plan.team, reader=member.user)
    data["version"] = str(table.version)
    again = EffortTableForm(data, table=table)
    again.is_valid()
    again.add_error(None, str(error))
    return render_effort(
        request,
        member,
        form=again,
        is_stale=True,
        status=HTTPStatus.PRECONDITION_FAILED,
    )


@require_POST
def effort_reset(request: PersonRequest, pk: int) -> HttpResponse:
    member = get_plan_member(request.user, pk, action=Action.MANAGE)
    form = VersionForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    try:
        reset_effort(
            plan=member.plan, version=version, actor=request.user, now=timezone.now()
        )
    except StaleVersion as error:
        return render_effort(
            request, member, problem=str(error), status=HTTPStatus.PRECONDITION_FAILED
        )
    messages.success(request, _("The shipped figures hold again."))
    return redirect("migration:plan_effort", pk=pk)


def render_effort(
    request: PersonRequest,
    member: PlanMember,
    *,
    form: EffortTableForm | None = None,
    status: int = HTTPStatus.OK,
    **page: object,
) -> HttpResponse:
    """Draw the page. `page` may hold is_stale and problem."""
    form = form or EffortTableForm(
        table=read_team_table(member.plan.team, reader=member.user)
    )
    return render_plan(
        request,
        "migration/effort.html",
        member=member,
        context={"form": form, "table": form.table} | page,
        status=status,
    )
