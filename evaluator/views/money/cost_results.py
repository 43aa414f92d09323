"""What each candidate costs in all, how sure that is, and what drives it."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from common.charts.lines import coloured
from common.htmx import wants_region
from common.numbers import read_id
from evaluator.access import get_priced
from evaluator.costs.measures import Measure
from evaluator.costs.sensitivity import Axis
from evaluator.selectors.counted_tree import requirement_tree
from evaluator.selectors.money.cost_drawings import (
    crossing_chart,
    range_rows,
    tornado,
    waterfall,
)
from evaluator.selectors.money.cost_in_ranking import cost_in
from evaluator.selectors.money.cost_results import (
    CostResults,
    Picked,
    crossed,
    curves,
    open_row,
    read_cost_results,
)
from evaluator.selectors.money.cost_words import AXIS_LABELS, CONVENTION_WORDS
from evaluator.selectors.money.value_for_money import read_value_for_money
from evaluator.selectors.steps import StepName
from evaluator.views.frame import render_evaluation
from workspace.requests import PersonRequest

MOST_CROSSINGS = 12
TEMPLATES = {
    True: "evaluator/_costs.html",
    False: "evaluator/cost_results.html",
}


@require_GET
def cost_results(request: PersonRequest, pk: int) -> HttpResponse:
    """Show the costs; without ?ranges only the likely ones, where ranges take long."""
    participant = get_priced(request.user, pk)
    results = read_cost_results(
        participant.evaluation, may_wait="ranges" not in request.GET
    )
    picked = picked_of(results, read_id(request.GET.get("candidate", "")))
    asked = request.GET.get("axis", "")
    axis = Axis(asked) if asked in set(Axis) else Axis.CONTACTS
    return render_evaluation(
        request,
        TEMPLATES[wants_region(request)],
        participant=participant,
        step=StepName.MONEY,
        context={
            "results": results,
            "currency": results.settings.currency,
            "rows": range_rows(results),
            "assumed": assumptions(results),
            "picked": picked,
            "steps_up": waterfall(picked, results.settings.currency) if picked else [],
            "tornado": tornado(picked, results) if picked else [],
            "axis": axis,
            "whole_url": with_ranges(request),
            **({} if results.waits else compared(results, axis)),
        },
    )


def with_ranges(request: PersonRequest) -> str:
    """Return where the same page stands with all that takes long."""
    query = request.GET.copy()
    query["ranges"] = ""
    return f"{request.path}?{query.urlencode()}"


def compared(results: CostResults, axis: Axis) -> dict[str, object]:
    """Return how candidates compare over a quantity, and by what people think."""
    found = curves(results, axis)
    return {
        "axes": [(each, AXIS_LABELS[each]) for each in Axis],
        "chart": crossing_chart(results, found, axis),
        "legend": [
            (coloured(place), results.candidates[each.candidate])
            for place, each in enumerate(found)
        ],
        "value": read_value_for_money(results),
        "cost": cost_in(requirement_tree(results.settings.evaluation)),
        "crossed": crossed(results, axis, found)[:MOST_CROSSINGS],
    }


def picked_of(results: CostResults, candidate_pk: int) -> Picked | None:
    """Open the candidate that is asked for, or the first that could be computed."""
    row = results.row_of(candidate_pk)
    if row is None or row.total is None:
        row = next((each for each in results.rows if each.total is not None), None)
    return open_row(results, row) if row else None


def assumptions(results: CostResults) -> dict[str, object]:
    """Return what the figures rest on, as the line on top of the page says it."""
    case = results.case
    growth = case.usage.growth_of(Measure.STORED_CONTACTS)
    return {
        "contacts": case.usage.figures.get(Measure.STORED_CONTACTS),
        "sends": case.usage.figures.get(Measure.SENDS_PER_CONTACT),
        "growth": growth[1] if growth else None,
        "months": case.months,
        "discount": case.discount_rate,
        "inflation": case.inflation,
        "convention": CONVENTION_WORDS[case.convention],
        "draws": results.draws,
    }
