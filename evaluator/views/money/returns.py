"""What the change brings, and whether it pays."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from common.errors import DomainError, StaleVersion
from evaluator.access import get_billed, get_priced
from evaluator.costs.faults import InputInvalid
from evaluator.forms.money.returns import FunnelForm, GainForm
from evaluator.models import Participant
from evaluator.selectors.money.costs import problem_sentence
from evaluator.selectors.money.return_workings import read_return_working
from evaluator.selectors.money.returns import claims, read_returns, return_case
from evaluator.selectors.steps import StepName
from evaluator.services.money.returns import add_benefit, remove_benefit, set_funnels
from evaluator.views.frame import render_evaluation
from workspace.requests import PersonRequest

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY
PAGE = "evaluator:returns"


@require_http_methods(["GET", "POST"])
def returns(request: PersonRequest, pk: int) -> HttpResponse:
    is_post = request.method == "POST"
    participant = get_priced(request.user, pk, edits=is_post)
    if not is_post:
        return render_returns(request, participant)
    form = FunnelForm(request.POST, case=return_case(participant.evaluation))
    if not form.is_valid():
        return render_returns(request, participant, form=form, status=UNPROCESSABLE)
    try:
        set_funnels(
            evaluation=participant.evaluation,
            before=form.figures_of("before"),
            after=form.figures_of("after"),
            target=form.target(),
            ratings=form.ratings(),
            version=form.cleaned_data["version"],
            actor=request.user,
            now=timezone.now(),
        )
    except StaleVersion as error:
        form.add_error(None, str(error))
        status = HTTPStatus.PRECONDITION_FAILED
        return render_returns(request, participant, form=form, status=status)
    messages.success(request, _("Saved."))
    return redirect(PAGE, pk=pk)


@require_GET
def return_detail(request: PersonRequest, pk: int, candidate_pk: int) -> HttpResponse:
    """Open each figure of a candidate to its formula, its numbers and its inputs."""
    participant, candidate = get_billed(request.user, pk, candidate_pk)
    opened = read_return_working(participant.evaluation, candidate)
    if opened is None:
        raise Http404
    return render_evaluation(
        request,
        "evaluator/return_detail.html",
        participant=participant,
        step=StepName.MONEY,
        context={
            "opened": opened,
            "found": opened.found,
            "candidate": candidate,
            "currency": opened.found.currency,
            "case": opened.found.computed.case,
        },
    )


@require_POST
def gain_add(request: PersonRequest, pk: int) -> HttpResponse:
    participant = get_priced(request.user, pk, edits=True)
    form = GainForm(request.POST)
    status = UNPROCESSABLE
    if form.is_valid():
        try:
            add_benefit(
                evaluation=participant.evaluation,
                line=form.line(),
                version=form.cleaned_data["version"],
                actor=request.user,
                now=timezone.now(),
            )
            return redirect(PAGE, pk=pk)
        except StaleVersion as error:
            form.add_error(None, str(error))
            status = HTTPStatus.PRECONDITION_FAILED
        except DomainError as error:
            form.add_error(None, str(error))
        except InputInvalid as error:
            for problem in error.problems:
                form.add_error(None, problem_sentence(problem))
    return render_returns(request, participant, gain_form=form, status=status)


@require_POST
def gain_remove(request: PersonRequest, pk: int, gain: str) -> HttpResponse:
    participant = get_priced(request.user, pk, edits=True)
    try:
        remove_benefit(
            evaluation=participant.evaluation,
            key=gain,
            actor=request.user,
            now=timezone.now(),
        )
    except DomainError as error:
        messages.warning(request, str(error))
    return redirect(PAGE, pk=pk)


def render_returns(
    request: PersonRequest,
    participant: Participant,
    *,
    status: int = HTTPStatus.OK,
    **page: object,
) -> HttpResponse:
    """Draw the page. `page` may hold form and gain_form."""
    found = read_returns(participant.evaluation)
    context: dict[str, object] = {
        "found": found,
        "currency": found.currency,
        "claims": claims(),
        "form": FunnelForm(case=found.case),
        "gain_form": GainForm(initial={"version": found.case.version}),
    }
    return render_evaluation(
        request,
        "evaluator/returns.html",
        participant=participant,
        step=StepName.MONEY,
        context=context | page,
        status=status,
    )
