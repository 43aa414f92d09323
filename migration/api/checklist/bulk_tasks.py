"""Several tasks changed at once in the API, and taken back."""

from __future__ import annotations

from typing import TypedDict

from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import Body, read_body
from common.api_bodies import Id, read_nothing
from common.api_schema import described
from migration.access import get_plan
from migration.api.schedule.effects import effect_on
from migration.api.schedule.schedule_shapes import EffectShape
from migration.models import Plan
from migration.models.template_text import role_names
from migration.permissions import Action
from migration.selectors.checklist.bulk_tasks import wish_of
from migration.services.checklist.bulk_tasks import (
    FURTHEST,
    VERB,
    BulkEdit,
    change_tasks,
    plan_changes,
    take_back,
)
from workspace.api_view import APIView
from workspace.models import Activity

MOST = 2000


class ManyTasksShape(TypedDict):
    """`change` is what to take back by; null where nothing was different."""

    changed: int
    change: int | None


class SeenTask(Body):
    id = Id()
    version = serializers.IntegerField(min_value=1, max_value=10**9)


class ManyTasksBody(Body):
    """What is left out stays. `shift_days` are working days, below zero earlier."""

    tasks = SeenTask(many=True, min_length=1, max_length=MOST)
    assigned_to = Id(required=False, allow_null=True)
    owner_role = serializers.ChoiceField(
        choices=list(role_names()), required=False, allow_blank=True
    )
    shift_days = serializers.IntegerField(
        min_value=-FURTHEST, max_value=FURTHEST, required=False, default=0
    )
    remove = serializers.BooleanField(required=False, default=False)


def seen_and_wanted(plan: Plan, request: Request) -> tuple[dict[int, int], BulkEdit]:
    """Return the versions by task, and what becomes of them; 404 for a stranger."""
    body = read_body(ManyTasksBody, request)
    person = body.get("assigned_to")
    workers = plan.members.who_work()
    return {each["id"]: each["version"] for each in body["tasks"]}, BulkEdit(
        gives_person="assigned_to" in body,
        person=get_object_or_404(workers, pk=person) if person else None,
        role=body.get("owner_role"),
        shift=body["shift_days"],
        removes=body["remove"],
    )


class ManyTasks(APIView):
    @described(body=ManyTasksBody, answer=ManyTasksShape)
    def post(self, request: Request, pk: int) -> Response:
        """Change open tasks, all or none; 409 when one of them was changed since."""
        plan = get_plan(request.user, pk, action=Action.EDIT)
        seen, edit = seen_and_wanted(plan, request)
        entry = change_tasks(
            plan=plan, seen=seen, edit=edit, actor=request.user, now=timezone.now()
        )
        count = (entry.after or {})["count"] if entry else 0
        return Response({"changed": count, "change": entry.pk if entry else None})


class ManyTasksEffect(APIView):
    @described(body=ManyTasksBody, answer=EffectShape)
    def post(self, request: Request, pk: int) -> Response:
        """Say what the change, of one task or many, would do to the finish."""
        plan = get_plan(request.user, pk, action=Action.EDIT)
        seen, edit = seen_and_wanted(plan, request)
        changes = plan_changes(plan, seen, edit, now=timezone.now())
        return effect_on(plan, lambda _now: wish_of(changes))


class TakingTasksBack(APIView):
    @described(answer=ManyTasksShape)
    def post(self, request: Request, pk: int, change_pk: int) -> Response:
        """Take a change back as a whole, while none of its tasks was changed since."""
        read_nothing(request)
        plan = get_plan(request.user, pk, action=Action.EDIT)
        entries = Activity.objects.of(kind="plan", pk=plan.pk).filter(verb=VERB)
        entry = get_object_or_404(entries, pk=change_pk)
        count = take_back(
            plan=plan, entry=entry, actor=request.user, now=timezone.now()
        )
        return Response({"changed": count, "change": None})
