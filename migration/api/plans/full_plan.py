"""The wizard: what answers would change on a plan, and taking it over."""

from __future__ import annotations

from datetime import date
from typing import Any, TypedDict

from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import Body, read_body, version_of, versioned
from common.api_bodies import Day, Line
from common.api_schema import described
from migration.access import get_plan
from migration.api.shapes import PlanSettingsShape, settings_shape
from migration.forms.plans.full_plan import LONGEST_NAME, MOST_NAMES, MOST_NOTICE
from migration.models import Plan
from migration.permissions import Action
from migration.planning.growth import NAMED, growth
from migration.selectors.plans.full_plan import PreviewLine, Wanted, read_preview
from migration.selectors.plans.suggested_answers import suggested_wanted
from migration.selectors.schedule.plan_ends import Ends
from migration.services.plans.full_plan import (
    MOST_TASKS,
    decline_differences,
    take_full_template,
)
from workspace.api_view import APIView


class DifferenceShape(TypedDict):
    """`change` is added, becomes, adjusted or gone; `now` the task it is made of.

    `is_declined`: it was there the last time, and nobody wanted it.
    """

    key: str
    change: str
    phase: str
    title: str
    done_when: str
    days: int | None
    now: str
    days_now: int | None
    is_declined: bool


class EndsShape(TypedDict):
    finish: date
    go_live: date | None


class PhaseShape(TypedDict):
    name: str
    before: int
    after: int


class AnswersShape(TypedDict):
    """`names` by kind of things; a question that is not in `said` is not answered."""

    scope: str
    names: dict[str, list[str]]
    said: dict[str, bool]
    contract_ends_on: date | None
    notice_days: int | None


class PreviewShape(TypedDict):
    """`present` tasks stand on the plan now, `after` when all lines are taken.

    `now` and `then` say when it ends by the schedule; null where links make a circle.
    """

    answers: AnswersShape
    present: int
    after: int
    now: EndsShape | None
    then: EndsShape | None
    phases: list[PhaseShape]
    lines: list[DifferenceShape]


def names() -> serializers.ListField:
    return serializers.ListField(
        child=Line(max_length=LONGEST_NAME), max_length=MOST_NAMES, required=False
    )


def said() -> serializers.BooleanField:
    return serializers.BooleanField(required=False, allow_null=True)


class AnswersBody(Body):
    """Left out: as the plan has it, or as its inventory lets one guess.

    A question that is null is not answered.
    """

    scope = serializers.ChoiceField(choices=["small", "full"], required=False)
    integration = names()
    domain = names()
    site = names()
    language = names()
    region = names()
    role = names()
    provider = names()
    crm = said()
    new_domain = said()
    dedicated_ip = said()
    contract_ends_on = Day(required=False, allow_null=True)
    notice_days = serializers.IntegerField(
        min_value=0, max_value=MOST_NOTICE, required=False, allow_null=True
    )


class TakeLinesBody(AnswersBody):
    """`lines` empty: the answers are kept, the tasks stay as they are."""

    lines = serializers.ListField(child=Line(max_length=200), max_length=MOST_TASKS)


class FullTemplate(APIView):
    @described(answer=PreviewShape, query=AnswersBody, gives_version=True)
    def get(self, request: Request, pk: int) -> Response:
        """Read line by line what answers and inventory would change."""
        plan = get_plan(request.user, pk, action=Action.MANAGE)
        query = AnswersBody(data=request.query_params)
        query.is_valid(raise_exception=True)
        wanted = wanted_of(plan, query.validated_data)
        preview = read_preview(plan, wanted, today=plan.team.day_of(timezone.now()))
        shape: PreviewShape = {
            "answers": answers_shape(wanted),
            "present": preview.present,
            "after": preview.after,
            "now": ends_shape(preview.now),
            "then": ends_shape(preview.then),
            "phases": [
                {"name": each.name, "before": each.before, "after": each.after}
                for each in preview.phases
            ],
            "lines": [line_shape(line) for line in preview.lines],
        }
        return versioned(shape, plan.version)

    @described(body=TakeLinesBody, answer=PlanSettingsShape, needs_version=True)
    def post(self, request: Request, pk: int) -> Response:
        """Take the named lines over; people, dates, ticks and own texts stay."""
        plan = get_plan(request.user, pk, action=Action.MANAGE)
        body = read_body(TakeLinesBody, request)
        lines = body.pop("lines")
        common: dict[str, Any] = {
            "plan": plan,
            "wanted": wanted_of(plan, body),
            "version": version_of(request),
            "actor": request.user,
            "now": timezone.now(),
        }
        if lines:
            take_full_template(accepted=lines, **common)
        else:
            decline_differences(**common)
        return versioned(settings_shape(plan), plan.version)

    def shows_current(self, current: Plan) -> object:
        return settings_shape(current)


def wanted_of(plan: Plan, given: dict[str, Any]) -> Wanted:
    known = suggested_wanted(plan)
    said_now = {**known.said, **{x: given[x] for x in growth().yes_no if x in given}}
    return Wanted(
        names={kind: list(given.get(kind, known.names[kind])) for kind in NAMED},
        said={key: is_yes for key, is_yes in said_now.items() if is_yes is not None},
        is_full=plan.is_full or given.get("scope", "small") == "full",
        contract_ends_on=given.get("contract_ends_on", known.contract_ends_on),
        notice_days=given.get("notice_days", known.notice_days),
    )


def answers_shape(wanted: Wanted) -> AnswersShape:
    return {
        "scope": "full" if wanted.is_full else "small",
        "names": {kind: list(found) for kind, found in wanted.names.items()},
        "said": dict(wanted.said),
        "contract_ends_on": wanted.contract_ends_on,
        "notice_days": wanted.notice_days,
    }


def ends_shape(ends: Ends | None) -> EndsShape | None:
    return {"finish": ends.finish, "go_live": ends.go_live} if ends else None


def line_shape(line: PreviewLine) -> DifferenceShape:
    return {
        "key": line.key,
        "change": str(line.change),
        "phase": line.phase,
        "title": line.title,
        "done_when": line.done_when,
        "days": line.days,
        "now": line.now,
        "days_now": line.days_now,
        "is_declined": line.is_declined,
    }
