"""The defects of a plan in the API."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypedDict

from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import Body, read_body, version_of, versioned
from common.api_answers import created, gone, paged
from common.api_bodies import Id, Line, PageQuery, Text, read_nothing
from common.api_schema import described
from common.edits import edit_of
from migration.access import get_defect, get_plan_member
from migration.models import Defect, Plan
from migration.permissions import Action
from migration.selectors.checklist.defects import DefectFilter, ShownDefects, defects_of
from migration.services.checklist import defects as service
from workspace.api_view import APIView


class DefectShape(TypedDict):
    """`owner` is a member of the plan; an open defect has no `closed_at`."""

    id: int
    plan: int
    title: str
    details: str
    kind: str
    severity: str
    owner: int | None
    task: int | None
    asset: int | None
    reported_by: str | None
    reported_at: datetime
    resolution: str
    closed_by: str | None
    closed_at: datetime | None
    removed_at: datetime | None
    version: int


class DefectQuery(PageQuery):
    show = serializers.ChoiceField(
        choices=[*ShownDefects], required=False, default=ShownDefects.OPEN
    )
    kind = serializers.ChoiceField(
        choices=Defect.Kind.values, required=False, default=""
    )
    severity = serializers.ChoiceField(
        choices=Defect.Severity.values, required=False, default=""
    )
    mine = serializers.BooleanField(required=False, default=False)
    search = Line(max_length=80, required=False, allow_blank=True, default="")

    def wanted(self) -> DefectFilter:
        said = self.validated_data
        return DefectFilter(
            show=ShownDefects(said["show"]),
            kind=said["kind"],
            severity=said["severity"],
            is_mine=said["mine"],
            search=said["search"],
        )


class DefectPatch(Body):
    """What is left out stays as it is."""

    title = Line(max_length=200, required=False)
    details = Text(max_length=4000, required=False, allow_blank=True)
    kind = serializers.ChoiceField(choices=Defect.Kind.values, required=False)
    severity = serializers.ChoiceField(choices=Defect.Severity.values, required=False)
    owner = Id(required=False, allow_null=True)
    task = Id(required=False, allow_null=True)
    asset = Id(required=False, allow_null=True)


class DefectBody(DefectPatch):
    title = Line(max_length=200)


class ResolutionBody(Body):
    resolution = Line(max_length=400, required=False, allow_blank=True, default="")


class DefectList(APIView):
    @described(answer=DefectShape, paged=True, query=DefectQuery)
    def get(self, request: Request, pk: int) -> Response:
        """Read the defects: open ones, hard ones first, unless others are asked for."""
        member = get_plan_member(request.user, pk, action=Action.VIEW)
        query = DefectQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        found = defects_of(member.plan, query.wanted(), reader=member)
        return paged(request, found, defect_shape)

    @described(body=DefectBody, answer=DefectShape, status=201, gives_version=True)
    def post(self, request: Request, pk: int) -> Response:
        """Report a defect."""
        member = get_plan_member(request.user, pk, action=Action.COMPLETE)
        body = with_parts(member.plan, read_body(DefectBody, request))
        defect = service.report_defect(
            plan=member.plan,
            edit=service.DefectEdit(**body),
            actor=request.user,
            now=timezone.now(),
        )
        shape = defect_shape(defect)
        return created(shape, "defect-detail", defect.pk, version=defect.version)


class ShowsDefect(APIView):
    def shows_current(self, current: Defect) -> object:
        return defect_shape(current)


class DefectDetail(ShowsDefect):
    @described(answer=DefectShape, gives_version=True)
    def get(self, request: Request, pk: int) -> Response:
        """Read one defect."""
        _member, defect = get_defect(request.user, pk, action=Action.VIEW)
        return versioned(defect_shape(defect), defect.version)

    @described(body=DefectPatch, answer=DefectShape, needs_version=True)
    def patch(self, request: Request, pk: int) -> Response:
        """Change one defect."""
        _member, defect = get_defect(request.user, pk, action=Action.COMPLETE)
        given = with_parts(defect.plan, read_body(DefectPatch, request))
        changed = service.edit_defect(
            defect=defect,
            edit=edit_of(service.DefectEdit, defect, given),
            version=version_of(request),
            actor=request.user,
            now=timezone.now(),
        )
        return versioned(defect_shape(changed), changed.version)

    @described(status=204)
    def delete(self, request: Request, pk: int) -> Response:
        """Take it off the list; it can be restored."""
        _member, defect = get_defect(request.user, pk, action=Action.EDIT)
        service.remove_defect(defect=defect, actor=request.user, now=timezone.now())
        return gone()


class ClosingDefect(ShowsDefect):
    @described(body=ResolutionBody, answer=DefectShape, needs_version=True)
    def post(self, request: Request, pk: int) -> Response:
        """Close it, saying how; the first closing stays."""
        _member, defect = get_defect(request.user, pk, action=Action.COMPLETE)
        closed = service.close_defect(
            defect=defect,
            version=version_of(request),
            actor=request.user,
            now=timezone.now(),
            **read_body(ResolutionBody, request),
        )
        return versioned(defect_shape(closed), closed.version)


class ReopeningDefect(APIView):
    @described(answer=DefectShape, gives_version=True)
    def post(self, request: Request, pk: int) -> Response:
        """Open it again."""
        read_nothing(request)
        _member, defect = get_defect(request.user, pk, action=Action.COMPLETE)
        opened = service.reopen_defect(
            defect=defect, actor=request.user, now=timezone.now()
        )
        return versioned(defect_shape(opened), opened.version)


class RestoringDefect(APIView):
    @described(answer=DefectShape, gives_version=True)
    def post(self, request: Request, pk: int) -> Response:
        """Put it back on the list."""
        read_nothing(request)
        _member, defect = get_defect(
            request.user, pk, action=Action.EDIT, also_removed=True
        )
        service.restore_defect(defect=defect, actor=request.user, now=timezone.now())
        return versioned(defect_shape(defect), defect.version)


def with_parts(plan: Plan, body: dict[str, Any]) -> dict[str, Any]:
    """Return the body with the rows of this plan that it names: 404 for strangers."""
    rows = {
        "owner": plan.members.who_work(),
        "task": plan.tasks.present(),
        "asset": plan.assets.present(),
    }
    named = {
        name: get_object_or_404(found, pk=body[name])
        for name, found in rows.items()
        if body.get(name) is not None
    }
    return body | named


def defect_shape(defect: Defect) -> DefectShape:
    return {
        "id": defect.pk,
        "plan": defect.plan_id,
        "title": defect.title,
        "details": defect.details,
        "kind": defect.kind,
        "severity": defect.severity,
        "owner": defect.owner_id,
        "task": defect.task_id,
        "asset": defect.asset_id,
        "reported_by": str(defect.reported_by) if defect.reported_by else None,
        "reported_at": defect.reported_at,
        "resolution": defect.resolution,
        "closed_by": str(defect.closed_by) if defect.closed_by else None,
        "closed_at": defect.closed_at,
        "removed_at": defect.removed_at,
        "version": defect.version,
    }
