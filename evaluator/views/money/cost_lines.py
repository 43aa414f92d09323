"""Cost lines: listed by category, added from the library or freely, changed."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from evaluator.access import get_cost_line, get_priced
from evaluator.content.cost_lines import usual_line
from evaluator.costs.quick_kinds import PREFIX
from evaluator.forms.money.cost_lines import CostLineForm, stored
from evaluator.models import CostLine, Participant
from evaluator.selectors.company_readiness import readiness_gaps
from evaluator.selectors.money.cost_lines import (
    Usual,
    library,
    read_cost_lines,
    removed_lines,
    row_of,
    usual_in,
)
from evaluator.selectors.money.inputs import money_settings
from evaluator.selectors.steps import StepName
from evaluator.services.money.cost_lines import (
    add_cost_line,
    edit_cost_line,
    remove_cost_line,
    restore_cost_line,
)
from evaluator.views.frame import render_evaluation
from evaluator.views.money.saving import money_saved
from workspace.requests import PersonRequest

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY
PAGE = "evaluator:cost_line_list"


@require_GET
def cost_line_list(request: PersonRequest, pk: int) -> HttpResponse:
    participant = get_priced(request.user, pk)
    evaluation = participant.evaluation
    return render_evaluation(
        request,
        "evaluator/cost_lines.html",
        participant=participant,
        step=StepName.MONEY,
        context={
            "groups": read_cost_lines(evaluation),
            "removed": removed_lines(evaluation),
            "library": library(),
            "gaps": readiness_gaps(evaluation),
        },
    )


@require_http_methods(["GET", "POST"])
def cost_line_add(request: PersonRequest, pk: int) -> HttpResponse:
    """Add a line: empty, from the library (?usual=) or for a gap of readiness."""
    participant = get_priced(request.user, pk, edits=True)
    evaluation = participant.evaluation
    usual = chosen(request)
    if request.method == "GET":
        form = CostLineForm(evaluation=evaluation, initial=start(participant, request))
        return render_line(request, participant, form, usual=usual)
    form = CostLineForm(request.POST, evaluation=evaluation)
    status = money_saved(
        form,
        lambda: add_cost_line(
            evaluation=evaluation,
            edit=form.edit(),
            actor=request.user,
            now=timezone.now(),
            key=usual.key if usual else "",
            form_key=form.cleaned_data["form_key"],
        ),
        stored,
    )
    if status == HTTPStatus.FOUND:
        return redirect(PAGE, pk=pk)
    return render_line(request, participant, form, usual=usual, status=status)


@require_http_methods(["GET", "POST"])
def cost_line_edit(request: PersonRequest, pk: int) -> HttpResponse:
    participant, line = get_cost_line(request.user, pk, edits=True)
    if line.key.startswith(PREFIX):
        return redirect("evaluator:money", pk=line.evaluation_id)
    if request.method == "GET":
        form = CostLineForm(evaluation=line.evaluation, initial=stored(line))
        return render_line(request, participant, form, line=line)
    form = CostLineForm(request.POST, evaluation=line.evaluation, initial=stored(line))
    status = money_saved(
        form,
        lambda: edit_cost_line(
            line=line,
            edit=form.edit(),
            version=form.cleaned_data["version"] or 0,
            actor=request.user,
            now=timezone.now(),
        ),
        stored,
    )
    if status == HTTPStatus.FOUND:
        messages.success(request, _("Saved."))
        return redirect(PAGE, pk=line.evaluation_id)
    return render_line(request, participant, form, line=line, status=status)


@require_POST
def cost_line_remove(request: PersonRequest, pk: int) -> HttpResponse:
    _participant, line = get_cost_line(request.user, pk, edits=True)
    remove_cost_line(line=line, actor=request.user, now=timezone.now())
    return redirect(PAGE, pk=line.evaluation_id)


@require_POST
def cost_line_restore(request: PersonRequest, pk: int) -> HttpResponse:
    _participant, line = get_cost_line(request.user, pk, edits=True, also_removed=True)
    restore_cost_line(line=line, actor=request.user, now=timezone.now())
    return redirect(PAGE, pk=line.evaluation_id)


def chosen(request: PersonRequest) -> Usual | None:
    """Return the line of the library that the address names."""
    found = usual_line(request.GET.get("usual", ""))
    return usual_in(found, get_language() or "en") if found else None


def start(participant: Participant, request: PersonRequest) -> dict[str, object]:
    """Return what an empty form begins with."""
    currency = money_settings(participant.evaluation).currency
    found = usual_line(request.GET.get("usual", ""))
    if found:
        name = found.name.in_language(get_language() or "en")
        return {
            "name": name,
            "category": found.category,
            "rhythm": found.rhythm,
            "currency": currency,
        }
    gap = request.GET.get("gap", "")
    names = {each.key: each.name for each in readiness_gaps(participant.evaluation)}
    return {"currency": currency, "rhythm": "once", "name": names.get(gap, "")}


def render_line(
    request: PersonRequest,
    participant: Participant,
    form: CostLineForm,
    *,
    line: CostLine | None = None,
    usual: Usual | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    return render_evaluation(
        request,
        "evaluator/cost_line.html",
        participant=participant,
        step=StepName.MONEY,
        context={
            "form": form,
            "line": line,
            "row": row_of(line) if line else None,
            "usual": usual,
        },
        status=status,
    )
