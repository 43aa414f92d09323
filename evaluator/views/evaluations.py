"""An evaluation as a whole: its overview, its making, its settings, its end."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from evaluator.access import get_participant
from evaluator.permissions import Action
from evaluator.views.frame import render_evaluation


@require_GET
def evaluation_overview(request: HttpRequest, pk: int) -> HttpResponse:
    participant = get_participant(request.user, pk, action=Action.VIEW)
    return render_evaluation(
        request,
        "evaluator/evaluation_overview.html",
        participant=participant,
        step="",
        context={},
    )
