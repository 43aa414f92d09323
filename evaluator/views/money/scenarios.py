"""Scenarios: costs side by side, and the changes that make one."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from common.htmx import wants_region
from common.numbers import read_id
from evaluator.access import get_priced, get_scenario
from evaluator.forms.money.scenarios import ScenarioForm, start_of, stored
from evaluator.models import Participant, Scenario
from evaluator.selectors.money.scenario_drawings import drawn_rows
from evaluator.selectors.money.scenario_words import (
    change_rows,
    change_sentences,
    cheapest_sentence,
)
from evaluator.selectors.money.scenarios import Comparison, compare_scenarios
from evaluator.selectors.steps import StepName
from evaluator.services.money.scenarios import (
    ScenarioNamedTwice,
    TooManyScenarios,
    add_scenario,
    edit_scenario,
    remove_scenario,
    restore_scenario,
)
from evaluator.views.frame import render_evaluation
from evaluator.views.money.cost_results import with_ranges
from evaluator.views.money.saving import money_saved
from workspace.requests import PersonRequest

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY
PAGE = "evaluator:scenario_list"
TEMPLATES = {
    True: "evaluator/_scenario_totals.html",
    False: "evaluator/scenarios.html",
}


@require_GET
def scenario_list(request: PersonRequest, pk: int) -> HttpResponse:
    """Compare all; the differences of one (?marked=) are highlighted.

    Without ?ranges there are only likely totals, where ranges take long.
    """
    participant = get_priced(request.user, pk)
    found = compare_scenarios(
        participant.evaluation, may_wait="ranges" not in request.GET
    )
    marked = marked_of(found, read_id(request.GET.get("marked", "")))
    return render_evaluation(
        request,
        TEMPLATES[wants_region(request)],
        participant=participant,
        step=StepName.MONEY,
        context={
            "comparison": found,
            "marked": marked,
            "rows": drawn_rows(found, marked),
            "changes": change_rows(found, marked),
            "told": told_of(found, marked) if marked else [],
            "removed": participant.evaluation.scenarios.removed().order_by("pk"),
            "kinds": Scenario.Kind.choices,
            "whole_url": with_ranges(request),
        },
    )


def marked_of(found: Comparison, wanted: int) -> Scenario | None:
    """Return the scenario whose differences are highlighted: else the first."""
    by_pk = {each.pk: each for each in found.scenarios}
    return by_pk.get(wanted, next(iter(found.scenarios), None))


def told_of(found: Comparison, marked: Scenario) -> list[str]:
    """Say what differs in this scenario, and what comes of it."""
    sentences = change_sentences(marked, found.months)
    outcome = cheapest_sentence(found, marked)
    return [*sentences, outcome] if outcome else sentences


@require_http_methods(["GET", "POST"])
def scenario_add(request: PersonRequest, pk: int) -> HttpResponse:
    participant = get_priced(request.user, pk, edits=True)
    if request.method == "GET":
        form = ScenarioForm(initial=start_of(request.GET.get("kind", "")))
        return render_scenario(request, participant, form)
    form = ScenarioForm(request.POST)
    status = money_saved(
        form,
        lambda: add_scenario(
            evaluation=participant.evaluation,
            edit=form.edit(),
            actor=request.user,
            now=timezone.now(),
        ),
    )
    if status == HTTPStatus.FOUND:
        return redirect(PAGE, pk=pk)
    return render_scenario(request, participant, form, status=status)


@require_http_methods(["GET", "POST"])
def scenario_edit(request: PersonRequest, pk: int) -> HttpResponse:
    participant, scenario = get_scenario(request.user, pk, edits=True)
    if request.method == "GET":
        form = ScenarioForm(initial=stored(scenario))
        return render_scenario(request, participant, form, scenario=scenario)
    form = ScenarioForm(request.POST)
    status = money_saved(
        form,
        lambda: edit_scenario(
            scenario=scenario,
            edit=form.edit(),
            version=form.cleaned_data["version"] or 0,
            actor=request.user,
            now=timezone.now(),
        ),
        stored,
    )
    if status == HTTPStatus.FOUND:
        messages.success(request, _("Saved."))
        return redirect(PAGE, pk=scenario.evaluation_id)
    return render_scenario(request, participant, form, scenario=scenario, status=status)


@require_POST
def scenario_remove(request: PersonRequest, pk: int) -> HttpResponse:
    _participant, scenario = get_scenario(request.user, pk, edits=True)
    remove_scenario(scenario=scenario, actor=request.user, now=timezone.now())
    return redirect(PAGE, pk=scenario.evaluation_id)


@require_POST
def scenario_restore(request: PersonRequest, pk: int) -> HttpResponse:
    _participant, scenario = get_scenario(
        request.user, pk, edits=True, also_removed=True
    )
    try:
        restore_scenario(scenario=scenario, actor=request.user, now=timezone.now())
    except (ScenarioNamedTwice, TooManyScenarios) as error:
        messages.error(request, str(error))
    return redirect(PAGE, pk=scenario.evaluation_id)


def render_scenario(
    request: PersonRequest,
    participant: Participant,
    form: ScenarioForm,
    *,
    scenario: Scenario | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    return render_evaluation(
        request,
        "evaluator/scenario.html",
        participant=participant,
        step=StepName.MONEY,
        context={"form": form, "scenario": scenario},
        status=status,
    )
