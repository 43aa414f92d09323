"""Scoring: the grid, one criterion at a time, and saving either of them."""

from __future__ import annotations

from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from common.errors import DomainError
from common.htmx import is_htmx, toast
from evaluator.access import get_cell, get_participant
from evaluator.forms.scores import ScoreForm
from evaluator.forms.sheets import SheetForm, SheetOutdated
from evaluator.models import Evaluation, Participant
from evaluator.permissions import Action
from evaluator.services.scores import ScoreIsStale, save_score, save_sheet
from evaluator.views.frame import render_evaluation
from evaluator.views.score_parts import (
    STEP,
    Cell,
    card_in,
    kept_sheet,
    render_card,
    render_criterion,
    render_sheet,
    sent_back,
    sheet_of,
)
from workspace.requests import PersonRequest

GRID, ONE = "grid", "one"
# Written here, and by static/js/app.js.
VIEW_COOKIE, VIEWPORT_COOKIE = "score_view", "viewport"
A_YEAR = 365 * 24 * 60 * 60


@require_GET
def score_sheet(request: PersonRequest, pk: int) -> HttpResponse:
    """Show the own scores, the way that was chosen last or that fits the screen."""
    participant = get_participant(request.user, pk, action=Action.SCORE)
    if participant.evaluation.state == Evaluation.State.SETUP:
        return render_closed(request, participant)
    view = wanted_view(request)
    page = kept_sheet(
        request, participant, view, lambda: draw_sheet(request, participant, view)
    )
    return remember(request, page)


def draw_sheet(
    request: PersonRequest, participant: Participant, view: str
) -> HttpResponse:
    sheet = sheet_of(participant)
    if not (sheet.rated and sheet.candidates):
        return render_closed(request, participant)
    if view == GRID:
        return render_sheet(request, participant, sheet)
    first = sheet.next_missing() or sheet.rated[0].pk
    return render_criterion(request, participant, sheet, sheet.tree.criteria[first])


def render_closed(request: PersonRequest, participant: Participant) -> HttpResponse:
    return render_evaluation(
        request,
        "evaluator/score_closed.html",
        participant=participant,
        step=STEP,
        context={},
    )


def wanted_view(request: PersonRequest) -> str:
    """Return the way that was asked for or chosen before, else one that fits."""
    for chosen in (request.GET.get("view"), cookie(request, VIEW_COOKIE)):
        if chosen in {GRID, ONE}:
            return chosen
    return ONE if is_narrow(request) else GRID


def is_narrow(request: PersonRequest) -> bool:
    """Tell a phone: by what its browser measured, or by the name it gives itself."""
    if measured := cookie(request, VIEWPORT_COOKIE):
        return measured == "narrow"
    return "Mobi" in request.headers.get("User-Agent", "")


def cookie(request: PersonRequest, name: str) -> str:
    return request.COOKIES.get(cookie_name(name), "")


def cookie_name(name: str) -> str:
    """Return the name that browsers hold to this very host where they can (R6)."""
    return f"__Host-{name}" if settings.SESSION_COOKIE_SECURE else name


def remember(request: PersonRequest, response: HttpResponse) -> HttpResponse:
    if (chosen := request.GET.get("view")) in {GRID, ONE}:
        response.set_cookie(
            cookie_name(VIEW_COOKIE),
            chosen,
            max_age=A_YEAR,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response


@require_GET
def score_criterion(request: PersonRequest, pk: int, criterion_pk: int) -> HttpResponse:
    """Show one criterion, its scale in words, and all candidates under it."""
    participant = get_participant(request.user, pk, action=Action.SCORE)
    if participant.evaluation.state == Evaluation.State.SETUP:
        return render_closed(request, participant)
    return kept_sheet(
        request,
        participant,
        ONE,
        lambda: draw_criterion(request, participant, criterion_pk),
    )


def draw_criterion(
    request: PersonRequest, participant: Participant, criterion_pk: int
) -> HttpResponse:
    sheet = sheet_of(participant)
    criterion = next((c for c in sheet.rated if c.pk == criterion_pk), None)
    if criterion is None:
        raise Http404
    return render_criterion(request, participant, sheet, criterion)


@require_GET
def score_detail(
    request: PersonRequest, pk: int, criterion_pk: int, candidate_pk: int
) -> HttpResponse:
    """Show one cell as it is stored, as the part of the page that asks for it."""
    cell = get_cell(request.user, pk, criterion_pk, candidate_pk)
    if not is_htmx(request):
        return redirect(url_of(cell))
    sheet = sheet_of(cell[0])
    return render_card(request, cell[0], sheet, card_in(sheet, cell))


@require_POST
def score_save(
    request: PersonRequest, pk: int, criterion_pk: int, candidate_pk: int
) -> HttpResponse:
    """Save one cell: 412 shows both values, 422 what is no score, 409 what is shut."""
    cell = get_cell(request.user, pk, criterion_pk, candidate_pk)
    participant, criterion, candidate = cell
    form = ScoreForm(request.POST, request.FILES)
    if not form.is_valid():
        return send_back(request, cell, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        save_score(
            participant=participant,
            criterion=criterion,
            candidate=candidate,
            edit=form.edit(),
            now=timezone.now(),
        )
    except ScoreIsStale:
        return send_back(request, cell, form, HTTPStatus.PRECONDITION_FAILED)
    except DomainError as error:
        return say_closed(request, cell, error)
    if not is_htmx(request):
        return redirect(url_of(cell))
    sheet = sheet_of(participant)
    return render_card(request, participant, sheet, card_in(sheet, cell))


def send_back(
    request: PersonRequest, cell: Cell, form: ScoreForm, status: HTTPStatus
) -> HttpResponse:
    """Show what was sent beside what is stored."""
    participant, criterion, _candidate = cell
    is_stale = status == HTTPStatus.PRECONDITION_FAILED
    sheet = sheet_of(participant)
    card = sent_back(card_in(sheet, cell), form, "stale" if is_stale else "refused")
    if is_htmx(request):
        return render_card(request, participant, sheet, card, status=status)
    return render_criterion(
        request, participant, sheet, criterion, instead=card, status=status
    )


def say_closed(request: PersonRequest, cell: Cell, error: DomainError) -> HttpResponse:
    """Show the cell as it is now, and say why it could not be changed."""
    participant, criterion, _candidate = cell
    participant.refresh_from_db(fields=["submitted_at"])
    sheet = sheet_of(participant)
    status = HTTPStatus.CONFLICT
    if is_htmx(request):
        answer = render_card(
            request, participant, sheet, card_in(sheet, cell), status=status
        )
        return toast(answer, str(error))
    messages.error(request, str(error))
    return render_criterion(request, participant, sheet, criterion, status=status)


def url_of(cell: Cell) -> str:
    participant, criterion, candidate = cell
    page = reverse(
        "evaluator:score_criterion", args=[participant.evaluation_id, criterion.pk]
    )
    return f"{page}#candidate-{candidate.pk}"


@require_POST
def score_sheet_save(request: PersonRequest, pk: int) -> HttpResponse:
    """Save the whole grid: the way without a script."""
    participant = get_participant(request.user, pk, action=Action.SCORE)
    sheet = sheet_of(participant)
    form = SheetForm(request.POST, sheet=sheet)
    here = f"{reverse('evaluator:score_sheet', args=[pk])}?{request.GET.urlencode()}"
    try:
        if not form.is_valid():
            raise SheetOutdated
        stale = save_sheet(
            participant=participant, edits=form.edits(), now=timezone.now()
        )
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(here)
    problems = form.problems(stale)
    if not problems:
        messages.success(request, _("Saved."))
        return redirect(here)
    text = _("Some entries were not saved. They are marked in the table.")
    messages.error(request, text)
    sheet = sheet_of(participant).with_problems(problems)
    status = (
        HTTPStatus.PRECONDITION_FAILED if stale else HTTPStatus.UNPROCESSABLE_ENTITY
    )
    return render_sheet(request, participant, sheet, status=status)
