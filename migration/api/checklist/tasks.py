"""The checklist of a plan and its tasks: added, changed, ticked, moved, removed."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import Body, read_body, version_of, versioned
from common.api_answers import created, gone, paged
from common.api_bodies import Day, Id, Line, PageQuery, Text, read_nothing
from common.api_schema import described
from migration.access import get_plan_member, get_task
from migration.api.schedule.effects import effect_on
from migration.api.schedule.schedule_shapes import EffectShape
from migration.api.shapes import LineShape, TaskShape, line_shape, task_shape
from migration.models import Plan, Task
from migration.models.template_text import phase_names, role_names
from migration.permissions import Action
from migration.selectors.checklist.checklist import NOBODY, Filter, Show, read_checklist
from migration.selectors.schedule.effects import Wish
from migration.services.checklist.tasks import (
    Direction,
    TaskEdit,
    add_task,
    complete_task,
    edit_task,
    move_task,
    remove_task,
    reopen_task,
    restore_task,
)
from workspace.api_view import APIView

EDITED = (
    "title",
    "done_when",
    "phase",
    "owner_role",
    "assigned_to",
    "due_on",
    "needs_proof",
    "proof",
    "note",
)


class TaskQuery(PageQuery):
    show = serializers.ChoiceField(choices=[*Show], required=False, default=Show.ALL)
    search = Line(max_length=80, required=False, allow_blank=True, default="")
    phase = serializers.ChoiceField(
        choices=list(phase_names()), required=False, default=""
    )
    person = serializers.RegexField(
        rf"^(\d{{1,18}}|{NOBODY})$", required=False, default=""
    )


class NewTaskBody(Body):
    title = Line(max_length=200)
    phase = serializers.ChoiceField(choices=list(phase_names()))
    done_when = Line(max_length=400, required=False, allow_blank=True)
    owner_role = serializers.ChoiceField(
        choices=list(role_names()), required=False, allow_blank=True
    )
    assigned_to = Id(required=False, allow_null=True)
    due_on = Day(required=False, allow_null=True)
    needs_proof = serializers.BooleanField(required=False)
    note = Text(max_length=4000, required=False, allow_blank=True)


class TaskPatch(NewTaskBody):
    """What is left out stays as it is."""

    title = Line(max_length=200, required=False)
    phase = serializers.ChoiceField(choices=list(phase_names()), required=False)
    proof = Line(max_length=600, required=False, allow_blank=True)


class ProofBody(Body):
    """`anyway`: done all the same, although tasks before it are open."""

    proof = Line(max_length=600, required=False, allow_blank=True, default="")
    anyway = serializers.BooleanField(required=False, default=False)


class DirectionBody(Body):
    direction = serializers.ChoiceField(choices=[*Direction])


class TaskList(APIView):
    """The checklist in its order: phase by phase."""

    @described(answer=LineShape, paged=True, query=TaskQuery)
    def get(self, request: Request, pk: int) -> Response:
        """Read the tasks that fit; `person` is a member of the plan, or `none`."""
        member = get_plan_member(request.user, pk, action=Action.VIEW)
        query = TaskQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        asked = query.validated_data
        checklist = read_checklist(
            member.plan,
            reader=member,
            today=member.plan.team.day_of(timezone.now()),
            wanted=Filter(
                Show(asked["show"]), asked["search"], asked["phase"], asked["person"]
            ),
        )
        return paged(request, checklist.lines, line_shape)

    @described(body=NewTaskBody, answer=TaskShape, status=201, gives_version=True)
    def post(self, request: Request, pk: int) -> Response:
        """Add an own task at the end of its phase."""
        member = get_plan_member(request.user, pk, action=Action.EDIT)
        body = with_person(member.plan, read_body(NewTaskBody, request))
        task = add_task(
            plan=member.plan,
            edit=TaskEdit(**body),
            actor=request.user,
            now=timezone.now(),
        )
        return created(task_shape(task), "task-detail", task.pk, version=task.version)


class RemovedTaskList(APIView):
    """What was taken off the checklist, and can come back."""

    @described(answer=TaskShape, paged=True)
    def get(self, request: Request, pk: int) -> Response:
        member = get_plan_member(request.user, pk, action=Action.EDIT)
        removed = member.plan.tasks.filter(removed_at__isnull=False)
        rows = removed.select_related("done_by", "proof_file")
        return paged(request, rows.order_by("-removed_at", "pk"), task_shape)


class ShowsTask(APIView):
    def shows_current(self, current: Task) -> object:
        return task_shape(current)


class TaskDetail(ShowsTask):
    @described(answer=TaskShape, gives_version=True)
    def get(self, request: Request, pk: int) -> Response:
        """Read one task."""
        _member, task = get_task(request.user, pk, action=Action.VIEW)
        return versioned(task_shape(task), task.version)

    @described(body=TaskPatch, answer=TaskShape, needs_version=True)
    def patch(self, request: Request, pk: int) -> Response:
        """Change one task."""
        _member, task = get_task(request.user, pk, action=Action.EDIT)
        body = with_person(task.plan, read_body(TaskPatch, request))
        stored = {name: getattr(task, name) for name in EDITED}
        changed = edit_task(
            task=task,
            edit=TaskEdit(**stored | body, version=version_of(request)),
            actor=request.user,
            now=timezone.now(),
        )
        return versioned(task_shape(changed), changed.version)

    @described(status=204, needs_version=True)
    def delete(self, request: Request, pk: int) -> Response:
        """Take it off the checklist; it can be restored."""
        _member, task = get_task(request.user, pk, action=Action.EDIT)
        remove_task(
            task=task,
            version=version_of(request),
            actor=request.user,
            now=timezone.now(),
        )
        return gone()


class CompletingTask(APIView):
    @described(body=ProofBody, answer=TaskShape, gives_version=True)
    def post(self, request: Request, pk: int) -> Response:
        """Tick it, with the proof that some tasks ask for; the first tick stays.

        409 while tasks before it are open, unless it is done `anyway`.
        """
        _member, task = get_task(request.user, pk, action=Action.COMPLETE)
        body = read_body(ProofBody, request)
        complete_task(task=task, actor=request.user, now=timezone.now(), **body)
        return versioned(task_shape(task), task.version)


class ReopeningTask(ShowsTask):
    @described(answer=TaskShape, needs_version=True)
    def post(self, request: Request, pk: int) -> Response:
        """Take the tick away, unless the task has changed since it was read."""
        read_nothing(request)
        _member, task = get_task(request.user, pk, action=Action.COMPLETE)
        reopen_task(
            task=task,
            version=version_of(request),
            actor=request.user,
            now=timezone.now(),
        )
        return versioned(task_shape(task), task.version)


class MovingTask(APIView):
    @described(body=DirectionBody, answer=TaskShape, gives_version=True)
    def post(self, request: Request, pk: int) -> Response:
        """Change places with the neighbour in the phase."""
        _member, task = get_task(request.user, pk, action=Action.EDIT)
        body = read_body(DirectionBody, request)
        moved = move_task(
            task=task,
            direction=Direction(body["direction"]),
            actor=request.user,
            now=timezone.now(),
        )
        return versioned(task_shape(moved), moved.version)


class RestoringTask(APIView):
    @described(answer=TaskShape, gives_version=True)
    def post(self, request: Request, pk: int) -> Response:
        """Put it back on the checklist."""
        read_nothing(request)
        _member, task = get_task(
            request.user, pk, action=Action.EDIT, also_removed=True
        )
        restored = restore_task(task=task, actor=request.user, now=timezone.now())
        return versioned(task_shape(restored), restored.version)


class RestoringTaskEffect(APIView):
    @described(answer=EffectShape)
    def post(self, request: Request, pk: int) -> Response:
        """Say what putting it back would do to the finish; saves nothing."""
        read_nothing(request)
        member, task = get_task(request.user, pk, action=Action.EDIT, also_removed=True)
        back = (task,) if task.removed_at else ()
        return effect_on(member.plan, lambda _now: Wish(back=back))


def with_person(plan: Plan, body: dict[str, Any]) -> dict[str, Any]:
    """Return the body with the person who gets the task: 404 for a stranger."""
    pk = body.get("assigned_to")
    if pk is None:
        return body
    return body | {"assigned_to": get_object_or_404(plan.members.who_work(), pk=pk)}
