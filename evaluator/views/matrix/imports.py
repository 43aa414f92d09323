"""A spreadsheet: brought, settled, confirmed, or dropped."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from common.errors import DomainError
from evaluator.access import get_bringer, get_import
from evaluator.forms.matrix.imports import MatrixUploadForm, SettleForm, TakeForm
from evaluator.models import MatrixImport, Participant
from evaluator.selectors.matrix.imports import Draft, evaluation_of_same_file
from evaluator.selectors.matrix.summary import summary_of
from evaluator.services.matrix.imports import (
    begin_import,
    drop_import,
    send_elsewhere,
    settle_import,
)
from evaluator.services.matrix.taking import Seen, seen_of, take_import
from evaluator.views.matrix.frame import render_import
from workspace.access import get_present_team, get_team
from workspace.models import Team
from workspace.permissions import TeamAction
from workspace.requests import PersonRequest

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


@require_http_methods(["GET", "POST"])
def import_new(request: PersonRequest) -> HttpResponse:
    """Bring a spreadsheet that becomes an evaluation of its own."""
    team = get_present_team(request, action=TeamAction.CREATE_EVALUATION)
    if team is None:
        return redirect("workspace:home")
    if request.method == "GET":
        return render_upload(request, MatrixUploadForm(), None)
    form = MatrixUploadForm(request.POST, request.FILES)
    return begin(request, form, team=team, participant=None)


@require_http_methods(["GET", "POST"])
def import_into(request: PersonRequest, pk: int) -> HttpResponse:
    """Bring a spreadsheet into this evaluation."""
    participant = get_bringer(request.user, pk)
    evaluation = participant.evaluation
    if request.method == "GET":
        return render_upload(
            request, MatrixUploadForm(evaluation=evaluation), participant
        )
    form = MatrixUploadForm(request.POST, request.FILES, evaluation=evaluation)
    return begin(request, form, team=evaluation.team, participant=participant)


def begin(
    request: PersonRequest,
    form: MatrixUploadForm,
    *,
    team: Team,
    participant: Participant | None,
) -> HttpResponse:
    """Keep what was read and go on to its layout; the same file goes where it went."""
    if not form.is_valid():
        return render_upload(request, form, participant, status=UNPROCESSABLE)
    upload = form.upload()
    if upload.evaluation is None:
        same = evaluation_of_same_file(upload.digest, user=request.user, team=team)
        upload = replace(upload, evaluation=same)
    try:
        row = begin_import(
            team=team, upload=upload, actor=request.user, now=timezone.now()
        )
    except DomainError as error:
        form.add_error("file", str(error))
        return render_upload(request, form, participant, status=UNPROCESSABLE)
    if row.taken_at is not None:
        return redirect("evaluator:evaluation_overview", pk=row.evaluation_id)
    return redirect("evaluator:import_layout", pk=row.pk)


def render_upload(
    request: PersonRequest,
    form: MatrixUploadForm,
    participant: Participant | None,
    *,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    return render_import(
        request,
        "evaluator/matrix_upload.html",
        participant=participant,
        context={"form": form},
        status=status,
    )


@require_http_methods(["GET", "POST"])
def import_review(request: PersonRequest, pk: int) -> HttpResponse:
    """Ask what is open, and show what would be made and changed."""
    row, participant = get_import(request.user, pk)
    draft = Draft(row, participant)
    if request.method == "GET":
        return render_review(request, draft, SettleForm(draft=draft))
    form = SettleForm(request.POST, draft=draft)
    if form.is_valid():
        try:
            settle_import(
                row=row, settled=form.settled(), version=form.cleaned_data["version"]
            )
            return redirect("evaluator:import_review", pk=pk)
        except DomainError as error:
            form.add_error(None, str(error))
    return render_review(request, draft, form, status=UNPROCESSABLE)


@require_POST
def import_take(request: PersonRequest, pk: int) -> HttpResponse:
    """Make and change what was confirmed, in one transaction."""
    if taken := MatrixImport.objects.visible_to(request.user).taken(pk):
        return redirect("evaluator:evaluation_overview", pk=taken.evaluation_id)
    row, participant = get_import(request.user, pk)
    form = TakeForm(request.POST)
    refusal = _("Look at the page once more, then confirm.")
    if form.is_valid():
        try:
            evaluation = take_import(
                row=row,
                seen=Seen(**form.cleaned_data),
                actor=request.user,
                now=timezone.now(),
            )
        except DomainError as error:
            refusal = str(error)
        else:
            text = _("“%(file)s” was taken in. Nothing that was here is gone.")
            messages.success(request, text % {"file": row.file_name})
            return redirect("evaluator:evaluation_overview", pk=evaluation.pk)
    row, participant = get_import(request.user, pk)
    draft = Draft(row, participant)
    return render_review(
        request, draft, SettleForm(draft=draft), refusal=refusal, status=UNPROCESSABLE
    )


def render_review(
    request: PersonRequest,
    draft: Draft,
    form: SettleForm,
    *,
    refusal: str = "",
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    seen = seen_of(draft)
    return render_import(
        request,
        "evaluator/matrix_review.html",
        participant=draft.participant,
        context={
            "draft": draft,
            "form": form,
            "take_form": TakeForm(
                initial={
                    "version": seen.version,
                    "structure_version": seen.structure_version,
                }
            ),
            "summary": summary_of(draft),
            "refusal": refusal,
        },
        status=status,
    )


@require_POST
def import_apart(request: PersonRequest, pk: int) -> HttpResponse:
    """Make an evaluation of its own of a file that was brought before."""
    row, _participant = get_import(request.user, pk)
    get_team(request.user, row.team_id, action=TeamAction.CREATE_EVALUATION)
    try:
        send_elsewhere(row=row, evaluation=None, version=row.version)
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("evaluator:import_review", pk=pk)


@require_POST
def import_drop(request: PersonRequest, pk: int) -> HttpResponse:
    """Forget the spreadsheet; nothing of it was taken."""
    row, participant = get_import(request.user, pk)
    drop_import(row=row)
    messages.info(request, _("The spreadsheet is forgotten. Nothing of it was taken."))
    if participant is None:
        return redirect("evaluator:evaluation_list")
    return redirect("evaluator:requirement_tree", pk=participant.evaluation_id)
