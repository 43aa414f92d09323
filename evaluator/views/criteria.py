"""The requirement tree of an evaluation, edited in place."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from evaluator.access import get_participant
from evaluator.permissions import Action
from evaluator.selectors.steps import StepName
from evaluator.selectors.tree import read_tree
from evaluator.views.frame import render_evaluation


@require_GET
def requirement_tree(request: HttpRequest, pk: int) -> HttpResponse:
    participant = get_participant(request.user, pk, action=Action.VIEW)
    return render_evaluation(
        request,
        "evaluator/requirements.html",
        participant=participant,
        step=StepName.REQUIREMENTS,
        context={"tree": read_tree(participant.evaluation)},
    )
