"""The full template: what it would change on a plan, and taking it over."""

from __future__ import annotations

from typing import Any, TypedDict

from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import Body, read_body, version_of, versioned
from common.api_bodies import Line
from common.api_schema import described
from migration.access import get_plan
from migration.api.shapes import PlanSettingsShape, settings_shape
from migration.forms.full_plan import LONGEST_NAME, MOST_NAMES
from migration.models import Plan
from migration.permissions import Action
from migration.selectors.full_plan import PreviewLine, answers_of, read_preview
from migration.services.full_plan import MOST_TASKS, take_full_template
from workspace.api_view import APIView


class DifferenceShape(TypedDict):
    """`change` is added, becomes or gone; `now` the task that it is made of."""

    key: str
    change: str
    phase: str
    title: str
    done_when: str
    days: int | None
    now: str


class PreviewShape(TypedDict):
    """`present` tasks stand on the plan now, `after` when all lines are taken."""

    present: int
    after: int
    lines: list[DifferenceShape]


def names() -> serializers.ListField:
    return serializers.ListField(
        child=Line(max_length=LONGEST_NAME), max_length=MOST_NAMES, required=False
    )


class AnswersBody(Body):
    """Names of what some tasks are repeated for; left out: as the plan has them."""

    domain = names()
    integration = names()
    site = names()


class TakeLinesBody(AnswersBody):
    lines = serializers.ListField(
        child=Line(max_length=200), allow_empty=False, max_length=MOST_TASKS
    )


class FullTemplate(APIView):
    @described(answer=PreviewShape, query=AnswersBody, gives_version=True)
    def get(self, request: Request, pk: int) -> Response:
        """Read line by line what the full template would change."""
        plan = get_plan(request.user, pk, action=Action.MANAGE)
        query = AnswersBody(data=request.query_params)
        query.is_valid(raise_exception=True)
        preview = read_preview(plan, with_stored(plan, query.validated_data))
        shape: PreviewShape = {
            "present": preview.present,
            "after": preview.after,
            "lines": [line_shape(line) for line in preview.lines],
        }
        return versioned(shape, plan.version)

    @described(body=TakeLinesBody, answer=PlanSettingsShape, needs_version=True)
    def post(self, request: Request, pk: int) -> Response:
        """Take the named lines over; people, dates, ticks and own texts stay."""
        plan = get_plan(request.user, pk, action=Action.MANAGE)
        body = read_body(TakeLinesBody, request)
        take_full_template(
            plan=plan,
            accepted=body.pop("lines"),
            answers=with_stored(plan, body),
            version=version_of(request),
            actor=request.user,
            now=timezone.now(),
        )
        return versioned(settings_shape(plan), plan.version)

    def shows_current(self, current: Plan) -> object:
        return settings_shape(current)


def with_stored(plan: Plan, given: dict[str, Any]) -> dict[str, list[str]]:
    return {
        kind: list(given.get(kind, stored)) for kind, stored in answers_of(plan).items()
    }


def line_shape(line: PreviewLine) -> DifferenceShape:
    return {
        "key": line.key,
        "change": str(line.change),
        "phase": line.phase,
        "title": line.title,
        "done_when": line.done_when,
        "days": line.days,
        "now": line.now,
    }
