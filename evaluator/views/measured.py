"""Measured criteria: the number of each candidate, and where it was read."""

from __future__ import annotations

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from common.errors import DomainError
from evaluator.access import get_candidate, get_participant
from evaluator.forms.candidates import MeasuredForm
from evaluator.models import Candidate, Fact, Participant
from evaluator.permissions import Action
from evaluator.selectors.candidates import (
    MeasuredCell,
    MeasuredRow,
    measured_rows,
    open_rows,
)
from evaluator.selectors.money.values import Taking, read_taking
from evaluator.services.measured import set_measured_value
from evaluator.views.frame import render_evaluation
from evaluator.views.status import status_of
from workspace.requests import PersonRequest

STEP = "candidates"


@require_GET
def measured_list(request: PersonRequest, pk: int) -> HttpResponse:
    participant = get_participant(request.user, pk, action=Action.VIEW)
    rows = open_rows(participant)
    return render_evaluation(
        request,
        "evaluator/measured.html",
        participant=participant,
        step=STEP,
        context={"rows": rows, "taking": taking_of(participant, rows)},
    )


def taking_of(participant: Participant, rows: tuple[MeasuredRow, ...]) -> Taking | None:
    """Return what the costs say now, where a value that is shown comes from them."""
    if not any(row.criterion.money_figure for row in rows):
        return None
    return read_taking(participant.evaluation)


@require_http_methods(["GET", "POST"])
def measured_edit(
    request: PersonRequest, candidate_pk: int, criterion_pk: int
) -> HttpResponse:
    """Type a value, or take it from a fact of the catalogue."""
    candidate = get_candidate(request.user, candidate_pk, action=Action.EDIT)
    row, cell = get_cell(candidate, criterion_pk)
    if row.criterion.money_figure and request.method == "GET":
        return redirect("evaluator:measured_costs", pk=candidate.evaluation_id)
    if request.method == "GET":
        form = MeasuredForm(evaluation=candidate.evaluation, initial=seen(cell))
        return render_form(request, row, cell, form)
    form = MeasuredForm(posted(request, cell), evaluation=candidate.evaluation)
    if form.is_valid():
        try:
            set_measured_value(
                candidate=candidate,
                criterion=row.criterion,
                edit=form.edit(chosen_fact(cell, form)),
                actor=request.user,
                now=timezone.now(),
                reason=form.reason_given,
            )
            return redirect("evaluator:measured_list", pk=candidate.evaluation_id)
        except DomainError as error:
            form.add_error(None, str(error))
    return render_form(request, row, cell, form)


def posted(request: PersonRequest, cell: MeasuredCell) -> QueryDict:
    """Return what was sent; the button of a figure fills in its value and source."""
    data = request.POST.copy()
    for fact in cell.facts:
        if data.get("take") == str(fact.pk):
            data["fact"], data["value"] = str(fact.pk), str(fact.value)
            data["source"] = fact.source_url or fact.source
    return data


def get_cell(
    candidate: Candidate, criterion_pk: int
) -> tuple[MeasuredRow, MeasuredCell]:
    """Return row and cell: 404 for a criterion or candidate that is not measured."""
    for row in measured_rows(candidate.evaluation):
        for cell in row.cells:
            if row.criterion.pk == criterion_pk and cell.candidate == candidate:
                return row, cell
    raise Http404


def chosen_fact(cell: MeasuredCell, form: MeasuredForm) -> Fact | None:
    """Return the fact whose figure the value is; typing another value drops it."""
    chosen = form.cleaned_data["fact"]
    value = form.cleaned_data["value"]
    return next(
        (
            fact
            for fact in cell.facts
            if fact.pk == chosen and float(fact.value or 0) == float(value or 0)
        ),
        None,
    )


def seen(cell: MeasuredCell) -> dict[str, object]:
    if cell.value is None:
        return {"version": 0}
    value = cell.value
    return {
        "version": value.version,
        "value": "" if value.value is None else f"{value.value.normalize():f}",
        "source": value.source,
        "fact": value.fact_id,
    }


def render_form(
    request: PersonRequest, row: MeasuredRow, cell: MeasuredCell, form: MeasuredForm
) -> HttpResponse:
    evaluation = cell.candidate.evaluation
    return render_evaluation(
        request,
        "evaluator/measured_value.html",
        participant=get_participant(request.user, evaluation.pk, action=Action.VIEW),
        step=STEP,
        context={"row": row, "cell": cell, "form": form},
        status=status_of(form),
    )
