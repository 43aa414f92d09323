"""The frame around a spreadsheet on its way in: an evaluation's, or none yet."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from evaluator.models import Participant
from evaluator.selectors.steps import StepName
from evaluator.views.frame import render_evaluation
from workspace.requests import PersonRequest

IN_EVALUATION, ALONE = "evaluator/base_evaluation.html", "base.html"


def render_import(
    request: PersonRequest,
    template: str,
    *,
    participant: Participant | None,
    context: Mapping[str, Any],
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """Draw a page that extends `frame`: with the road where there is an evaluation."""
    if participant is None:
        drawn = {**context, "frame": ALONE, "evaluation": None}
        return render(request, template, drawn, status=status)
    return render_evaluation(
        request,
        template,
        participant=participant,
        step=StepName.REQUIREMENTS,
        context={**context, "frame": IN_EVALUATION},
        status=status,
    )
