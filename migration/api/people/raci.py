"""Who is responsible and accountable for what, in the API."""

from __future__ import annotations

from typing import Any, TypedDict

from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import Body, read_body, version_of, versioned
from common.api_answers import created, gone
from common.api_bodies import Id, Line, read_nothing
from common.api_schema import described
from migration.access import get_deliverable, get_plan
from migration.models import Deliverable, Plan
from migration.permissions import Action
from migration.planning.raci import Part
from migration.selectors.people.raci import DeliverableRow, read_deliverable, read_raci
from migration.services.people import raci as service
from workspace.api_view import APIView


class PartShape(TypedDict):
    """`part` is R, A, AR, C or I."""

    stakeholder: int
    part: str


class DeliverableShape(TypedDict):
    """`is_clear`: exactly one answers for it, and somebody does it."""

    id: int
    plan: int
    name: str
    phase: str
    task: int | None
    parts: list[PartShape]
    accountable: int
    responsible: int
    is_clear: bool
    version: int


class PartBody(Body):
    stakeholder = Id()
    part = serializers.ChoiceField(choices=[*Part])


class DeliverableBody(Body):
    """`parts` replaces all that people have; what else is left out stays."""

    name = Line(max_length=200, required=False, allow_blank=True)
    task = Id(required=False, allow_null=True)
    parts = PartBody(many=True, required=False)


class DeliverableList(APIView):
    @described(answer=DeliverableShape, many=True)
    def get(self, request: Request, pk: int) -> Response:
        """Read the deliverables with everybody's part in them.

        Nothing where the plan does not use it.
        """
        plan = get_plan(request.user, pk, action=Action.VIEW)
        rows = read_raci(plan).rows if plan.uses_raci else ()
        return Response([deliverable_shape(row) for row in rows])

    @described(
        body=DeliverableBody, answer=DeliverableShape, status=201, gives_version=True
    )
    def post(self, request: Request, pk: int) -> Response:
        """Add a deliverable: with a `name`, or for a `task`."""
        plan = get_plan(request.user, pk, action=Action.EDIT)
        made = service.add_deliverable(
            plan=plan,
            edit=service.DeliverableEdit(**given(plan, request)),
            actor=request.user,
            now=timezone.now(),
        )
        return created(
            shape_of(made), "deliverable-detail", made.pk, version=made.version
        )


class DeliverableDetail(APIView):
    def shows_current(self, current: Deliverable) -> object:
        return shape_of(current) if current.removed_at is None else None

    @described(answer=DeliverableShape, gives_version=True)
    def get(self, request: Request, pk: int) -> Response:
        """Read one deliverable."""
        _member, found = get_deliverable(request.user, pk, action=Action.VIEW)
        return versioned(shape_of(found), found.version)

    @described(body=DeliverableBody, answer=DeliverableShape, needs_version=True)
    def patch(self, request: Request, pk: int) -> Response:
        """Change its name, its task, or who has which part."""
        _member, found = get_deliverable(request.user, pk, action=Action.EDIT)
        parts = found.parts.filter(stakeholder__removed_at=None)
        stored = {
            "name": found.own_name,
            "task": found.task,
            "parts": {each.stakeholder_id: Part(each.part) for each in parts},
        }
        changed = service.edit_deliverable(
            deliverable=found,
            edit=service.DeliverableEdit(**stored | given(found.plan, request)),
            version=version_of(request),
            actor=request.user,
            now=timezone.now(),
        )
        return versioned(shape_of(changed), changed.version)

    @described(status=204)
    def delete(self, request: Request, pk: int) -> Response:
        """Take it off the list; it can be restored."""
        _member, found = get_deliverable(request.user, pk, action=Action.EDIT)
        service.remove_deliverable(
            deliverable=found, actor=request.user, now=timezone.now()
        )
        return gone()


class RestoringDeliverable(APIView):
    @described(answer=DeliverableShape, gives_version=True)
    def post(self, request: Request, pk: int) -> Response:
        """Bring it back, with everybody's part in it."""
        read_nothing(request)
        _member, found = get_deliverable(
            request.user, pk, action=Action.EDIT, also_removed=True
        )
        service.restore_deliverable(
            deliverable=found, actor=request.user, now=timezone.now()
        )
        return versioned(shape_of(found), found.version)


def given(plan: Plan, request: Request) -> dict[str, Any]:
    """Return what was sent, with the task of this plan: 404 for a stranger."""
    body = read_body(DeliverableBody, request)
    if body.get("task") is not None:
        body["task"] = get_object_or_404(plan.tasks.present(), pk=body["task"])
    if "parts" in body:
        sent = body["parts"]
        body["parts"] = {each["stakeholder"]: Part(each["part"]) for each in sent}
    return body


def shape_of(deliverable: Deliverable) -> DeliverableShape:
    return deliverable_shape(read_deliverable(deliverable))


def deliverable_shape(row: DeliverableRow) -> DeliverableShape:
    found = row.deliverable
    return {
        "id": found.pk,
        "plan": found.plan_id,
        "name": found.name,
        "phase": found.phase,
        "task": found.task_id,
        "parts": [
            {"stakeholder": person.pk, "part": part.part} for person, part in row.named
        ],
        "accountable": row.duties.accountable,
        "responsible": row.duties.responsible,
        "is_clear": row.duties.is_clear,
        "version": found.version,
    }
