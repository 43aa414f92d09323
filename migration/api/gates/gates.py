"""The gates of a plan in the API, and what each of them asks."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import Body, read_body, version_of, versioned
from common.api_answers import created, gone
from common.api_bodies import Day, Id, Line, read_nothing
from common.api_schema import described
from common.edits import edit_of
from migration.access import get_gate, get_gate_criterion, get_plan
from migration.api.gates.gate_shapes import (
    GateCriterionShape,
    GateHistoryShape,
    GateShape,
    criterion_shape,
    gate_shape,
    history_shape,
)
from migration.models import Gate, GateCriterion, Plan
from migration.models.template_text import phase_names, role_names
from migration.permissions import Action
from migration.planning.gates import Measure
from migration.selectors.gates.gates import GateRow, read_gate, read_gates
from migration.services.gates import gates as service
from workspace.api_view import APIView


class GatePatch(Body):
    """What is left out stays as it is. `voters` are roles."""

    name = Line(max_length=120, required=False)
    phase = serializers.ChoiceField(choices=[*phase_names()], required=False)
    opens = Id(required=False, allow_null=True)
    due_on = Day(required=False, allow_null=True)
    voters = serializers.ListField(
        child=serializers.ChoiceField(choices=[*role_names()]), required=False
    )


class GateBody(GatePatch):
    name = Line(max_length=120)
    phase = serializers.ChoiceField(choices=[*phase_names()])


class GateCriterionPatch(Body):
    """What is left out stays as it is. Without `measure` somebody attests it."""

    text = Line(max_length=300, required=False, allow_blank=True)
    is_hard = serializers.BooleanField(required=False)
    measure = serializers.ChoiceField(
        choices=[*Measure], required=False, allow_blank=True
    )
    limit = serializers.IntegerField(min_value=0, max_value=10**9, required=False)


class GateList(APIView):
    @described(answer=GateShape, many=True)
    def get(self, request: Request, pk: int) -> Response:
        """Read the gates in the order of their phases, measured now.

        Nothing where the plan uses none.
        """
        plan = get_plan(request.user, pk, action=Action.VIEW)
        today = plan.team.day_of(timezone.now())
        rows = read_gates(plan, today=today) if plan.uses_gates else []
        return Response([gate_shape(row) for row in rows])

    @described(body=GateBody, answer=GateShape, status=201, gives_version=True)
    def post(self, request: Request, pk: int) -> Response:
        """Add an own gate."""
        plan = get_plan(request.user, pk, action=Action.EDIT)
        body = with_task(plan, read_body(GateBody, request))
        gate = service.add_gate(
            plan=plan,
            edit=service.GateEdit(**body),
            actor=request.user,
            now=timezone.now(),
        )
        shape = gate_shape(measured(gate))
        return created(shape, "gate-detail", gate.pk, version=gate.version)


class GateSeeds(APIView):
    @described(answer=GateShape, many=True)
    def post(self, request: Request, pk: int) -> Response:
        """Put the usual gates on the plan that were never on it, and read all."""
        read_nothing(request)
        plan = get_plan(request.user, pk, action=Action.EDIT)
        now = timezone.now()
        service.seed_gates(plan=plan, actor=request.user, now=now)
        rows = read_gates(plan, today=plan.team.day_of(now))
        return Response([gate_shape(row) for row in rows])


class GateDetail(APIView):
    def shows_current(self, current: Gate) -> object:
        return gate_shape(measured(current))

    @described(answer=GateHistoryShape, gives_version=True)
    def get(self, request: Request, pk: int) -> Response:
        """Read one gate, measured now, with earlier votes and decisions."""
        _member, gate = get_gate(request.user, pk, action=Action.VIEW)
        return versioned(history_shape(measured(gate)), gate.version)

    @described(body=GatePatch, answer=GateShape, needs_version=True)
    def patch(self, request: Request, pk: int) -> Response:
        """Change what the gate is; not while it is decided."""
        _member, gate = get_gate(request.user, pk, action=Action.EDIT)
        body = with_task(gate.plan, read_body(GatePatch, request))
        changed = service.edit_gate(
            gate=gate,
            edit=edit_of(service.GateEdit, gate, body),
            version=version_of(request),
            actor=request.user,
            now=timezone.now(),
        )
        return versioned(gate_shape(measured(changed)), changed.version)

    @described(status=204)
    def delete(self, request: Request, pk: int) -> Response:
        """Take it off the plan with all that was said at it; it can be restored."""
        _member, gate = get_gate(request.user, pk, action=Action.EDIT)
        service.remove_gate(gate=gate, actor=request.user, now=timezone.now())
        return gone()


class RestoringGate(APIView):
    @described(answer=GateShape, gives_version=True)
    def post(self, request: Request, pk: int) -> Response:
        """Bring it back with what was said at it."""
        read_nothing(request)
        _member, gate = get_gate(
            request.user, pk, action=Action.EDIT, also_removed=True
        )
        service.restore_gate(gate=gate, actor=request.user, now=timezone.now())
        return versioned(gate_shape(measured(gate)), gate.version)


class GateCriterionList(APIView):
    @described(body=GateCriterionPatch, answer=GateCriterionShape, status=201)
    def post(self, request: Request, pk: int) -> Response:
        """Add a criterion: a `text` that is attested, or a `measure`, or both."""
        _member, gate = get_gate(request.user, pk, action=Action.EDIT)
        criterion = service.add_criterion(
            gate=gate,
            edit=service.CriterionEdit(**read_body(GateCriterionPatch, request)),
            actor=request.user,
            now=timezone.now(),
        )
        shape = shape_of(criterion)
        return created(shape, "gate-criterion-detail", criterion.pk)


class GateCriterionDetail(APIView):
    def shows_current(self, current: GateCriterion) -> object:
        return shape_of(current)

    @described(answer=GateCriterionShape, gives_version=True)
    def get(self, request: Request, pk: int) -> Response:
        """Read one criterion, measured now."""
        _member, criterion = get_gate_criterion(request.user, pk, action=Action.VIEW)
        return versioned(shape_of(criterion), criterion.version)

    @described(body=GateCriterionPatch, answer=GateCriterionShape, needs_version=True)
    def patch(self, request: Request, pk: int) -> Response:
        """Change it; another text or measure takes away what was attested."""
        _member, criterion = get_gate_criterion(request.user, pk, action=Action.EDIT)
        body = read_body(GateCriterionPatch, request)
        changed = service.edit_criterion(
            criterion=criterion,
            edit=edit_of(service.CriterionEdit, criterion, body),
            version=version_of(request),
            actor=request.user,
            now=timezone.now(),
        )
        return versioned(shape_of(changed), changed.version)

    @described(status=204)
    def delete(self, request: Request, pk: int) -> Response:
        """Take it off the gate; it can be restored."""
        _member, criterion = get_gate_criterion(request.user, pk, action=Action.EDIT)
        service.remove_criterion(
            criterion=criterion, actor=request.user, now=timezone.now()
        )
        return gone()


class RestoringGateCriterion(APIView):
    @described(answer=GateCriterionShape, gives_version=True)
    def post(self, request: Request, pk: int) -> Response:
        """Bring the criterion back."""
        read_nothing(request)
        _member, criterion = get_gate_criterion(
            request.user, pk, action=Action.EDIT, also_removed=True
        )
        service.restore_criterion(
            criterion=criterion, actor=request.user, now=timezone.now()
        )
        return versioned(shape_of(criterion), criterion.version)


def with_task(plan: Plan, body: dict[str, Any]) -> dict[str, Any]:
    """Return the body with the task of this plan, and its voters as they are kept."""
    if body.get("opens") is not None:
        body["opens"] = get_object_or_404(plan.tasks.present(), pk=body["opens"])
    if "voters" in body:
        body["voters"] = tuple(dict.fromkeys(body["voters"]))
    return body


def measured(gate: Gate) -> GateRow:
    return read_gate(gate, today=gate.plan.team.day_of(timezone.now()))


def shape_of(criterion: GateCriterion) -> GateCriterionShape:
    rows = measured(criterion.gate).criteria
    return criterion_shape(next(row for row in rows if row.criterion == criterion))
