"""The plan as an Excel workbook, and the ticks that come back in it."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from typing import Any, TypedDict

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import Body, read_body
from common.api_answers import file_answer
from common.api_schema import described
from common.tables.door import TableRefused
from evaluator.api.score_sheets import refused
from evaluator.api.workbooks import LARGE
from evaluator.services.workbooks import XLSX
from evaluator.workbooks.comparison.options import WorkbookOptions
from migration.access import get_plan_member
from migration.models import PlanMember
from migration.permissions import Action
from migration.selectors.checklist.returned_checklist import (
    ReturnedChecklist,
    Said,
    TickChange,
)
from migration.services.checklist.returned_ticks import (
    differences,
    read_returned,
    take_ticks,
)
from migration.services.workbooks import (
    enqueue_plan,
    export_plan,
    is_large,
    read_for_workbook,
    workbook_name,
)
from migration.workbooks.plan.ticks_reader import FilledChecklist
from workspace.api_view import APIView

MULTIPART = "multipart/form-data"
MOVED = {409: "The checklist was changed since `seen`; nothing was taken."}


class WorkbookBody(Body):
    """`feelings`: with what stakeholders gain and fear; for leads."""

    feelings = serializers.BooleanField(required=False, default=False)


class TicksBody(Body):
    """The workbook with ticks; with `seen`, what was looked at before is taken."""

    file = serializers.FileField(max_length=200)
    seen = serializers.CharField(max_length=40, required=False)
    # Of the rows that are asked about, the ids of the tasks in which the file is right.
    take = serializers.ListField(
        child=serializers.CharField(max_length=24), max_length=5000, required=False
    )


class SaidOfTaskShape(TypedDict):
    is_done: bool
    proof: str
    note: str


class TickChangeShape(TypedDict):
    """A conflict was changed on the site since the file was written.

    `waits_for` are titles of tasks before it that would still be open, `gates` names of
    gates that are not passed. Conflicts and what waits are taken only if `take` names
    them.
    """

    task: int
    title: str
    row: int
    is_conflict: bool
    before: SaidOfTaskShape
    after: SaidOfTaskShape
    waits_for: list[str]
    gates: list[str]


class TickChangesShape(TypedDict):
    """Send `seen` back to take the changes. `taken` is null while one only looks."""

    seen: str
    taken: int | None
    changes: list[TickChangeShape]


class PlanWorkbook(APIView):
    @described(body=WorkbookBody, file=XLSX, also=LARGE)
    def post(self, request: Request, pk: int) -> HttpResponse | Response:
        """Send the workbook of the plan; 202 with the job that writes a large one.

        Taking it is recorded, so it is no GET (R41, R56).
        """
        member = get_plan_member(request.user, pk, action=Action.VIEW)
        feelings = read_body(WorkbookBody, request)["feelings"]
        options = WorkbookOptions(language=get_language() or "en", now=timezone.now())
        content = read_for_workbook(member, options, shows_feelings=feelings)
        if is_large(content):
            job = enqueue_plan(content=content, options=options, actor=request.user)
            told = {"job": str(job.public_id), "state": job.state}
            return Response(told, status=HTTPStatus.ACCEPTED)
        file = export_plan(content=content, options=options, actor=request.user)
        name = workbook_name(member.plan, options)
        return file_answer(file, name=name, content_type=XLSX)


class WorkbookTicks(APIView):
    parser_classes = (MultiPartParser,)

    @described(body=TicksBody, sends=MULTIPART, answer=TickChangesShape, also=MOVED)
    def post(self, request: Request, pk: int) -> Response:
        """Look at what a workbook with ticks would change; with `seen`, take it.

        Nothing is written without `seen`, which the first answer gives. What is wrong
        in the rows comes all together in `errors`, each with its place.
        """
        member = get_plan_member(request.user, pk, action=Action.COMPLETE)
        body, now = read_body(TicksBody, request), timezone.now()
        upload, taken = body["file"], None
        try:
            filled = read_returned(member, upload, name=upload.name)
            found = differences(member, filled)
            if "seen" in body:
                taken = take(member, filled, found, body, now)
        except TableRefused as refusal:
            return refused(refusal)
        changes = [change_shape(each) for each in found.changes]
        shape: TickChangesShape = {
            "seen": found.seen,
            "taken": taken,
            "changes": changes,
        }
        return Response(shape)


def take(
    member: PlanMember,
    filled: FilledChecklist,
    found: ReturnedChecklist,
    body: dict[str, Any],
    now: datetime,
) -> int:
    """Take what was looked at. What was taken already is no difference any more."""
    if not found.changes:
        return 0
    return take_ticks(
        member=member,
        filled=filled,
        chosen=body.get("take", ()),
        seen=body["seen"],
        now=now,
    )


def change_shape(change: TickChange) -> TickChangeShape:
    return {
        "task": change.task.pk,
        "title": change.task.title,
        "row": change.row,
        "is_conflict": change.is_conflict,
        "before": said_shape(change.before),
        "after": said_shape(change.after),
        "waits_for": list(change.waits_for),
        "gates": list(change.gates),
    }


def said_shape(said: Said) -> SaidOfTaskShape:
    return {"is_done": said.is_done, "proof": said.proof, "note": said.note}
