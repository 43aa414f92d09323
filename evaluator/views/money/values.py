"""Criteria that take their values from the costs."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common.errors import DomainError, StaleVersion
from evaluator.access import get_priced
from evaluator.forms.money.values import BindingForm, TakingForm, ends_shown
from evaluator.models import Criterion, Participant
from evaluator.selectors.money.cost_results import read_cost_results
from evaluator.selectors.money.figures import (
    Figure,
    figures_told,
    suggested_ends,
    unit_of,
)
from evaluator.selectors.money.values import read_taking
from evaluator.selectors.steps import StepName
from evaluator.services.money.values import bind_to_costs, take_from_costs
from evaluator.views.frame import render_evaluation
from workspace.requests import PersonRequest

FIGURE_OF_TEMPLATE = {"yearly_budget": Figure.YEARLY}
UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY
STALE = HTTPStatus.PRECONDITION_FAILED


@require_http_methods(["GET", "POST"])
def criterion_costs(request: PersonRequest, pk: int, criterion_pk: int) -> HttpResponse:
    """Let one criterion take its values from the costs."""
    participant = get_priced(request.user, pk, edits=True)
    leaves = participant.evaluation.criteria.present().exclude(
        kind__in=[Criterion.Kind.CATEGORY, Criterion.Kind.MUST_HAVE]
    )
    criterion = get_object_or_404(leaves, pk=criterion_pk)
    criterion.evaluation = participant.evaluation
    if request.method == "GET":
        return render_binding(request, participant, criterion)
    form = binding_form(request, criterion, request.POST)
    if not form.is_valid():
        return render_binding(request, participant, criterion, form, UNPROCESSABLE)
    try:
        bind_to_costs(
            criterion=criterion,
            edit=form.edit(),
            actor=request.user,
            now=timezone.now(),
            reason=form.reason_given,
        )
    except DomainError as error:
        form.add_error(None, str(error))
        status = STALE if isinstance(error, StaleVersion) else UNPROCESSABLE
        return render_binding(request, participant, criterion, form, status)
    messages.success(request, _("The criterion takes its values from the costs."))
    return redirect("evaluator:measured_costs", pk=pk)


def render_binding(
    request: PersonRequest,
    participant: Participant,
    criterion: Criterion,
    form: BindingForm | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """Draw the form, with the figures of today beside it."""
    costs = read_cost_results(participant.evaluation)
    figure = asked_figure(request, criterion)
    told = figures_told(costs, figure)
    ends = suggested_ends(costs, figure, told)
    initial = {
        "money_figure": figure,
        "unit": unit_of(figure, costs.settings.currency),
        "version": criterion.version,
        **ends_shown(criterion, figure, ends),
    }
    context = {
        "criterion": criterion,
        "form": form or binding_form(request, criterion, initial=initial),
        "figure": figure,
        "figures": Figure.choices,
        "told": [
            (row.candidate, told[row.candidate.pk])
            for row in costs.rows
            if row.candidate.stage == row.candidate.Stage.SHORT
        ],
        "unit": unit_of(figure, costs.settings.currency),
        "ends": ends,
        "settings": costs.settings,
    }
    return render_evaluation(
        request,
        "evaluator/criterion_costs.html",
        participant=participant,
        step=StepName.REQUIREMENTS,
        context=context,
        status=status,
    )


def binding_form(
    request: PersonRequest,
    criterion: Criterion,
    data: QueryDict | None = None,
    **more: Any,
) -> BindingForm:
    figure = asked_figure(request, criterion)
    return BindingForm(
        data,
        evaluation=criterion.evaluation,
        criterion=criterion,
        figure=figure,
        **more,
    )


def asked_figure(request: PersonRequest, criterion: Criterion) -> str:
    """Return the figure of the form or the address, else what suits the criterion."""
    asked = request.POST.get("money_figure") or request.GET.get("figure", "")
    if asked in Figure.values:
        return asked
    suits = FIGURE_OF_TEMPLATE.get(criterion.template_key, Figure.TOTAL)
    return criterion.money_figure or suits


@require_http_methods(["GET", "POST"])
def measured_costs(request: PersonRequest, pk: int) -> HttpResponse:
    """Hold the values taken from the costs against those of now, and take these."""
    participant = get_priced(request.user, pk, edits=request.method == "POST")
    evaluation = participant.evaluation
    if request.method == "GET":
        return render_taking(request, participant)
    form = TakingForm(request.POST, evaluation=evaluation)
    if not form.is_valid():
        return render_taking(request, participant, form, UNPROCESSABLE)
    try:
        take_from_costs(
            evaluation=evaluation,
            seen=form.cleaned_data["seen"],
            actor=request.user,
            now=timezone.now(),
            reason=form.reason_given,
        )
    except DomainError as error:
        form.add_error(None, str(error))
        status = STALE if isinstance(error, StaleVersion) else UNPROCESSABLE
        return render_taking(request, participant, form, status)
    messages.success(request, _("The values are taken from the costs."))
    return redirect("evaluator:measured_costs", pk=pk)


def render_taking(
    request: PersonRequest,
    participant: Participant,
    form: TakingForm | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    evaluation = participant.evaluation
    taking = read_taking(evaluation)
    return render_evaluation(
        request,
        "evaluator/measured_costs.html",
        participant=participant,
        step=StepName.CANDIDATES,
        context={
            "taking": taking,
            "form": form or TakingForm(evaluation=evaluation),
        },
        status=status,
    )
