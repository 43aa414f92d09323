"""The risk register in the API."""

from __future__ import annotations

from typing import Any, TypedDict

from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import Body, read_body, version_of, versioned
from common.api_answers import created, gone, paged
from common.api_bodies import Id, Line, PageQuery, read_nothing
from common.api_schema import described
from common.edits import edit_of
from migration.access import get_plan, get_risk
from migration.models import Plan, Risk
from migration.permissions import Action
from migration.services.gates import risks as service
from workspace.api_view import APIView


class RiskShape(TypedDict):
    """`score` is probability times impact; `owner` a member of the plan."""

    id: int
    plan: int
    text: str
    answer: str
    probability: int
    impact: int
    score: int
    owner: int | None
    task: int | None
    is_closed: bool
    version: int


class SeededShape(TypedDict):
    added: int


class Level(serializers.IntegerField):
    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=1, max_value=5, required=False, **options)


class RiskPatch(Body):
    """What is left out stays as it is."""

    text = Line(max_length=200, required=False)
    answer = Line(max_length=400, required=False, allow_blank=True)
    probability = Level()
    impact = Level()
    owner = Id(required=False, allow_null=True)
    task = Id(required=False, allow_null=True)
    is_closed = serializers.BooleanField(required=False)


class RiskBody(RiskPatch):
    text = Line(max_length=200)


class RiskList(APIView):
    @described(answer=RiskShape, paged=True, query=PageQuery)
    def get(self, request: Request, pk: int) -> Response:
        """Read the register, the worst first."""
        plan = get_plan(request.user, pk, action=Action.VIEW)
        return paged(request, plan.risks.present().worst_first(), risk_shape)

    @described(body=RiskBody, answer=RiskShape, status=201, gives_version=True)
    def post(self, request: Request, pk: int) -> Response:
        """Add a risk."""
        plan = get_plan(request.user, pk, action=Action.EDIT)
        risk = service.add_risk(
            plan=plan,
            edit=service.RiskEdit(**with_rows(plan, read_body(RiskBody, request))),
            actor=request.user,
            now=timezone.now(),
        )
        return created(risk_shape(risk), "risk-detail", risk.pk, version=risk.version)


class RiskSeeds(APIView):
    @described(answer=SeededShape)
    def post(self, request: Request, pk: int) -> Response:
        """Put the usual risks on the list that were never on it."""
        read_nothing(request)
        plan = get_plan(request.user, pk, action=Action.EDIT)
        count = service.seed_risks(plan=plan, actor=request.user, now=timezone.now())
        return Response({"added": count})


class RiskDetail(APIView):
    def shows_current(self, current: Risk) -> object:
        return risk_shape(current)

    @described(answer=RiskShape, gives_version=True)
    def get(self, request: Request, pk: int) -> Response:
        """Read one risk."""
        _member, risk = get_risk(request.user, pk, action=Action.VIEW)
        return versioned(risk_shape(risk), risk.version)

    @described(body=RiskPatch, answer=RiskShape, needs_version=True)
    def patch(self, request: Request, pk: int) -> Response:
        """Change one risk."""
        _member, risk = get_risk(request.user, pk, action=Action.EDIT)
        given = with_rows(risk.plan, read_body(RiskPatch, request))
        changed = service.edit_risk(
            risk=risk,
            edit=edit_of(service.RiskEdit, risk, given),
            version=version_of(request),
            actor=request.user,
            now=timezone.now(),
        )
        return versioned(risk_shape(changed), changed.version)

    @described(status=204)
    def delete(self, request: Request, pk: int) -> Response:
        """Take it off the list; it can be restored."""
        _member, risk = get_risk(request.user, pk, action=Action.EDIT)
        service.remove_risk(risk=risk, actor=request.user, now=timezone.now())
        return gone()


class RestoringRisk(APIView):
    @described(answer=RiskShape, gives_version=True)
    def post(self, request: Request, pk: int) -> Response:
        """Put it back on the list."""
        read_nothing(request)
        _member, risk = get_risk(
            request.user, pk, action=Action.EDIT, also_removed=True
        )
        service.restore_risk(risk=risk, actor=request.user, now=timezone.now())
        return versioned(risk_shape(risk), risk.version)


def with_rows(plan: Plan, body: dict[str, Any]) -> dict[str, Any]:
    """Return the body with the person and the task of this plan: 404 for strangers."""
    if body.get("owner") is not None:
        body["owner"] = get_object_or_404(plan.members, pk=body["owner"])
    if body.get("task") is not None:
        body["task"] = get_object_or_404(plan.tasks.present(), pk=body["task"])
    return body


def risk_shape(risk: Risk) -> RiskShape:
    return {
        "id": risk.pk,
        "plan": risk.plan_id,
        "text": risk.text,
        "answer": risk.answer,
        "probability": risk.probability,
        "impact": risk.impact,
        "score": risk.score,
        "owner": risk.owner_id,
        "task": risk.task_id,
        "is_closed": risk.is_closed,
        "version": risk.version,
    }
