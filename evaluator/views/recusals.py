"""Declaring a conflict of interest with a candidate, and taking it back."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from common.errors import DomainError
from evaluator.access import get_own_column
from evaluator.forms.scores import RecusalForm
from evaluator.models import Candidate, Participant
from evaluator.selectors.ballots import recusal_of
from evaluator.services.ballots import declare_recusal, withdraw_recusal
from evaluator.views.frame import render_evaluation
from evaluator.views.score_parts import STEP
from workspace.requests import PersonRequest


@require_http_methods(["GET", "POST"])
def recusal_edit(request: PersonRequest, pk: int, candidate_pk: int) -> HttpResponse:
    participant, candidate = get_own_column(request.user, pk, candidate_pk)
    if request.method == "GET":
        recusal = recusal_of(participant, candidate)
        form = RecusalForm(initial={"reason": recusal.reason if recusal else ""})
        return render_recusal(request, participant, candidate, form)
    form = RecusalForm(request.POST)
    if not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return render_recusal(request, participant, candidate, form, status=status)
    try:
        declare_recusal(
            participant=participant,
            candidate=candidate,
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
        )
    except DomainError as error:
        form.add_error(None, str(error))
        status = HTTPStatus.CONFLICT
        return render_recusal(request, participant, candidate, form, status=status)
    text = _("You do not score %(name)s.") % {"name": candidate.name}
    messages.success(request, text)
    return redirect("evaluator:score_sheet", pk=pk)


@require_POST
def recusal_withdraw(
    request: PersonRequest, pk: int, candidate_pk: int
) -> HttpResponse:
    participant, candidate = get_own_column(request.user, pk, candidate_pk)
    try:
        withdraw_recusal(
            participant=participant, candidate=candidate, now=timezone.now()
        )
    except DomainError as error:
        messages.error(request, str(error))
    else:
        text = _("You score %(name)s again.") % {"name": candidate.name}
        messages.success(request, text)
    return redirect("evaluator:score_sheet", pk=pk)


def render_recusal(
    request: PersonRequest,
    participant: Participant,
    candidate: Candidate,
    form: RecusalForm,
    *,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    return render_evaluation(
        request,
        "evaluator/recusal.html",
        participant=participant,
        step=STEP,
        context={
            "candidate": candidate,
            "form": form,
            "recusal": recusal_of(participant, candidate),
        },
        status=status,
    )
