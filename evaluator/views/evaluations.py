"""Evaluations of a person: the lists, a new one, its overview, its opening."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from common.errors import DomainError
from common.tables.exports import csv_answer, wants_csv
from evaluator.access import get_participant
from evaluator.exports.catalogue import evaluations as evaluations_table
from evaluator.forms.evaluations import NewEvaluationForm
from evaluator.models import Participant
from evaluator.permissions import Action
from evaluator.selectors.evaluations import Shelf, evaluations_on
from evaluator.selectors.overview import read_overview
from evaluator.selectors.readiness import readiness_from
from evaluator.selectors.steps import StepName, progress_of
from evaluator.selectors.tree import read_tree
from evaluator.services.evaluations import create_evaluation, open_scoring
from evaluator.views.frame import render_evaluation
from workspace.access import get_present_team
from workspace.permissions import TeamAction
from workspace.requests import PersonRequest
from workspace.telling import activity_of


@require_GET
def evaluation_list(
    request: PersonRequest, shelf: str = Shelf.ACTIVE
) -> HttpResponseBase:
    """Show the own evaluations of the present team: active, archived, or in the bin."""
    team = get_present_team(request, action=TeamAction.VIEW)
    if team is None:
        return redirect("workspace:home")
    now = timezone.now()
    rows = evaluations_on(Shelf(shelf), user=request.user, team=team, now=now)
    if wants_csv(request):
        return csv_answer(evaluations_table(rows))
    context = {"rows": rows, "shelf": shelf, "now": now}
    return render(request, "evaluator/evaluations.html", context)


@require_http_methods(["GET", "POST"])
def evaluation_new(request: PersonRequest) -> HttpResponse:
    """Ask three things, and go on to the candidates."""
    team = get_present_team(request, action=TeamAction.CREATE_EVALUATION)
    if team is None:
        return redirect("workspace:home")
    if request.method == "GET":
        return render_new(request, NewEvaluationForm(user=request.user, team=team))
    form = NewEvaluationForm(request.POST, user=request.user, team=team)
    if not form.is_valid():
        return render_new(request, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    evaluation = create_evaluation(
        team=team,
        new=form.new_evaluation(),
        actor=request.user,
        now=timezone.now(),
    )
    has_criteria = evaluation.criteria.present().scored().exists()
    page = "candidate_list" if has_criteria else "requirement_tree"
    return redirect(f"evaluator:{page}", pk=evaluation.pk)


def render_new(
    request: PersonRequest, form: NewEvaluationForm, *, status: int = HTTPStatus.OK
) -> HttpResponse:
    page = "evaluator/evaluation_new.html"
    return render(request, page, {"form": form}, status=status)


@require_GET
def evaluation_overview(request: PersonRequest, pk: int) -> HttpResponse:
    participant = get_participant(request.user, pk, action=Action.VIEW)
    evaluation = participant.evaluation
    progress = progress_of(evaluation)
    today = evaluation.team.day_of(timezone.now())
    return render_evaluation(
        request,
        "evaluator/evaluation_overview.html",
        participant=participant,
        step="",
        context={
            "overview": read_overview(participant, progress, today=today),
            "progress": progress,
            "activity": activity_of("evaluation", pk),
        },
    )


@require_http_methods(["GET", "POST"])
def scoring_open(request: PersonRequest, pk: int) -> HttpResponse:
    """Ask before freezing the structure, then open the scoring."""
    participant = get_participant(request.user, pk, action=Action.MANAGE)
    if request.method == "GET":
        return render_opening(request, participant)
    try:
        open_scoring(
            evaluation=participant.evaluation, actor=request.user, now=timezone.now()
        )
    except DomainError as error:
        return render_opening(request, participant, refusal=str(error))
    messages.success(request, _("The scoring is open."))
    return redirect("evaluator:evaluation_overview", pk=pk)


def render_opening(
    request: PersonRequest, participant: Participant, *, refusal: str = ""
) -> HttpResponse:
    progress = progress_of(participant.evaluation)
    tree = read_tree(participant.evaluation)
    return render_evaluation(
        request,
        "evaluator/scoring_open.html",
        participant=participant,
        step=StepName.SCORE,
        context={
            "ready": readiness_from(tree, progress),
            "weightless": [row for row in tree.rows if row.weighs_nothing],
            "refusal": refusal,
        },
        status=HTTPStatus.CONFLICT if refusal else HTTPStatus.OK,
    )
