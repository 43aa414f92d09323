"""Scoring offline: download the own sheet, upload it filled in, look, take it."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.errors import DomainError
from common.formatting import number
from common.tables.door import TableRefused
from common.tables.problems import TableProblem
from evaluator.access import get_participant
from evaluator.forms.offline import ScoreSheetForm, TakeForm
from evaluator.models import Participant
from evaluator.permissions import Action
from evaluator.selectors.said import read_own_sheet
from evaluator.selectors.sheet_changes import SheetChanges
from evaluator.selectors.submissions import may_submit
from evaluator.services.offline import (
    ScoresMovedOn,
    make_score_sheet,
    read_returned,
    refuse_closed,
    take_sheet,
)
from evaluator.services.sheet_mails import send_sheets
from evaluator.services.workbooks import XLSX
from evaluator.views.frame import render_evaluation
from evaluator.views.score_parts import STEP
from workspace.access import get_file
from workspace.models import StoredFile
from workspace.requests import PersonRequest
from workspace.services.files import delete_file
from workspace.services.uploads import keep_upload, opened


@require_http_methods(["GET", "POST"])
def score_offline(request: PersonRequest, pk: int) -> HttpResponse:
    """Show how to score offline; take an upload to look at, which changes nothing."""
    participant = get_participant(request.user, pk, action=Action.SCORE)
    if request.method == "GET":
        return render_offline(request, participant, ScoreSheetForm())
    form = ScoreSheetForm(request.POST, request.FILES)
    if not form.is_valid():
        return refuse(request, participant, form)
    upload, now = form.cleaned_data["file"], timezone.now()
    team = participant.evaluation.team
    try:
        changes = read_returned(participant, upload, today=team.day_of(now))
        if not (changes.changes or changes.left_out):
            text = _("There is no difference: the site has all that this sheet says.")
            messages.info(request, text)
            return redirect("evaluator:score_offline", pk=pk)
        kept = keep_upload(upload, team=team, owner=request.user, now=now)
    except TableRefused as refusal:
        return refuse(request, participant, form, refusal.problems)
    except DomainError as error:
        form.add_error(None, str(error))
        return refuse(request, participant, form)
    return redirect("evaluator:score_offline_changes", pk, kept.public_id)


def refuse(
    request: PersonRequest,
    participant: Participant,
    form: ScoreSheetForm,
    problems: tuple[TableProblem, ...] = (),
) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render_offline(request, participant, form, problems, status=status)


def render_offline(
    request: PersonRequest,
    participant: Participant,
    form: ScoreSheetForm,
    problems: tuple[TableProblem, ...] = (),
    *,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    return render_evaluation(
        request,
        "evaluator/score_offline.html",
        participant=participant,
        step=STEP,
        context={
            "form": form,
            "problems": problems,
            "closed_because": closed_because(participant),
        },
        status=status,
    )


def closed_because(participant: Participant) -> str:
    """Say why there is no sheet to fill in now, or nothing."""
    today = participant.evaluation.team.day_of(timezone.now())
    try:
        refuse_closed(read_own_sheet(participant, today=today))
    except DomainError as error:
        return str(error)
    return ""


@require_GET
def score_offline_sheet(request: PersonRequest, pk: int) -> HttpResponse:
    """Send the own sheet, in the language of the page."""
    participant = get_participant(request.user, pk, action=Action.SCORE)
    try:
        name, content = make_score_sheet(participant, now=timezone.now())
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("evaluator:score_offline", pk=pk)
    return sheet_answer(name, content)


def sheet_answer(name: str, content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, name)  # noqa: FBT003 (Django's)
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "POST"])
def score_offline_changes(
    request: PersonRequest, pk: int, public_id: UUID
) -> HttpResponse:
    """Show what an upload would change, cell by cell; take it when it is sent."""
    participant = get_participant(request.user, pk, action=Action.SCORE)
    kept = get_file(request.user, public_id)
    today = participant.evaluation.team.day_of(timezone.now())
    try:
        with opened(kept) as file:
            changes = read_returned(participant, file, today=today)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("evaluator:score_offline", pk=pk)
    if request.method == "POST":
        return take(request, participant, kept, changes)
    return render_changes(request, participant, changes)


def take(
    request: PersonRequest,
    participant: Participant,
    kept: StoredFile,
    changes: SheetChanges,
) -> HttpResponse:
    form = TakeForm(request.POST, changes=changes)
    if not form.is_valid():
        messages.error(request, str(ScoresMovedOn.message))
        status = HTTPStatus.PRECONDITION_FAILED
        return render_changes(request, participant, changes, status=status)
    try:
        count = take_sheet(
            participant=participant,
            changes=form.taken(),
            seen=form.cleaned_data["seen"],
            now=timezone.now(),
        )
    except DomainError as error:
        messages.error(request, str(error))
        status = HTTPStatus.PRECONDITION_FAILED
        return render_changes(request, participant, changes, status=status)
    delete_file(kept)
    text = ngettext(
        "%(count)s change of your sheet is saved.",
        "%(count)s changes of your sheet are saved.",
        count,
    )
    messages.success(request, text % {"count": number(count)})
    participant.refresh_from_db(fields=["submitted_at"])
    page = "ballot_review" if may_submit(participant) else "score_sheet"
    return redirect(f"evaluator:{page}", pk=participant.evaluation_id)


def render_changes(
    request: PersonRequest,
    participant: Participant,
    changes: SheetChanges,
    *,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    return render_evaluation(
        request,
        "evaluator/score_offline_changes.html",
        participant=participant,
        step=STEP,
        context={"changes": changes, "seen": participant.ballots_version},
        status=status,
    )


@require_POST
def score_sheets_send(request: PersonRequest, pk: int) -> HttpResponse:
    """Mail everybody's own sheet, as a job with its page."""
    participant = get_participant(request.user, pk, action=Action.MANAGE)
    try:
        job = send_sheets(
            evaluation=participant.evaluation, actor=request.user, now=timezone.now()
        )
    except DomainError as error:
        messages.info(request, str(error))
        return redirect("evaluator:ballot_list", pk=pk)
    return redirect("workspace:job_detail", job.public_id)
