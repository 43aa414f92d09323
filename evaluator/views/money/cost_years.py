"""A year of a candidate's cost, opened down to tariff steps and sources."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from evaluator.access import get_billed
from evaluator.selectors.money.cost_workings import read_cost_year
from evaluator.selectors.steps import StepName
from evaluator.views.frame import render_evaluation
from workspace.requests import PersonRequest


@require_GET
def cost_year(
    request: PersonRequest, pk: int, candidate_pk: int, year: int
) -> HttpResponse:
    participant, candidate = get_billed(request.user, pk, candidate_pk)
    found = read_cost_year(participant.evaluation, candidate, year)
    if found is None:
        raise Http404
    return render_evaluation(
        request,
        "evaluator/cost_year.html",
        participant=participant,
        step=StepName.MONEY,
        context={
            "found": found,
            "candidate": candidate,
            "currency": found.currency,
            "all_years": range(1, found.years + 1),
        },
    )
