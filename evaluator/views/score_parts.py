"""What the pages of scoring are made of, and how a saved cell comes back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import cast
from urllib.parse import urlsplit

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone

from evaluator.forms.scores import NarrowingForm, Part, ScoreForm, code_of
from evaluator.forms.sheets import seen_of
from evaluator.models import Candidate, Criterion, Participant, Score
from evaluator.selectors.grid import own_score, own_scores_of, read_sheet
from evaluator.selectors.sheet import Column, Look, Sheet
from evaluator.views.frame import render_evaluation, versions_of
from workspace.kept_pages import kept_page
from workspace.requests import PersonRequest

STEP = "score"
Cell = tuple[Participant, Criterion, Candidate]


@dataclass(frozen=True, slots=True)
class Card:
    """One cell with all that can be said in it: its form, and what is stored."""

    criterion: Criterion
    column: Column
    form: ScoreForm
    stored: Score | None = None
    problem: str = ""

    @property
    def look(self) -> Look:
        """The cell of the grid; what was not saved stands in it beside what is."""
        typed = self.form["entry"].value() or "" if self.problem else ""
        look = look_of(self.stored, is_editable=self.column.is_editable)
        return replace(look, problem=self.problem, typed=typed)


def look_of(stored: Score | None, *, is_editable: bool = True) -> Look:
    if stored is None:
        return Look(is_editable=is_editable)
    return Look(
        state=stored.state,
        value=stored.value,
        version=stored.version,
        rung=stored.rung,
        has_note=bool(stored.note),
        is_editable=is_editable,
    )


def card_of(criterion: Criterion, column: Column, stored: Score | None) -> Card:
    """Return the card whose form shows what is stored."""
    look = look_of(stored)
    initial = {
        "entry": code_of(look),
        "rung": look.rung,
        "note": stored.note if stored else "",
        "link": stored.link if stored else "",
        "version": look.version,
    }
    form = ScoreForm(initial=initial, auto_id=f"id-{criterion.pk}-{column.pk}-%s")
    return Card(criterion, column, form, stored)


def sent_back(card: Card, form: ScoreForm, problem: str) -> Card:
    """Return the card as it was sent, on top of the version that is stored now."""
    sent = cast("QueryDict", form.data).copy()
    sent["version"] = str(card.look.version)
    again = ScoreForm(sent, auto_id=card.form.auto_id)
    return replace(card, form=again, problem=problem)


def sheet_of(participant: Participant) -> Sheet:
    today = participant.evaluation.team.day_of(timezone.now())
    return read_sheet(participant, today=today)


def kept_sheet(
    request: PersonRequest,
    participant: Participant,
    view: str,
    draw: Callable[[], HttpResponse],
) -> HttpResponse:
    """Draw a page of the own sheet again only when something on it has changed."""
    content = (
        "own sheet",
        view,
        participant.submitted_at,
        participant.ballots_version,
        *versions_of(participant),
    )
    return kept_page(request, content=content, draw=draw)


def render_sheet(
    request: PersonRequest,
    participant: Participant,
    sheet: Sheet,
    *,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """Draw the grid."""
    form = NarrowingForm(request.GET, sheet=sheet)
    narrowing = form.narrowing
    return render_evaluation(
        request,
        "evaluator/score_sheet.html",
        participant=participant,
        step=STEP,
        context={
            "sheet": sheet,
            "form": form,
            "narrowing": narrowing,
            "groups": sheet.groups(narrowing),
            "columns": sheet.totals(narrowing),
            "seen": seen_of(sheet, narrowing),
        },
        status=status,
    )


def render_criterion(
    request: PersonRequest,
    participant: Participant,
    sheet: Sheet,
    criterion: Criterion,
    *,
    instead: Card | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """Draw one criterion with all candidates under it; `instead` replaces its card."""
    stored = own_scores_of(participant, criterion)
    cards = [
        instead
        if instead and instead.column.pk == column.pk
        else card_of(criterion, column, stored.get(column.pk))
        for column in sheet.candidates
    ]
    return render_evaluation(
        request,
        "evaluator/score_criterion.html",
        participant=participant,
        step=STEP,
        context={
            "sheet": sheet,
            "criterion": criterion,
            "category": sheet.tree.criteria.get(criterion.parent_id or 0),
            "cards": cards,
            "way": sheet.way_from(criterion),
        },
        status=status,
    )


def render_card(
    request: PersonRequest,
    participant: Participant,
    sheet: Sheet,
    card: Card,
    *,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """Draw one cell as the part of the page it stands in, with totals and progress."""
    here = urlsplit(request.headers.get("HX-Current-URL", "")).query
    narrowing = NarrowingForm(QueryDict(here), sheet=sheet).narrowing
    part = (request.POST or request.GET).get("part")
    is_saved = request.method == "POST" and status == HTTPStatus.OK
    return render(
        request,
        "evaluator/_score_saved.html",
        {
            "card": card,
            "part": part if part in Part.values else Part.CARD,
            "sheet": sheet,
            "way": sheet.way_from(card.criterion),
            "evaluation": sheet.evaluation,
            "participant": participant,
            "columns": sheet.totals(narrowing),
            "saved_at": timezone.now() if is_saved else None,
        },
        status=status,
    )


def card_in(sheet: Sheet, cell: Cell) -> Card:
    participant, criterion, candidate = cell
    column = next(each for each in sheet.candidates if each.pk == candidate.pk)
    return card_of(criterion, column, own_score(participant, criterion, candidate))
