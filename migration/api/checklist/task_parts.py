"""Steps, comments and proof of tasks in the API."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict

from django.http import FileResponse, Http404
from django.utils import timezone
from rest_framework import serializers
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import Body, read_body, version_of, versioned
from common.api_answers import created, gone, paged
from common.api_bodies import Line, Text, read_nothing
from common.api_schema import described
from evaluator.api.scores import MULTIPART, EvidenceBody
from migration.access import get_comment, get_step, get_task
from migration.api.checklist.tasks import DirectionBody, ShowsTask
from migration.api.shapes import TaskShape, task_shape
from migration.models import TaskComment, TaskStep
from migration.permissions import Action
from migration.services.checklist import comments, proofs, steps
from migration.services.checklist.tasks import Direction
from workspace.api_view import APIView
from workspace.views.files import answer_with

STALE = {412: "Somebody renamed it since `seen`; `current` shows how."}


class StepShape(TypedDict):
    id: int
    task: int
    text: str
    position: int
    done_at: datetime | None
    done_by: str | None
    removed_at: datetime | None


class CommentShape(TypedDict):
    """`mentions` are members of the plan."""

    id: int
    task: int
    author: str | None
    text: str
    mentions: list[int]
    written_at: datetime
    edited_at: datetime | None
    removed_at: datetime | None
    version: int


class StepBody(Body):
    text = Line(max_length=200)


class StepPatch(Body):
    """What is left out stays as it is.

    `seen` is the text that you read: where the step says another by now, it is
    refused with 412 and what it says.
    """

    text = Line(max_length=200, required=False)
    seen = Line(max_length=200, required=False)
    is_done = serializers.BooleanField(required=False)


class CommentBody(Body):
    text = Text(max_length=4000)


class ProofFileBody(EvidenceBody):
    """`proof` says in words what the file shows; else its name stands there."""

    proof = Line(max_length=600, required=False, allow_blank=True, default="")


class StepList(APIView):
    @described(answer=StepShape, paged=True)
    def get(self, request: Request, pk: int) -> Response:
        """Read the steps of a task, in their order."""
        _member, task = get_task(request.user, pk, action=Action.VIEW)
        rows = task.steps.filter(removed_at=None).select_related("done_by")
        return paged(request, rows.in_order(), step_shape)

    @described(body=StepBody, answer=StepShape, status=201)
    def post(self, request: Request, pk: int) -> Response:
        """Add a step at the end."""
        _member, task = get_task(request.user, pk, action=Action.COMPLETE)
        body = read_body(StepBody, request)
        act = {"actor": request.user, "now": timezone.now()}
        [step] = steps.add_steps(task=task, texts=[body["text"]], **act)
        return created(step_shape(step), "step-detail", step.pk)


class StepDetail(APIView):
    def shows_current(self, current: TaskStep) -> object:
        return step_shape(current)

    @described(answer=StepShape)
    def get(self, request: Request, pk: int) -> Response:
        """Read one step."""
        _member, step = get_step(request.user, pk, action=Action.VIEW)
        return Response(step_shape(step))

    @described(body=StepPatch, answer=StepShape, also=STALE)
    def patch(self, request: Request, pk: int) -> Response:
        """Tick it, open it again, or say it in other words; the first tick stays."""
        _member, step = get_step(request.user, pk, action=Action.COMPLETE)
        body = read_body(StepPatch, request)
        act = {"actor": request.user, "now": timezone.now()}
        if "text" in body:
            seen = body.get("seen", step.text)
            steps.rename_step(step=step, text=body["text"], seen=seen, **act)
        if "is_done" in body:
            steps.tick_step(step=step, is_done=body["is_done"], **act)
        return Response(step_shape(step))

    @described(status=204)
    def delete(self, request: Request, pk: int) -> Response:
        """Take it off the task; it can be restored."""
        _member, step = get_step(request.user, pk, action=Action.COMPLETE)
        steps.remove_step(step=step, actor=request.user, now=timezone.now())
        return gone()


class MovingStep(APIView):
    @described(body=DirectionBody, answer=StepShape)
    def post(self, request: Request, pk: int) -> Response:
        """Change places with the neighbour."""
        _member, step = get_step(request.user, pk, action=Action.COMPLETE)
        direction = Direction(read_body(DirectionBody, request)["direction"])
        act = {"actor": request.user, "now": timezone.now()}
        return Response(
            step_shape(steps.move_step(step=step, direction=direction, **act))
        )


class RestoringStep(APIView):
    @described(answer=StepShape)
    def post(self, request: Request, pk: int) -> Response:
        """Put it back."""
        read_nothing(request)
        _member, step = get_step(
            request.user, pk, action=Action.COMPLETE, also_removed=True
        )
        steps.restore_step(step=step, actor=request.user, now=timezone.now())
        return Response(step_shape(step))


class CommentList(APIView):
    @described(answer=CommentShape, paged=True)
    def get(self, request: Request, pk: int) -> Response:
        """Read the comments on a task, the oldest first."""
        _member, task = get_task(request.user, pk, action=Action.VIEW)
        rows = task.comments.filter(removed_at=None).select_related("author")
        found = rows.prefetch_related("mentions").order_by("written_at", "pk")
        return paged(request, found, comment_shape)

    @described(body=CommentBody, answer=CommentShape, status=201, gives_version=True)
    def post(self, request: Request, pk: int) -> Response:
        """Write a comment; an @ and a name tells that person of the plan."""
        _member, task = get_task(request.user, pk, action=Action.COMPLETE)
        comment = comments.write_comment(
            task=task,
            text=read_body(CommentBody, request)["text"],
            actor=request.user,
            now=timezone.now(),
        )
        shape = comment_shape(comment)
        return created(shape, "comment-detail", comment.pk, version=comment.version)


class CommentDetail(APIView):
    def shows_current(self, current: TaskComment) -> object:
        return comment_shape(current)

    @described(answer=CommentShape, gives_version=True)
    def get(self, request: Request, pk: int) -> Response:
        """Read one comment."""
        _member, comment = get_comment(request.user, pk, action=Action.VIEW)
        return versioned(comment_shape(comment), comment.version)

    @described(body=CommentBody, answer=CommentShape, needs_version=True)
    def patch(self, request: Request, pk: int) -> Response:
        """Change an own comment."""
        _member, comment = get_comment(request.user, pk, action=Action.COMPLETE)
        changed = comments.edit_comment(
            comment=comment,
            text=read_body(CommentBody, request)["text"],
            version=version_of(request),
            actor=request.user,
            now=timezone.now(),
        )
        return versioned(comment_shape(changed), changed.version)

    @described(status=204)
    def delete(self, request: Request, pk: int) -> Response:
        """Take an own comment away; it can be restored."""
        _member, comment = get_comment(request.user, pk, action=Action.COMPLETE)
        comments.remove_comment(comment=comment, actor=request.user, now=timezone.now())
        return gone()


class RestoringComment(APIView):
    @described(answer=CommentShape, gives_version=True)
    def post(self, request: Request, pk: int) -> Response:
        """Put an own comment back."""
        read_nothing(request)
        _member, comment = get_comment(
            request.user, pk, action=Action.COMPLETE, also_removed=True
        )
        act = {"actor": request.user, "now": timezone.now()}
        comments.restore_comment(comment=comment, **act)
        return versioned(comment_shape(comment), comment.version)


class ProofFile(ShowsTask):
    """The file that proves a task."""

    parser_classes = (MultiPartParser, JSONParser)

    @described(file="application/octet-stream")
    def get(self, request: Request, pk: int) -> FileResponse:
        """Get the file."""
        _member, task = get_task(request.user, pk, action=Action.VIEW)
        if task.proof_file is None:
            raise Http404
        return answer_with(task.proof_file)

    @described(
        body=ProofFileBody, sends=MULTIPART, answer=TaskShape, needs_version=True
    )
    def put(self, request: Request, pk: int) -> Response:
        """Send a PDF, PNG or JPEG file of at most 10 MB as multipart field `file`."""
        _member, task = get_task(request.user, pk, action=Action.COMPLETE)
        body = read_body(ProofFileBody, request)
        proven = proofs.give_proof(
            task=task,
            text=body["proof"],
            file=body["file"],
            version=version_of(request),
            actor=request.user,
            now=timezone.now(),
        )
        return versioned(task_shape(proven), proven.version)

    @described(answer=TaskShape, needs_version=True)
    def delete(self, request: Request, pk: int) -> Response:
        """Take the file away."""
        _member, task = get_task(request.user, pk, action=Action.COMPLETE)
        changed = proofs.drop_proof_file(
            task=task,
            version=version_of(request),
            actor=request.user,
            now=timezone.now(),
        )
        return versioned(task_shape(changed), changed.version)


def step_shape(step: TaskStep) -> StepShape:
    return {
        "id": step.pk,
        "task": step.task_id,
        "text": step.text,
        "position": step.position,
        "done_at": step.done_at,
        "done_by": str(step.done_by) if step.done_by else None,
        "removed_at": step.removed_at,
    }


def comment_shape(comment: TaskComment) -> CommentShape:
    return {
        "id": comment.pk,
        "task": comment.task_id,
        "author": str(comment.author) if comment.author else None,
        "text": comment.text,
        "mentions": sorted(member.pk for member in comment.mentions.all()),
        "written_at": comment.written_at,
        "edited_at": comment.edited_at,
        "removed_at": comment.removed_at,
        "version": comment.version,
    }
