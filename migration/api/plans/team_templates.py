"""Templates that a team made of its plans, in the API."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict

from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import Body, read_body, version_of, versioned
from common.api_answers import created, gone, paged
from common.api_bodies import Id, Line, PageQuery, read_nothing
from common.api_schema import described
from migration.access import get_plan, get_team_template
from migration.models import TeamTemplate
from migration.permissions import Action
from migration.services.plans import team_templates as service
from workspace.api_view import APIView


class TeamTemplateShape(TypedDict):
    id: int
    team: int
    name: str
    tasks: int
    saved_at: datetime
    version: int


class TemplateQuery(PageQuery):
    team = Id(required=False)
    removed = serializers.BooleanField(required=False, default=False)


class TemplateBody(Body):
    """The plan that is kept, and the name of the template."""

    plan = Id()
    name = Line(max_length=service.LONGEST_NAME)


class RenameBody(Body):
    name = Line(max_length=service.LONGEST_NAME)


class TemplateList(APIView):
    @described(answer=TeamTemplateShape, paged=True, query=TemplateQuery)
    def get(self, request: Request) -> Response:
        """List the templates of the person's teams, or those removed."""
        query = TemplateQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        asked = query.validated_data
        found = TeamTemplate.objects.visible_to(request.user).defer("content")
        found = found.filter(removed_at__isnull=not asked["removed"])
        if team := asked.get("team"):
            found = found.filter(team=team)
        return paged(request, found.order_by("name", "pk"), template_shape)

    @described(
        body=TemplateBody, answer=TeamTemplateShape, status=201, gives_version=True
    )
    def post(self, request: Request) -> Response:
        """Keep a plan as a template of its team: roles, no people, days or proofs."""
        body = read_body(TemplateBody, request)
        template = service.save_template(
            plan=get_plan(request.user, body["plan"], action=Action.MANAGE),
            name=body["name"],
            actor=request.user,
            now=timezone.now(),
        )
        return created(
            template_shape(template),
            "plan-template-detail",
            template.pk,
            version=template.version,
        )


class TemplateDetail(APIView):
    @described(answer=TeamTemplateShape, gives_version=True)
    def get(self, request: Request, pk: int) -> Response:
        """Read one template."""
        template = get_team_template(request.user, pk)
        return versioned(template_shape(template), template.version)

    @described(body=RenameBody, answer=TeamTemplateShape, needs_version=True)
    def patch(self, request: Request, pk: int) -> Response:
        """Give it another name."""
        renamed = service.rename_template(
            template=get_team_template(request.user, pk),
            name=read_body(RenameBody, request)["name"],
            version=version_of(request),
            actor=request.user,
            now=timezone.now(),
        )
        return versioned(template_shape(renamed), renamed.version)

    @described(status=204)
    def delete(self, request: Request, pk: int) -> Response:
        """Take it off the list; it can be restored."""
        template = get_team_template(request.user, pk)
        service.remove_template(
            template=template, actor=request.user, now=timezone.now()
        )
        return gone()

    def shows_current(self, current: TeamTemplate) -> object:
        return template_shape(current)


class RestoringTemplate(APIView):
    @described(answer=TeamTemplateShape, gives_version=True)
    def post(self, request: Request, pk: int) -> Response:
        """Put it back on the list."""
        read_nothing(request)
        template = get_team_template(request.user, pk, also_removed=True)
        service.restore_template(
            template=template, actor=request.user, now=timezone.now()
        )
        return versioned(template_shape(template), template.version)


def template_shape(template: TeamTemplate) -> TeamTemplateShape:
    return {
        "id": template.pk,
        "team": template.team_id,
        "name": template.name,
        "tasks": template.task_count,
        "saved_at": template.saved_at,
        "version": template.version,
    }
