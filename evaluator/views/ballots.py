"""Ballots as a whole: who has submitted, submitting, reminding, reopening."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.errors import DomainError, StateConflict
from common.formatting import number
from evaluator.access import get_participant, get_voter
from evaluator.forms.scores import ReopenForm
from evaluator.models import Participant
from evaluator.permissions import Action
from evaluator.selectors.ballots import ballot_board, gaps_in, gaps_of_evidence
from evaluator.selectors.submissions import may_submit
from evaluator.services.ballots import reopen_ballots, submit_ballots
from evaluator.services.reminders import NobodyToRemind, remind_now
from evaluator.views.frame import render_evaluation
from evaluator.views.score_parts import STEP, sheet_of
from workspace.reauthentication import needs_recent_login
from workspace.requests import PersonRequest


@require_GET
def score_start(request: PersonRequest, pk: int) -> HttpResponse:
    """Lead to the own scores, or to who has submitted for those who do not score."""
    participant = get_participant(request.user, pk, action=Action.VIEW)
    page = "score_sheet" if participant.is_evaluator else "ballot_list"
    return redirect(f"evaluator:{page}", pk=pk)


@require_GET
def ballot_list(request: PersonRequest, pk: int) -> HttpResponse:
    """Show who has submitted; nothing else of anybody's scores (R18)."""
    participant = get_participant(request.user, pk, action=Action.VIEW)
    return render_evaluation(
        request,
        "evaluator/ballots.html",
        participant=participant,
        step=STEP,
        context={"board": ballot_board(participant.evaluation)},
    )


@require_GET
def ballot_review(request: PersonRequest, pk: int) -> HttpResponse:
    """Show what a submission leaves out, before it freezes the rest."""
    participant = get_participant(request.user, pk, action=Action.SCORE)
    return render_review(request, participant)


def render_review(
    request: PersonRequest, participant: Participant, *, status: int = HTTPStatus.OK
) -> HttpResponse:
    sheet = sheet_of(participant)
    return render_evaluation(
        request,
        "evaluator/ballot_review.html",
        participant=participant,
        step=STEP,
        context={
            "sheet": sheet,
            "gaps": gaps_in(sheet),
            "evidence_gaps": gaps_of_evidence(sheet, participant),
            "may_submit": may_submit(participant),
        },
        status=status,
    )


@require_POST
def ballot_submit(request: PersonRequest, pk: int) -> HttpResponse:
    participant = get_participant(request.user, pk, action=Action.SCORE)
    try:
        submit_ballots(participant=participant, now=timezone.now())
    except StateConflict as error:
        messages.error(request, str(error))
        participant.refresh_from_db(fields=["submitted_at"])
        return render_review(request, participant, status=HTTPStatus.CONFLICT)
    except DomainError as error:
        messages.error(request, str(error))
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return render_review(request, participant, status=status)
    messages.success(request, _("Your scores are submitted. Thank you."))
    return redirect("evaluator:score_sheet", pk=pk)


@require_POST
def ballot_remind(request: PersonRequest, pk: int) -> HttpResponse:
    participant = get_participant(request.user, pk, action=Action.MANAGE)
    try:
        count = remind_now(
            evaluation=participant.evaluation, actor=request.user, now=timezone.now()
        )
    except NobodyToRemind as error:
        messages.info(request, str(error))
    else:
        text = ngettext(
            "A reminder goes to %(count)s person.",
            "A reminder goes to %(count)s people.",
            count,
        )
        messages.success(request, text % {"count": number(count)})
    return redirect("evaluator:ballot_list", pk=pk)


@require_http_methods(["GET", "POST"])
@needs_recent_login
def ballot_reopen(request: PersonRequest, pk: int, participant_pk: int) -> HttpResponse:
    """Give somebody's ballots back, with a reason that everybody sees (R7, R20)."""
    lead, voter = get_voter(request.user, pk, participant_pk)
    if request.method == "GET":
        return render_reopen(request, lead, voter, ReopenForm())
    form = ReopenForm(request.POST)
    if not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return render_reopen(request, lead, voter, form, status=status)
    try:
        reopen_ballots(
            participant=voter,
            actor=request.user,
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
        )
    except DomainError as error:
        form.add_error(None, str(error))
        return render_reopen(request, lead, voter, form, status=HTTPStatus.CONFLICT)
    text = _("%(name)s can score again.") % {"name": voter.user}
    messages.success(request, text)
    return redirect("evaluator:ballot_list", pk=pk)


def render_reopen(
    request: PersonRequest,
    lead: Participant,
    voter: Participant,
    form: ReopenForm,
    *,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    return render_evaluation(
        request,
        "evaluator/ballot_reopen.html",
        participant=lead,
        step=STEP,
        context={"form": form, "voter": voter},
        status=status,
    )
