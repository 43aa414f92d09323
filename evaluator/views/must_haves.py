"""Must-haves across the candidates: answers, evidence and waivers."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.errors import DomainError
from evaluator.access import get_must_have, get_participant
from evaluator.forms.candidates import MustHaveForm, WaiverForm
from evaluator.models import Candidate
from evaluator.permissions import Action
from evaluator.selectors.must_haves import (
    MustHaveCell,
    must_have_cell,
    must_have_table,
)
from evaluator.services.must_haves import (
    answer_must_have,
    end_waiver,
    waive_must_have,
)
from evaluator.views.frame import render_evaluation
from evaluator.views.status import status_of
from workspace.requests import PersonRequest

STEP = "candidates"


@require_GET
def must_have_list(request: PersonRequest, pk: int) -> HttpResponse:
    participant = get_participant(request.user, pk, action=Action.VIEW)
    evaluation = participant.evaluation
    candidates = evaluation.candidates.exclude(stage=Candidate.Stage.ELIMINATED)
    table = must_have_table(
        evaluation,
        candidates=candidates.by_name(),
        today=evaluation.team.day_of(timezone.now()),
    )
    return render_evaluation(
        request,
        "evaluator/must_haves.html",
        participant=participant,
        step=STEP,
        context={"table": table},
    )


@require_http_methods(["GET", "POST"])
def must_have_answer(
    request: PersonRequest, candidate_pk: int, criterion_pk: int
) -> HttpResponse:
    """Show one answer with what it rests on; the lead saves it here."""
    action = Action.EDIT if request.method == "POST" else Action.VIEW
    cell = get_cell(request, candidate_pk, criterion_pk, action=action)
    if request.method == "GET":
        return render_cell(request, cell)
    form = MustHaveForm(request.POST)
    if form.is_valid():
        try:
            answer_must_have(
                candidate=cell.candidate,
                criterion=cell.criterion,
                edit=form.edit(),
                actor=request.user,
                now=timezone.now(),
            )
            return back_to(cell)
        except DomainError as error:
            form.add_error(None, str(error))
    return render_cell(request, cell, form=form)


@require_POST
def must_have_waive(
    request: PersonRequest, candidate_pk: int, criterion_pk: int
) -> HttpResponse:
    cell = get_cell(request, candidate_pk, criterion_pk, action=Action.MANAGE)
    form = WaiverForm(request.POST, prefix="waiver")
    if form.is_valid():
        now = timezone.now()
        try:
            waive_must_have(
                answer=cell.answer,
                waiver=form.waiver(),
                today=cell.candidate.evaluation.team.day_of(now),
                actor=request.user,
                now=now,
            )
            return back_to(cell)
        except DomainError as error:
            form.add_error(None, str(error))
    return render_cell(request, cell, waiver_form=form)


@require_POST
def must_have_unwaive(
    request: PersonRequest, candidate_pk: int, criterion_pk: int
) -> HttpResponse:
    cell = get_cell(request, candidate_pk, criterion_pk, action=Action.MANAGE)
    if cell.answer.pk:
        end_waiver(
            answer=cell.answer,
            version=cell.answer.version,
            actor=request.user,
            now=timezone.now(),
        )
    return back_to(cell)


def get_cell(
    request: PersonRequest, candidate_pk: int, criterion_pk: int, *, action: Action
) -> MustHaveCell:
    found = get_must_have(request.user, candidate_pk, criterion_pk, action=action)
    return must_have_cell(*found, now=timezone.now())


def back_to(cell: MustHaveCell) -> HttpResponse:
    return redirect("evaluator:must_have_list", pk=cell.candidate.evaluation_id)


def render_cell(
    request: PersonRequest,
    cell: MustHaveCell,
    *,
    form: forms.Form | None = None,
    waiver_form: forms.Form | None = None,
) -> HttpResponse:
    evaluation = cell.candidate.evaluation
    seen = {"version": cell.answer.version}
    return render_evaluation(
        request,
        "evaluator/must_have.html",
        participant=get_participant(request.user, evaluation.pk, action=Action.VIEW),
        step=STEP,
        context={
            "cell": cell,
            "form": form or MustHaveForm(initial=vars(cell.answer) | seen),
            "waiver_form": waiver_form or WaiverForm(prefix="waiver", initial=seen),
        },
        status=status_of(form, waiver_form),
    )
