"""Goals: what the company wants, and objectives that say from where to where."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
)

from common.conflicts import refusal_of, show_conflict
from common.errors import DomainError
from common.formatting import listed
from evaluator.access import get_goal_of, get_objective_of, get_participant
from evaluator.content.goals import sample_by_key
from evaluator.forms.goals import GoalsForm, ObjectiveForm
from evaluator.models import Evaluation, Objective, Participant
from evaluator.permissions import Action
from evaluator.selectors.goals import letters_of, metric_names, read_goals, samples
from evaluator.selectors.steps import StepName
from evaluator.services.goals import (
    ObjectiveIsStale,
    add_objective,
    choose_goals,
    edit_objective,
    remove_goal,
    remove_objective,
    restore_objective,
)
from evaluator.views.frame import render_evaluation
from evaluator.views.status import status_of
from workspace.requests import PersonRequest

STEP = StepName.GOALS


@require_http_methods(["GET", "POST"])
def goals(request: PersonRequest, pk: int) -> HttpResponse:
    """Show goals and objectives; a POST chooses the company goals."""
    action = Action.EDIT if request.method == "POST" else Action.VIEW
    participant = get_participant(request.user, pk, action=action)
    if request.method == "GET":
        return render_goals(request, participant)
    form = GoalsForm(request.POST)
    if form.is_valid():
        try:
            choose_goals(
                evaluation=participant.evaluation,
                actor=request.user,
                now=timezone.now(),
                **form.cleaned_data,
            )
            return redirect("evaluator:goals", pk=pk)
        except DomainError as error:
            form.add_error(None, str(error))
    return render_goals(request, participant, form)


def render_goals(
    request: PersonRequest, participant: Participant, form: GoalsForm | None = None
) -> HttpResponse:
    board = read_goals(participant.evaluation)
    chosen = {"keys": [goal.key for goal in board.goals if goal.key]}
    return render_evaluation(
        request,
        "evaluator/goals.html",
        participant=participant,
        step=STEP,
        context={
            "board": board,
            "form": form or GoalsForm(initial=chosen),
            "samples": samples(),
        },
        status=status_of(form),
    )


@require_POST
def goal_remove(request: PersonRequest, pk: int, goal_pk: int) -> HttpResponse:
    goal = get_goal_of(request.user, pk, goal_pk)
    try:
        remove_goal(goal=goal, actor=request.user, now=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("evaluator:goals", pk=pk)


@require_http_methods(["GET", "POST"])
def objective_add(request: PersonRequest, pk: int) -> HttpResponse:
    participant = get_participant(request.user, pk, action=Action.EDIT)
    evaluation = participant.evaluation
    if request.method == "GET":
        initial = {"version": 0, **start_from(request, evaluation)}
        form = ObjectiveForm(evaluation=evaluation, initial=initial)
        return render_objective(request, participant, form)
    form = ObjectiveForm(request.POST, evaluation=evaluation)
    if form.is_valid():
        try:
            objective = add_objective(
                evaluation=evaluation,
                edit=form.edit(),
                actor=request.user,
                now=timezone.now(),
            )
            return back_to(request, objective)
        except DomainError as error:
            form.add_error(None, str(error))
    return render_objective(request, participant, form, status=status_of(form))


def start_from(request: PersonRequest, evaluation: Evaluation) -> dict[str, object]:
    """Fill in a sample, or the whole that a new objective is to be part of."""
    language = get_language() or "en"
    initial: dict[str, object] = {"parent": request.GET.get("parent")}
    sample = sample_by_key(request.GET.get("sample", ""))
    if sample is None:
        return initial
    today = evaluation.team.day_of(timezone.now())
    return initial | {
        "statement": sample.statement.in_language(language),
        "metric": sample.metric.in_language(language),
        "kind": sample.kind,
        "deadline": today + timedelta(days=sample.days),
        "goal": evaluation.company_goals.filter(key=sample.goal).first(),
    }


def back_to(request: PersonRequest, objective: Objective) -> HttpResponse:
    missing = [each.letter for each in letters_of(objective) if not each.is_there]
    if missing:
        text = _("Saved. To be SMART it still lacks: %(letters)s.")
        messages.info(request, text % {"letters": listed(missing)})
    else:
        messages.success(request, _("Saved. The objective is SMART."))
    return redirect("evaluator:goals", pk=objective.evaluation_id)


@require_http_methods(["GET", "POST"])
def objective_edit(request: PersonRequest, pk: int, objective_pk: int) -> HttpResponse:
    """Open an objective; who may not edit reads it."""
    action = Action.EDIT if request.method == "POST" else Action.VIEW
    participant, objective = get_objective_of(
        request.user, pk, objective_pk, action=action
    )
    form = ObjectiveForm(
        request.POST if request.method == "POST" else None,
        evaluation=participant.evaluation,
        objective=objective,
        initial=stored(objective),
    )
    if request.method == "GET":
        return render_objective(request, participant, form, objective=objective)
    status = save_objective(request, objective, form)
    if status == HTTPStatus.FOUND:
        return back_to(request, objective)
    return render_objective(
        request, participant, form, objective=objective, status=status
    )


def stored(objective: Objective) -> dict[str, object]:
    initial: dict[str, object] = {
        name: getattr(objective, name) for name in ObjectiveForm.base_fields
    }
    for name in ("baseline", "target"):
        value = getattr(objective, name)
        initial[name] = None if value is None else f"{value.normalize():f}"
    return initial | {"criteria": list(objective.criteria.all())}


def save_objective(
    request: PersonRequest, objective: Objective, form: ObjectiveForm
) -> HTTPStatus:
    if not form.is_valid():
        return refusal_of(form)
    try:
        edit_objective(
            objective=objective,
            edit=form.edit(),
            version=form.cleaned_data["version"],
            actor=request.user,
            now=timezone.now(),
        )
    except ObjectiveIsStale as error:
        show_conflict(form, stored(objective), error)
        return HTTPStatus.PRECONDITION_FAILED
    except DomainError as error:
        form.add_error(None, str(error))
        return HTTPStatus.UNPROCESSABLE_ENTITY
    return HTTPStatus.FOUND


def render_objective(
    request: PersonRequest,
    participant: Participant,
    form: ObjectiveForm,
    *,
    objective: Objective | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    return render_evaluation(
        request,
        "evaluator/objective.html",
        participant=participant,
        step=STEP,
        context={
            "form": form,
            "objective": objective,
            "letters": letters_of(objective) if objective else (),
            "metrics": metric_names(),
        },
        status=status,
    )


@require_POST
def objective_remove(
    request: PersonRequest, pk: int, objective_pk: int
) -> HttpResponse:
    _own, objective = get_objective_of(
        request.user, pk, objective_pk, action=Action.EDIT
    )
    remove_objective(objective=objective, actor=request.user, now=timezone.now())
    text = _("“%(objective)s” is removed. It can be brought back below.")
    messages.success(request, text % {"objective": objective})
    return redirect("evaluator:goals", pk=pk)


@require_POST
def objective_restore(
    request: PersonRequest, pk: int, objective_pk: int
) -> HttpResponse:
    _own, objective = get_objective_of(
        request.user, pk, objective_pk, action=Action.EDIT, also_removed=True
    )
    restore_objective(objective=objective, actor=request.user, now=timezone.now())
    return redirect("evaluator:goals", pk=pk)
