"""Kind check and readiness: what the evaluation as a whole says of the company."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common.conflicts import refusal_of, show_conflict
from evaluator.access import get_participant
from evaluator.forms.diagnosis import (
    KindForm,
    ReadinessForm,
    stored_kinds,
    stored_readiness,
)
from evaluator.models import Participant
from evaluator.permissions import Action
from evaluator.selectors.company_readiness import (
    KindCheck,
    of_another_kind,
    read_kind_check,
    read_readiness,
    readiness_gaps,
)
from evaluator.selectors.steps import StepName
from evaluator.services.company_readiness import (
    ReadinessIsStale,
    save_kinds,
    save_readiness,
)
from evaluator.views.frame import render_evaluation
from workspace.requests import PersonRequest

STEP = StepName.DIAGNOSE


def action_for(request: PersonRequest) -> Action:
    return Action.EDIT if request.method == "POST" else Action.VIEW


@require_http_methods(["GET", "POST"])
def kind_check(request: PersonRequest, pk: int) -> HttpResponse:
    participant = get_participant(request.user, pk, action=action_for(request))
    check = read_kind_check(participant.evaluation)
    if request.method == "GET":
        return render_kinds(request, participant, KindForm(rows=check.rows), check)
    form = KindForm(request.POST, rows=check.rows)
    status = save_answered(request, participant, form)
    if status == HTTPStatus.FOUND:
        return redirect("evaluator:kind_check", pk=pk)
    # Read anew: somebody else may have answered meanwhile.
    check = read_kind_check(participant.evaluation)
    return render_kinds(request, participant, form, check, status=status)


def save_answered(
    request: PersonRequest, participant: Participant, form: KindForm
) -> HTTPStatus:
    """Save, or put what stands in the way into the form; return how it went."""
    if not form.is_valid():
        return refusal_of(form)
    try:
        save_kinds(
            evaluation=participant.evaluation,
            answers=form.answers(),
            version=form.cleaned_data["version"],
            actor=request.user,
            now=timezone.now(),
        )
    except ReadinessIsStale as error:
        rows = read_kind_check(participant.evaluation).rows
        show_conflict(form, stored_kinds(rows), error)
        return HTTPStatus.PRECONDITION_FAILED
    messages.success(request, _("Saved."))
    return HTTPStatus.FOUND


def render_kinds(
    request: PersonRequest,
    participant: Participant,
    form: KindForm,
    check: KindCheck,
    *,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    evaluation = participant.evaluation
    candidates = evaluation.candidates.select_related("platform").by_name()
    other = of_another_kind(evaluation, candidates)
    return render_evaluation(
        request,
        "evaluator/kind_check.html",
        participant=participant,
        step=STEP,
        context={
            "check": check,
            "form": form,
            "others": [
                (each, other[each.pk]) for each in candidates if each.pk in other
            ],
        },
        status=status,
    )


@require_http_methods(["GET", "POST"])
def readiness(request: PersonRequest, pk: int) -> HttpResponse:
    participant = get_participant(request.user, pk, action=action_for(request))
    evaluation = participant.evaluation
    form = ReadinessForm(
        request.POST if request.method == "POST" else None,
        evaluation=evaluation,
        rows=read_readiness(evaluation),
    )
    if request.method == "GET":
        return render_readiness(request, participant, form)
    status = save_points(request, participant, form)
    if status == HTTPStatus.FOUND:
        return redirect("evaluator:readiness", pk=pk)
    return render_readiness(request, participant, form, status=status)


def save_points(
    request: PersonRequest, participant: Participant, form: ReadinessForm
) -> HTTPStatus:
    if not form.is_valid():
        return refusal_of(form)
    try:
        save_readiness(
            evaluation=participant.evaluation,
            edits=form.edits(),
            version=form.cleaned_data["version"],
            actor=request.user,
            now=timezone.now(),
        )
    except ReadinessIsStale as error:
        rows = read_readiness(participant.evaluation)
        show_conflict(form, stored_readiness(rows), error)
        return HTTPStatus.PRECONDITION_FAILED
    messages.success(request, _("Saved."))
    return HTTPStatus.FOUND


def render_readiness(
    request: PersonRequest,
    participant: Participant,
    form: ReadinessForm,
    *,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    return render_evaluation(
        request,
        "evaluator/company_readiness.html",
        participant=participant,
        step=STEP,
        context={"form": form, "gaps": readiness_gaps(participant.evaluation)},
        status=status,
    )
