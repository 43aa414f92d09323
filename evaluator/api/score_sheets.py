"""Scoring offline: the own score sheet as an Excel file, and what comes back of it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, TypedDict

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import Body, problem, read_body
from common.api_answers import file_answer
from common.api_bodies import read_nothing
from common.api_schema import described
from common.tables.door import TableRefused
from evaluator.access import get_participant
from evaluator.models import Participant
from evaluator.permissions import Action
from evaluator.selectors.said import Said
from evaluator.selectors.sheet_changes import CellChange, SheetChanges
from evaluator.services.offline import (
    ScoresMovedOn,
    make_score_sheet,
    read_returned,
    take_sheet,
)
from evaluator.services.sheet_mails import send_sheets
from evaluator.services.workbooks import XLSX
from workspace.api_view import APIView

MULTIPART = "multipart/form-data"
LARGEST = 2**31 - 1
MOVED = {412: "The own scores were changed since `seen`; nothing was taken."}


class ReturnedBody(Body):
    """The filled-in sheet; with `seen`, what was looked at before is taken."""

    file = serializers.FileField(max_length=200)
    seen = serializers.IntegerField(min_value=0, max_value=LARGEST, required=False)
    # The conflicts, by their name, in which the sheet is right.
    take = serializers.ListField(
        child=serializers.CharField(max_length=24), max_length=1000, required=False
    )


class SaidShape(TypedDict):
    """`state` is scored, unscored, abstained or not_shown; `value` 0 to 5 or null."""

    state: str
    value: int | None
    rung: str
    note: str
    link: str


class CellChangeShape(TypedDict):
    """A conflict was changed on the site since the sheet was made: `take` names it."""

    name: str
    candidate: int
    criterion: int
    row: int
    is_conflict: bool
    before: SaidShape
    after: SaidShape


class SheetChangesShape(TypedDict):
    """Send `seen` back to take the changes. `taken` is null while one only looks."""

    seen: int
    taken: int | None
    changes: list[CellChangeShape]
    left_out: list[str]


class SendingShape(TypedDict):
    job: str
    state: str


class ScoreSheet(APIView):
    """The own score sheet; nobody else's scores are ever in it."""

    parser_classes = (MultiPartParser,)

    @described(file=XLSX)
    def get(self, request: Request, pk: int) -> HttpResponse:
        """Send the own sheet as it is now, in the language of the person."""
        participant = get_participant(request.user, pk, action=Action.SCORE)
        name, content = make_score_sheet(participant, now=timezone.now())
        return file_answer(content, name=name, content_type=XLSX)

    @described(body=ReturnedBody, sends=MULTIPART, answer=SheetChangesShape, also=MOVED)
    def post(self, request: Request, pk: int) -> Response:
        """Look at what a filled-in sheet would change; with `seen`, take it.

        Nothing is written without `seen`, which the first answer gives. What is wrong
        in the sheet comes all together in `errors`, each with its cell.
        """
        participant = get_participant(request.user, pk, action=Action.SCORE)
        body = read_body(ReturnedBody, request)
        today = participant.evaluation.team.day_of(timezone.now())
        try:
            changes = read_returned(participant, body["file"], today=today)
            taken = take(participant, changes, body) if "seen" in body else None
        except TableRefused as refusal:
            return refused(refusal)
        except ScoresMovedOn as moved:
            return problem(HTTPStatus.PRECONDITION_FAILED, str(moved))
        return Response(
            {
                "seen": participant.ballots_version,
                "taken": taken,
                "changes": [change_shape(each) for each in changes.changes],
                "left_out": list(changes.left_out),
            }
        )


class ScoreSheetMails(APIView):
    @described(answer=SendingShape, status=HTTPStatus.ACCEPTED)
    def post(self, request: Request, pk: int) -> Response:
        """Mail their sheets to those who have not submitted; a job does it."""
        read_nothing(request)
        participant = get_participant(request.user, pk, action=Action.MANAGE)
        job = send_sheets(
            evaluation=participant.evaluation, actor=request.user, now=timezone.now()
        )
        content = {"job": str(job.public_id), "state": job.state}
        return Response(content, status=HTTPStatus.ACCEPTED)


def take(participant: Participant, changes: SheetChanges, body: dict[str, Any]) -> int:
    """Save what was looked at; a conflict that is none any more was not."""
    chosen = set(body.get("take", ()))
    if chosen - {each.name for each in changes.changes}:
        raise ScoresMovedOn
    count = take_sheet(
        participant=participant,
        changes=changes.taken(chosen),
        seen=body["seen"],
        now=timezone.now(),
    )
    participant.refresh_from_db(fields=["ballots_version"])
    return count


def refused(refusal: TableRefused) -> Response:
    errors = [
        {"place": each.place, "message": each.message} for each in refusal.problems
    ]
    detail = _("Nothing was taken, because the file has errors.")
    return problem(HTTPStatus.BAD_REQUEST, detail, errors=errors)


def change_shape(change: CellChange) -> CellChangeShape:
    return {
        "name": change.name,
        "candidate": change.candidate.pk,
        "criterion": change.criterion.pk,
        "row": change.row,
        "is_conflict": change.is_conflict,
        "before": said_shape(change.before),
        "after": said_shape(change.after),
    }


def said_shape(said: Said) -> SaidShape:
    return {
        "state": "unscored" if said.is_empty else said.state.value,
        "value": said.value,
        "rung": said.rung,
        "note": said.note,
        "link": said.link,
    }
