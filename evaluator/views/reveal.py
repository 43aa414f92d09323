"""The reveal, with a last look at who is missing."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from common.errors import DomainError
from evaluator.access import get_participant
from evaluator.models import Participant
from evaluator.permissions import Action
from evaluator.selectors.ballots import ballot_board
from evaluator.services.reveal import refusal_of, reveal_scores
from evaluator.views.frame import render_evaluation
from evaluator.views.score_parts import STEP
from workspace.reauthentication import needs_recent_login
from workspace.requests import PersonRequest


@require_http_methods(["GET", "POST"])
@needs_recent_login
def score_reveal(request: PersonRequest, pk: int) -> HttpResponse:
    """Show everybody what was submitted: once, for good (R7, R20)."""
    participant = get_participant(request.user, pk, action=Action.MANAGE)
    if request.method == "GET":
        return render_reveal(request, participant)
    try:
        reveal_scores(
            evaluation=participant.evaluation, actor=request.user, now=timezone.now()
        )
    except DomainError as error:
        messages.error(request, str(error))
        return render_reveal(request, participant, status=HTTPStatus.CONFLICT)
    messages.success(request, _("The scores are revealed."))
    return redirect("evaluator:results", pk=pk)


def render_reveal(
    request: PersonRequest, participant: Participant, *, status: int = HTTPStatus.OK
) -> HttpResponse:
    evaluation = participant.evaluation
    return render_evaluation(
        request,
        "evaluator/reveal.html",
        participant=participant,
        step=STEP,
        context={
            "board": ballot_board(evaluation),
            "refusal": refusal_of(evaluation),
        },
        status=status,
    )
