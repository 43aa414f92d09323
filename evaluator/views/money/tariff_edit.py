"""The tariff editor: plans and parts without code, the bill beside it."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from common.errors import DomainError
from common.text import clean_line
from evaluator.access import get_billed
from evaluator.catalogue.currencies import CURRENCIES
from evaluator.costs import tariffs
from evaluator.forms.money.tariff_drafts import (
    KINDS,
    Draft,
    DraftUnreadable,
    bound_form,
    check,
    empty_tariff,
    read_draft,
)
from evaluator.forms.money.tariff_steps import STEPS, goes_nowhere
from evaluator.models import Candidate, Evaluation, Participant
from evaluator.selectors.money.inputs import (
    exchange_rates,
    money_settings,
    tariff_in,
    usage_profile,
)
from evaluator.selectors.money.price_pages import plan_cards, problem_lines
from evaluator.selectors.money.prices import built_in_of
from evaluator.selectors.money.tariff_stairs import Picture, picture_of
from evaluator.selectors.steps import StepName
from evaluator.services.money.prices import save_tariff
from evaluator.views.frame import render_evaluation
from workspace.requests import PersonRequest

MOST_ROWS = 60


@require_http_methods(["GET", "POST"])
def tariff_edit(request: PersonRequest, pk: int, candidate_pk: int) -> HttpResponse:
    """Start from nothing or from a copy; a POST makes a new version of it."""
    participant, candidate = get_billed(request.user, pk, candidate_pk, edits=True)
    if request.method == "GET":
        draft = started(request, candidate)
        return render_editor(request, participant, candidate, draft)
    draft = check(sent_draft(request, candidate))
    if draft.is_refused or draft.problems:
        return render_editor(request, participant, candidate, draft)
    try:
        version = save_tariff(
            candidate=candidate,
            tariff=draft.tariff,
            note=clean_line(request.POST.get("version_note", ""))[:300],
            actor=request.user,
            now=timezone.now(),
        )
    except DomainError as error:
        messages.error(request, str(error))
        return render_editor(request, participant, candidate, draft, is_refused=True)
    text = _("Version %(number)s is saved, and billed by.")
    messages.success(request, text % {"number": version.number})
    return redirect("evaluator:price_detail", pk, candidate_pk)


def started(request: PersonRequest, candidate: Candidate) -> Draft:
    """Return the draft to begin with: ?from=built_in, a number, or nothing."""
    currency = money_settings(candidate.evaluation).currency
    start = request.GET.get("from", "")
    if start == "built_in":
        tariff = built_in_of(candidate)
        if tariff is None:
            raise Http404
    elif start:
        if not (start.isascii() and start.isdigit() and len(start) < 7):
            raise Http404
        version = get_object_or_404(candidate.tariff_versions, number=int(start))
        tariff = tariff_in(version)
    else:
        tariff = empty_tariff(candidate.name)
    return Draft(tariff, currency=currency)


def sent_draft(request: PersonRequest, candidate: Candidate) -> Draft:
    currency = money_settings(candidate.evaluation).currency
    try:
        return read_draft(request.POST, currency=currency)
    except DraftUnreadable as error:
        raise SuspiciousOperation from error


@require_POST
def tariff_draft(request: PersonRequest, pk: int, candidate_pk: int) -> HttpResponse:
    """Take one step of the editor: open, add, move, remove. Nothing is stored."""
    participant, candidate = get_billed(request.user, pk, candidate_pk, edits=True)
    draft = check(sent_draft(request, candidate))
    name, _colon, rest = request.POST.get("do", "").partition(" ")
    if name == "rows":
        draft = with_more_rows(request, draft)
    elif not draft.is_refused or goes_nowhere(name):
        draft.problems = []
        draft = STEPS.get(name, STEPS["close"])(draft, rest, request.POST)
    return render_editor(request, participant, candidate, draft)


def with_more_rows(request: PersonRequest, draft: Draft) -> Draft:
    """Draw the open part again, with five more rows for steps."""
    if draft.place is not None:
        typed = len(request.POST.getlist("f-up_to")[:MOST_ROWS])
        draft.form = bound_form(draft, request.POST, rows=typed + 5)
    return draft


@require_POST
def tariff_preview(request: PersonRequest, pk: int, candidate_pk: int) -> HttpResponse:
    """Draw the bill of what is typed so far."""
    _own, candidate = get_billed(request.user, pk, candidate_pk, edits=True)
    draft = check(sent_draft(request, candidate))
    context = {
        "picture": picture(candidate.evaluation, draft, request.POST.get("over", "")),
        "problems": problem_lines(draft.problems),
    }
    return render(request, "evaluator/_tariff_stairs.html", context)


def picture(evaluation: Evaluation, draft: Draft, over: str) -> Picture:
    currency = money_settings(evaluation).currency
    rates = exchange_rates(evaluation, currency)
    return picture_of(draft.tariff, usage_profile(evaluation), rates, over)


def render_editor(
    request: PersonRequest,
    participant: Participant,
    candidate: Candidate,
    draft: Draft,
    *,
    is_refused: bool = False,
) -> HttpResponse:
    evaluation = participant.evaluation
    is_faulty = request.method == "POST" and draft.problems
    refused = is_refused or draft.is_refused or is_faulty
    if not draft.problems and draft.tariff.plans:
        draft.problems = list(tariffs.faults(draft.tariff))
    return render_evaluation(
        request,
        "evaluator/tariff_edit.html",
        participant=participant,
        step=StepName.MONEY,
        context={
            "candidate": candidate,
            "draft": draft,
            "plans": list(enumerate(plan_cards(draft.tariff))),
            "open_place": str(draft.place) if draft.place else "",
            "kinds": KINDS,
            "currencies": sorted(CURRENCIES),
            "problems": problem_lines(draft.problems),
            "picture": picture(evaluation, draft, request.POST.get("over", "")),
            "version_note": request.POST.get("version_note", ""),
            "has_built_in": built_in_of(candidate) is not None,
        },
        status=HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK,
    )
