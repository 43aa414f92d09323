"""Results: the ranking, how sure it is, and every number opened."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from common.errors import DomainError
from common.locale import current_locale
from evaluator.access import get_participant
from evaluator.forms.choices import ChoiceForm
from evaluator.models import Choice, Evaluation, Participant
from evaluator.permissions import Action, allowed_actions
from evaluator.selectors import result_blocks as blocks
from evaluator.selectors.money.cost_in_ranking import cost_in
from evaluator.selectors.money.values import origin_words
from evaluator.selectors.openings import open_cell, open_total
from evaluator.selectors.results import Results, read_results
from evaluator.selectors.shared import seen_by
from evaluator.selectors.steps import StepName
from evaluator.services.choices import record_choice
from evaluator.views.frame import render_evaluation, versions_of
from evaluator.views.status import status_of
from workspace.kept_pages import kept_page
from workspace.requests import PersonRequest

STEP = StepName.DECIDE


@require_GET
def results_page(request: PersonRequest, pk: int) -> HttpResponse:
    """Show the ranking, or say in words why there is none to see yet."""
    participant = get_participant(request.user, pk, action=Action.VIEW)
    evaluation = participant.evaluation
    if not evaluation.shows_results:
        return render_page(request, "evaluator/results_sealed.html", participant, {})
    choice = choice_of(evaluation)

    def draw() -> HttpResponse:
        results = seen_by(read_now(evaluation), participant)
        context = results_context(results) | {"choice": choice}
        return render_page(request, "evaluator/results.html", participant, context)

    # The lead of a decided evaluation also sees its plan, which has no version here.
    if choice and Action.MANAGE in allowed_actions(participant):
        return draw()
    recorded = (choice.version, str(choice.by)) if choice else None
    content = ("results", recorded, *versions_of(participant))
    return kept_page(request, content=content, draw=draw)


@require_GET
def result_total(request: PersonRequest, pk: int, candidate_pk: int) -> HttpResponse:
    """Open one total into the contributions of its criteria."""
    participant = get_participant(request.user, pk, action=Action.VIEW)
    results = seen_by(shown_results(participant.evaluation), participant)
    if candidate_pk not in results.candidates or candidate_pk in results.out:
        raise Http404
    context = {"opened": open_total(results, candidate_pk), "results": results}
    return render_page(request, "evaluator/result_total.html", participant, context)


@require_GET
def result_cell(
    request: PersonRequest, pk: int, candidate_pk: int, criterion_pk: int
) -> HttpResponse:
    """Open one cell into the scores, notes and evidence of each person."""
    participant = get_participant(request.user, pk, action=Action.VIEW)
    results = seen_by(shown_results(participant.evaluation), participant)
    is_leaf = criterion_pk in {leaf.pk for leaf in results.tree.leaves}
    if candidate_pk not in results.candidates or not is_leaf:
        raise Http404
    opened = open_cell(results, candidate_pk, criterion_pk)
    context = {
        "opened": opened,
        "origin": origin_words(opened.measured) if opened.measured else "",
    }
    return render_page(request, "evaluator/result_cell.html", participant, context)


@require_http_methods(["GET", "POST"])
def choice_edit(request: PersonRequest, pk: int) -> HttpResponse:
    """Record who is chosen, and why."""
    participant = get_participant(request.user, pk, action=Action.MANAGE)
    evaluation = participant.evaluation
    results = shown_results(evaluation)
    form = ChoiceForm(
        request.POST or None, evaluation=evaluation, initial=proposal(results)
    )
    if request.method == "POST" and form.is_valid():
        try:
            record_choice(
                evaluation=evaluation,
                edit=form.edit(),
                actor=request.user,
                now=timezone.now(),
            )
            return redirect("evaluator:results", pk=pk)
        except DomainError as error:
            form.add_error(None, str(error))
    context = {"form": form, "unseen": blocks.unseen(results, list(results.candidates))}
    return render_page(request, "evaluator/choice.html", participant, context, form)


def read_now(evaluation: Evaluation) -> Results:
    return read_results(evaluation, today=evaluation.team.day_of(timezone.now()))


def shown_results(evaluation: Evaluation) -> Results:
    """Return the results, 404 while they are sealed (R17)."""
    if not evaluation.shows_results:
        raise Http404
    return read_now(evaluation)


def results_context(results: Results) -> dict[str, Any]:
    """Everything that the blocks of the page print; the share page uses it too."""
    is_rtl = current_locale().is_rtl
    cost = cost_in(results.tree)
    if not results.is_computable:
        return {"results": results, "verdict": None, "cost": cost}
    return {
        "results": results,
        "cost": cost,
        "verdict": blocks.verdict(results),
        "ranking": blocks.ranking_rows(results, is_rtl=is_rtl),
        "legend": blocks.legend(results),
        "profile": blocks.profile_chart(results, is_rtl=is_rtl),
        "heat": blocks.heat_rows(results),
        "spread": blocks.spread_rows(results),
        "stability": blocks.stability_rows(results, is_rtl=is_rtl),
        "comparisons": blocks.comparisons(results),
        "changes": results.evaluation.structure_changes.order_by("-at"),
    }


def choice_of(evaluation: Evaluation) -> Choice | None:
    return Choice.objects.of(evaluation).first()


def proposal(results: Results) -> dict[str, object]:
    """Start from what is recorded, else from the ranking."""
    choice = choice_of(results.evaluation)
    if choice:
        return {
            **vars(choice),
            "chosen": choice.chosen_id,
            "runner_up": choice.runner_up_id,
        }
    found = blocks.verdict(results) if results.is_computable else None
    if found is None or found.is_tie:
        return {"version": 0}  # between equals the lead chooses, not the list's order
    return {"chosen": found.winner, "runner_up": found.runner_up, "version": 0}


def render_page(
    request: PersonRequest,
    template: str,
    participant: Participant,
    context: dict[str, Any],
    form: ChoiceForm | None = None,
) -> HttpResponse:
    return render_evaluation(
        request,
        template,
        participant=participant,
        step=STEP,
        context=context,
        status=status_of(form),
    )
