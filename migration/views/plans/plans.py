"""Plans of a person: the lists, and a new one."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from common.numbers import read_id
from common.tables.exports import csv_answer, wants_csv
from evaluator.access import get_evaluation
from evaluator.models import Evaluation
from evaluator.permissions import Action as EvaluationAction
from migration.exports.plans import plans as plans_table
from migration.forms.plans.plans import NewPlanForm
from migration.models import Plan
from migration.planning.template import MILESTONE
from migration.selectors.plans.decision_risks import decision_risks
from migration.selectors.plans.plans import Shelf, decided_by, plans_on, read_decided
from migration.services.plans.decision import begin_plan
from workspace.access import get_present_team
from workspace.models import Team
from workspace.permissions import TeamAction
from workspace.requests import PersonRequest


@require_GET
def plan_list(request: PersonRequest, shelf: str = Shelf.ACTIVE) -> HttpResponseBase:
    """Show the own plans of the present team: active, archived, or in the bin."""
    team = get_present_team(request, action=TeamAction.VIEW)
    if team is None:
        return redirect("workspace:home")
    rows = plans_on(Shelf(shelf), user=request.user, team=team, now=timezone.now())
    if wants_csv(request):
        return csv_answer(plans_table(rows))
    return render(request, "migration/plans.html", {"rows": rows, "shelf": shelf})


@require_http_methods(["GET", "POST"])
def plan_new(request: PersonRequest) -> HttpResponse:
    """Ask from where to where and until when, and go on to the checklist."""
    team = get_present_team(request, action=TeamAction.CREATE_PLAN)
    if team is None:
        return redirect("workspace:home")
    evaluation = evaluation_of(request)
    team = evaluation.team if evaluation else team
    now = timezone.now()
    today = team.day_of(now)
    risks = decision_risks(evaluation, today=today) if evaluation else []
    if request.method == "GET":
        known = taken_over(evaluation) | {"template": request.GET.get("template", "")}
        form = NewPlanForm(team=team, risks=risks, initial=known)
        return render_new(request, team, form, evaluation)
    form = NewPlanForm(request.POST, team=team, risks=risks)
    if not form.is_valid():
        return render_new(
            request, team, form, evaluation, status=HTTPStatus.UNPROCESSABLE_ENTITY
        )
    new = form.new_plan(evaluation)
    plan = begin_plan(team=team, new=new, actor=request.user, now=now)
    warn_if_tight(request, plan)
    fits = request.POST.get("then") == "fit"
    return redirect(
        "migration:plan_template" if fits else "migration:plan_checklist", pk=plan.pk
    )


def evaluation_of(request: PersonRequest) -> Evaluation | None:
    """Return the evaluation that the address names, if the user leads it."""
    pk = request.GET.get("evaluation", "")
    if not pk.isdecimal():
        return None
    return get_evaluation(request.user, read_id(pk), action=EvaluationAction.MANAGE)


def taken_over(evaluation: Evaluation | None) -> dict[str, Any]:
    """Fill the form from the recorded choice: away from what is used today."""
    decided = read_decided(evaluation) if evaluation else None
    if decided is None:
        return {}
    names = {"source": decided.source_name, "target": decided.target_name}
    return {
        "title": (_("Move to %(target)s") % names)[:120],
        "source_name": decided.source_name,
        "target_name": decided.target_name,
    }


def warn_if_tight(request: PersonRequest, plan: Plan) -> None:
    goal = plan.tasks.filter(template_key=MILESTONE, about="").first()
    wished, agreed = plan.go_live_on, goal and goal.due_on
    if wished and agreed and agreed > wished:
        text = _(
            "The tasks need more days than there are until the wished day. They start"
            " today, and go-live comes later than you wished; shorten or drop some."
        )
        messages.warning(request, text)


def render_new(
    request: PersonRequest,
    team: Team,
    form: NewPlanForm,
    evaluation: Evaluation | None,
    *,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    offered = [] if evaluation else decided_by(request.user, team)
    context = {"form": form, "evaluation": evaluation, "offered": offered}
    return render(request, "migration/plan_new.html", context, status=status)
