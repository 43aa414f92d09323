"""Candidates of an evaluation, and the demo and trial log of each."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.errors import DomainError
from common.numbers import read_id
from common.text import match_key
from evaluator.access import get_candidate, get_participant, get_trial
from evaluator.forms.candidates import (
    AddCandidatesForm,
    CandidateForm,
    StageForm,
    TrialForm,
)
from evaluator.models import Candidate, Participant
from evaluator.permissions import Action
from evaluator.selectors.candidates import candidate_board, platforms_to_add
from evaluator.selectors.steps import StepName
from evaluator.services.candidates import (
    add_candidates,
    edit_candidate,
    move_candidate,
    remove_candidate,
)
from evaluator.services.trials import add_trial, edit_trial, remove_trial
from evaluator.views.frame import render_evaluation
from evaluator.views.status import status_of
from workspace.requests import PersonRequest

STEP = StepName.CANDIDATES


@require_GET
def candidate_list(request: PersonRequest, pk: int) -> HttpResponse:
    participant = get_participant(request.user, pk, action=Action.VIEW)
    return render_list(request, participant)


@require_POST
def candidate_add(request: PersonRequest, pk: int) -> HttpResponse:
    participant = get_participant(request.user, pk, action=Action.EDIT)
    evaluation = participant.evaluation
    form = AddCandidatesForm(request.POST, evaluation=evaluation)
    if form.is_valid():
        try:
            add_candidates(
                evaluation=evaluation,
                new=form.new_candidates(),
                actor=request.user,
                now=timezone.now(),
                reason=form.reason_given,
            )
            return redirect("evaluator:candidate_list", pk=pk)
        except DomainError as error:
            form.add_error(None, str(error))
    return render_list(request, participant, add_form=form)


@require_POST
def candidate_stage(request: PersonRequest, pk: int) -> HttpResponse:
    candidate = get_candidate(request.user, pk, action=Action.EDIT)
    form = StageForm(request.POST, evaluation=candidate.evaluation)
    if form.is_valid():
        try:
            move_candidate(
                candidate=candidate,
                actor=request.user,
                now=timezone.now(),
                stage=form.cleaned_data["stage"],
                version=form.cleaned_data["version"],
                why=form.cleaned_data["why"],
                reason=form.reason_given,
            )
            return redirect("evaluator:candidate_list", pk=candidate.evaluation_id)
        except DomainError as error:
            form.add_error(None, str(error))
    return render_candidate(request, candidate, stage_form=form)


@require_http_methods(["GET", "POST"])
def candidate_detail(request: PersonRequest, pk: int) -> HttpResponse:
    """Show one candidate; its name, note and incumbency are saved here."""
    action = Action.EDIT if request.method == "POST" else Action.VIEW
    candidate = get_candidate(request.user, pk, action=action)
    if request.method == "GET":
        return render_candidate(request, candidate)
    form = CandidateForm(request.POST)
    if form.is_valid():
        try:
            edit_candidate(
                candidate=candidate,
                edit=form.edit(),
                actor=request.user,
                now=timezone.now(),
            )
            messages.success(request, _("Saved."))
            return redirect("evaluator:candidate_detail", pk=pk)
        except DomainError as error:
            form.add_error(None, str(error))
    return render_candidate(request, candidate, form=form)


@require_POST
def candidate_remove(request: PersonRequest, pk: int) -> HttpResponse:
    candidate = get_candidate(request.user, pk, action=Action.EDIT)
    try:
        remove_candidate(
            candidate=candidate,
            actor=request.user,
            now=timezone.now(),
            reason=request.POST.get("reason", ""),
        )
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("evaluator:candidate_detail", pk=pk)
    messages.success(request, _("“%(name)s” was removed.") % {"name": candidate.name})
    return redirect("evaluator:candidate_list", pk=candidate.evaluation_id)


@require_POST
def trial_add(request: PersonRequest, pk: int) -> HttpResponse:
    candidate = get_candidate(request.user, pk, action=Action.EDIT)
    form = TrialForm(request.POST)
    if form.is_valid():
        add_trial(
            candidate=candidate,
            fields=form.edited(),
            actor=request.user,
            now=timezone.now(),
        )
        return redirect("evaluator:candidate_detail", pk=pk)
    return render_candidate(request, candidate, trial_form=form)


@require_http_methods(["GET", "POST"])
def trial_edit(request: PersonRequest, pk: int) -> HttpResponse:
    trial = get_trial(request.user, pk, action=Action.EDIT)
    form = TrialForm(request.POST or None, initial=vars(trial))
    if request.method == "POST" and form.is_valid():
        try:
            edit_trial(
                trial=trial,
                fields=form.edited(),
                version=form.cleaned_data["version"] or 0,
                actor=request.user,
                now=timezone.now(),
            )
            return redirect("evaluator:candidate_detail", pk=trial.candidate_id)
        except DomainError as error:
            form.add_error(None, str(error))
    return render_evaluation(
        request,
        "evaluator/trial.html",
        participant=participant_of(request, trial.candidate),
        step=STEP,
        context={"trial": trial, "form": form, "candidate": trial.candidate},
        status=status_of(form),
    )


@require_POST
def trial_remove(request: PersonRequest, pk: int) -> HttpResponse:
    trial = get_trial(request.user, pk, action=Action.EDIT)
    candidate_pk = trial.candidate_id
    remove_trial(trial=trial, actor=request.user, now=timezone.now())
    return redirect("evaluator:candidate_detail", pk=candidate_pk)


def render_list(
    request: PersonRequest,
    participant: Participant,
    *,
    add_form: AddCandidatesForm | None = None,
) -> HttpResponse:
    evaluation = participant.evaluation
    search = request.GET.get("search", "").strip()
    asked = request.POST if add_form else request.GET
    picked = [read_id(each) for each in asked.getlist("platforms")]
    today = evaluation.team.day_of(timezone.now())
    return render_evaluation(
        request,
        "evaluator/candidates.html",
        participant=participant,
        step=STEP,
        context={
            "board": candidate_board(evaluation, today=today),
            "platforms": platforms_to_add(
                evaluation, search=match_key(search), picked=picked
            ),
            "picked": picked,
            "search": search,
            "form": add_form or AddCandidatesForm(evaluation=evaluation),
        },
        status=status_of(add_form),
    )


def render_candidate(
    request: PersonRequest,
    candidate: Candidate,
    *,
    form: CandidateForm | None = None,
    stage_form: StageForm | None = None,
    trial_form: TrialForm | None = None,
) -> HttpResponse:
    evaluation = candidate.evaluation
    today = evaluation.team.day_of(timezone.now())
    row = candidate_board(evaluation, today=today).row_of(candidate.pk)
    return render_evaluation(
        request,
        "evaluator/candidate.html",
        participant=participant_of(request, candidate),
        step=STEP,
        context={
            "candidate": candidate,
            "row": row,
            "form": form or CandidateForm(initial=vars(candidate)),
            "stage_form": stage_form
            or StageForm(evaluation=evaluation, initial=vars(candidate)),
            "trial_form": trial_form or TrialForm(),
            "refused_trial": trial_form is not None,
        },
        status=status_of(form, stage_form, trial_form),
    )


def participant_of(request: PersonRequest, candidate: Candidate) -> Participant:
    return get_participant(request.user, candidate.evaluation_id, action=Action.VIEW)
