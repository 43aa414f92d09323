"""Diagnose: five signs, what they say, and what is made of them."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from common.conflicts import refusal_of, show_conflict
from common.errors import DomainError
from common.htmx import wants_region
from evaluator.access import get_participant, get_sign
from evaluator.content.diagnosis import FEE, Sign
from evaluator.content.requirement_template import entry_by_key
from evaluator.diagnosis import signs as rules
from evaluator.forms.diagnosis import AdoptForm, AnswersForm, FigureForm
from evaluator.models import Participant
from evaluator.permissions import Action
from evaluator.selectors.diagnosis import (
    DiagnosisPage,
    FigureRow,
    SignCard,
    read_diagnosis_page,
)
from evaluator.selectors.steps import StepName
from evaluator.services.diagnosis import (
    AnswerIsStale,
    FigureIsStale,
    save_answers,
    set_figure,
)
from evaluator.services.sign_adoption import Adopted, adopt_sign
from evaluator.views.frame import render_evaluation
from evaluator.views.status import status_of
from workspace.requests import PersonRequest

STEP = StepName.DIAGNOSE


@require_GET
def diagnosis(request: PersonRequest, pk: int) -> HttpResponse:
    participant = get_participant(request.user, pk, action=Action.VIEW)
    return render_signs(request, participant)


def render_signs(
    request: PersonRequest,
    participant: Participant,
    *,
    refused: AnswersForm | None = None,
    opened: str = "",
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """Draw the page; for a script that saved one sign, that sign and the verdict."""
    page = read_diagnosis_page(participant)
    opened = opened or page.first_open
    forms = [
        (card, refused if refused and card.sign.key == opened else form_of(card))
        for card in page.cards
    ]
    is_region = request.method == "POST" and wants_region(request)
    return render_evaluation(
        request,
        "evaluator/_sign_saved.html" if is_region else "evaluator/diagnosis.html",
        participant=participant,
        step=STEP,
        context={
            "page": page,
            "forms": forms,
            "opened": opened,
            "saved": next((each for each in forms if each[0].sign.key == opened), None),
        },
        status=status,
    )


def form_of(card: SignCard) -> AnswersForm:
    return AnswersForm(rows=card.rows)


@require_POST
def diagnosis_save(request: PersonRequest, pk: int, sign: str) -> HttpResponse:
    """Save the own answers to one sign: 412 when another window was faster."""
    participant = get_participant(request.user, pk, action=Action.DIAGNOSE)
    card = get_card(read_diagnosis_page(participant), sign)
    form = AnswersForm(request.POST, rows=card.rows)
    if not form.is_valid():
        status = refusal_of(form)
        return render_signs(
            request, participant, refused=form, opened=sign, status=status
        )
    try:
        save_answers(
            participant=participant,
            sign=card.sign,
            values=form.values(),
            version=form.cleaned_data["version"],
            now=timezone.now(),
        )
    except AnswerIsStale as error:
        fresh = read_diagnosis_page(participant)
        show_conflict(form, stored_answers(get_card(fresh, sign)), error)
        return render_signs(
            request,
            participant,
            refused=form,
            opened=sign,
            status=HTTPStatus.PRECONDITION_FAILED,
        )
    if wants_region(request):
        return render_signs(request, participant, opened=sign)
    return redirect(f"{reverse('evaluator:diagnosis', args=[pk])}#sign-{sign}")


def stored_answers(card: SignCard) -> dict[str, object]:
    return {row.key: row.value for row in card.rows}


def get_card(page: DiagnosisPage, sign: str) -> SignCard:
    card = page.card_of(sign)
    if card is None:
        raise Http404
    return card


@require_GET
def diagnosis_sign(request: PersonRequest, pk: int, sign: str) -> HttpResponse:
    """Open what a sign says into what it rests on."""
    participant = get_participant(request.user, pk, action=Action.VIEW)
    return render_sign(request, participant, sign)


@require_POST
def diagnosis_adopt(request: PersonRequest, pk: int, sign: str) -> HttpResponse:
    participant = get_participant(request.user, pk, action=Action.EDIT)
    found = get_sign(sign)
    form = adopt_form(request, participant, found)
    if form.is_valid():
        try:
            adopted = adopt_sign(
                evaluation=participant.evaluation,
                sign=found,
                wish=form.wish(),
                actor=request.user,
                now=timezone.now(),
                reason=form.reason_given,
            )
            return move_on(request, pk, adopted)
        except DomainError as error:
            form.add_error(None, str(error))
    return render_sign(request, participant, sign, form=form)


def move_on(request: PersonRequest, pk: int, adopted: Adopted) -> HttpResponse:
    """Lead to what was made: the objective, which asks for more, or the tree."""
    messages.success(request, _("The sign became part of the requirements."))
    if adopted.objective:
        return redirect(
            "evaluator:objective_edit", pk=pk, objective_pk=adopted.objective.pk
        )
    return redirect("evaluator:requirement_tree", pk=pk)


def adopt_form(
    request: PersonRequest, participant: Participant, sign: Sign
) -> AdoptForm:
    language = get_language() or "en"
    names = [
        (key, entry.name.in_language(language))
        for key in sign.criteria
        if (entry := entry_by_key(key))
    ]
    return AdoptForm(
        request.POST if request.method == "POST" else None,
        evaluation=participant.evaluation,
        sign=sign,
        names=names,
    )


def render_sign(
    request: PersonRequest,
    participant: Participant,
    sign: str,
    *,
    form: AdoptForm | None = None,
) -> HttpResponse:
    page = read_diagnosis_page(participant)
    card = get_card(page, sign)
    return render_evaluation(
        request,
        "evaluator/diagnosis_sign.html",
        participant=participant,
        step=STEP,
        context={
            "page": page,
            "card": card,
            "rules": rules,
            "form": form or adopt_form(request, participant, card.sign),
        },
        status=status_of(form),
    )


@require_http_methods(["GET", "POST"])
def diagnosis_figure(request: PersonRequest, pk: int, figure: str) -> HttpResponse:
    participant = get_participant(request.user, pk, action=Action.DIAGNOSE)
    row = get_figure(read_diagnosis_page(participant), figure)
    form = FigureForm(
        request.POST if request.method == "POST" else None,
        figure=row,
        initial=stored(row),
    )
    if request.method == "GET":
        return render_figure(request, participant, row, form, HTTPStatus.OK)
    status = save_figure(request, participant, row, form)
    if status == HTTPStatus.FOUND:
        return redirect("evaluator:diagnosis", pk=pk)
    return render_figure(request, participant, row, form, status)


def get_figure(page: DiagnosisPage, key: str) -> FigureRow:
    row = page.figure_of(key)
    if row is None:
        raise Http404
    return row


def stored(figure: FigureRow) -> dict[str, object]:
    row = figure.row
    if row is None:
        return {"version": 0, "as_of": timezone.localdate()}
    return {
        "version": row.version,
        "value": f"{row.value.normalize():f}",
        "currency": row.currency,
        "source": row.source,
        "as_of": row.as_of,
    }


def save_figure(
    request: PersonRequest, participant: Participant, row: FigureRow, form: FigureForm
) -> HTTPStatus:
    if not form.is_valid():
        return refusal_of(form)
    try:
        set_figure(
            evaluation=participant.evaluation,
            key=row.key,
            edit=form.edit(),
            actor=request.user,
            now=timezone.now(),
        )
    except FigureIsStale as error:
        now = get_figure(read_diagnosis_page(participant), row.key)
        if now.row is None:
            form.add_error(None, str(error))
        else:
            show_conflict(form, stored(now), error)
        return HTTPStatus.PRECONDITION_FAILED
    return HTTPStatus.FOUND


def render_figure(
    request: PersonRequest,
    participant: Participant,
    row: FigureRow,
    form: FigureForm,
    status: int,
) -> HttpResponse:
    return render_evaluation(
        request,
        "evaluator/diagnosis_figure.html",
        participant=participant,
        step=STEP,
        context={"figure": row, "form": form, "is_fee": row.key == FEE},
        status=status,
    )
