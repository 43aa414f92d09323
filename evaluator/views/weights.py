"""Weights of the requirement tree."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from common.errors import DomainError
from common.htmx import is_htmx
from evaluator.access import get_participant
from evaluator.forms.weights import EqualiseForm, WeightTableForm, name_of, version_of
from evaluator.models import Participant
from evaluator.permissions import Action
from evaluator.selectors.steps import StepName
from evaluator.selectors.tree import TreeRow, read_tree
from evaluator.services.weights import WeightsAreStale, equalise_weights, set_weights
from evaluator.views.frame import render_evaluation
from workspace.requests import PersonRequest

POINTS = "points"
UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


@require_http_methods(["GET", "POST"])
def weight_table(request: PersonRequest, pk: int) -> HttpResponse:
    """Show all weights in one table; the lead saves those that changed."""
    action = Action.EDIT if request.method == "POST" else Action.VIEW
    participant = get_participant(request.user, pk, action=action)
    form = table_form(request, participant)
    if request.method == "GET":
        return render_table(request, participant, form)
    status = save_weights(request, participant, form)
    if status == HTTPStatus.FOUND:
        return redirect(request.get_full_path())
    return render_table(request, participant, form, status=status)


def table_form(request: PersonRequest, participant: Participant) -> WeightTableForm:
    return WeightTableForm(
        request.POST if request.method == "POST" else None,
        evaluation=participant.evaluation,
        tree=read_tree(participant.evaluation),
        in_points=request.GET.get("view") == POINTS,
    )


def save_weights(
    request: PersonRequest, participant: Participant, form: WeightTableForm
) -> HTTPStatus:
    """Save, or put what stands in the way into the form; return how it went."""
    if not form.is_valid():
        return UNPROCESSABLE
    try:
        set_weights(
            evaluation=participant.evaluation,
            edits=form.edits(),
            actor=request.user,
            now=timezone.now(),
            reason=form.reason_given,
        )
    except WeightsAreStale as error:
        form.show_conflict(error)
        return HTTPStatus.PRECONDITION_FAILED
    except DomainError as error:
        form.add_error(None, str(error))
        return UNPROCESSABLE
    return HTTPStatus.FOUND


@require_POST
def weight_equalise(request: PersonRequest, pk: int) -> HttpResponse:
    """Give one group equal weights."""
    participant = get_participant(request.user, pk, action=Action.EDIT)
    form = EqualiseForm(request.POST, evaluation=participant.evaluation)
    if form.is_valid():
        try:
            equalise_weights(
                evaluation=participant.evaluation,
                parent=form.cleaned_data["parent"],
                actor=request.user,
                now=timezone.now(),
                reason=form.reason_given,
            )
            url = reverse("evaluator:weight_table", args=[pk])
            query = f"?{request.GET.urlencode()}" if request.GET else ""
            return redirect(url + query)
        except DomainError as error:
            form.add_error(None, str(error))
    table = WeightTableForm(
        evaluation=participant.evaluation, tree=read_tree(participant.evaluation)
    )
    return render_table(
        request, participant, table, equalise_form=form, status=UNPROCESSABLE
    )


def render_table(
    request: PersonRequest,
    participant: Participant,
    form: WeightTableForm,
    *,
    equalise_form: EqualiseForm | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    evaluation = participant.evaluation
    context = {
        "form": form,
        "groups": [
            (parent, [fields_of(form, row) for row in group])
            for parent, group in form.tree.groups
        ],
        "equalise_form": equalise_form or EqualiseForm(evaluation=evaluation),
        "in_points": form.in_points,
    }
    return render_evaluation(
        request,
        "evaluator/_weights.html" if is_htmx(request) else "evaluator/weights.html",
        participant=participant,
        step=StepName.REQUIREMENTS,
        context=context,
        status=status,
    )


def fields_of(form: WeightTableForm, row: TreeRow) -> dict[str, object]:
    """Return one line of the table: row, field, what it was drawn with, version."""
    field = form[name_of(row.criterion)]
    return {
        "row": row,
        "field": field,
        "was": field.as_hidden(only_initial=True),
        "version": form[version_of(row.criterion)],
    }
