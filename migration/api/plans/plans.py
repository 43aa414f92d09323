"""Plans: listed, made, set up, put away and taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import TypedDict

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import Body, read_body, version_of, versioned
from common.api_answers import created, gone, paged
from common.api_bodies import Day, Id, Line, PageQuery, read_nothing
from common.api_schema import described
from common.text import match_key
from evaluator.access import get_evaluation
from evaluator.permissions import Action as EvaluationAction
from migration.access import get_plan, get_plan_member, get_team_template
from migration.api.schedule.effects import effect_on
from migration.api.schedule.schedule_shapes import EffectShape
from migration.api.shapes import PlanShape, plan_shape, settings_shape
from migration.forms.plans.plans import WEEKDAYS
from migration.models import Plan
from migration.permissions import Action
from migration.selectors.plans.decision_risks import decision_risks
from migration.selectors.plans.plans import Shelf, own_members
from migration.selectors.schedule.effects import Wish
from migration.services.plans.decision import begin_plan
from migration.services.plans.endings import (
    archive_plan,
    delete_plan,
    restore_plan,
    unarchive_plan,
)
from migration.services.plans.plans import (
    NewPlan,
    change_settings,
    settings_of,
)
from workspace.access import get_team
from workspace.api_view import APIView
from workspace.permissions import TeamAction
from workspace.telling import ActivityShape, activity_rows, activity_shape

MOST_RISKS = 500


class DecisionRiskShape(TypedDict):
    """What the chosen platform does not meet, or does poorly; never a price."""

    criterion: int
    text: str
    probability: int
    impact: int


class PlanQuery(PageQuery):
    shelf = serializers.ChoiceField(
        choices=[*Shelf], required=False, default=Shelf.ACTIVE
    )
    team = Id(required=False)
    search = Line(max_length=120, required=False, allow_blank=True, default="")


class PlanPatch(Body):
    """What is left out stays as it is."""

    title = Line(max_length=120, required=False)
    source_name = Line(max_length=120, required=False)
    target_name = Line(max_length=120, required=False)
    go_live_on = Day(required=False, allow_null=True)
    # The days off as ISO weekdays, such as 67; at least one day is left to work on.
    weekend = serializers.RegexField(r"^[1-7]{1,7}\Z", required=False)

    def validate_weekend(self, value: str) -> str:
        days = "".join(sorted(set(value)))
        if not days or len(days) == len(WEEKDAYS):
            raise serializers.ValidationError(
                _("Tick at least one day, and leave one to work on.")
            )
        return days


class PlanBody(PlanPatch):
    """A plan that carries out a decision, or one that stands alone."""

    team = Id()
    evaluation = Id(required=False)
    template = Id(required=False)
    # Criteria of `plan-risks/` that are to become no risk.
    no_risks = serializers.ListField(child=Id(), required=False, max_length=MOST_RISKS)
    title = Line(max_length=120)
    source_name = Line(max_length=120)
    target_name = Line(max_length=120)


class PlanList(APIView):
    """The plans that the person works on, the nearest go-live first."""

    @described(answer=PlanShape, paged=True, query=PlanQuery)
    def get(self, request: Request) -> Response:
        query = PlanQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        asked = query.validated_data
        members = own_members(
            request.user,
            shelf=Shelf(asked["shelf"]),
            team=asked.get("team"),
            search=asked["search"],
            now=timezone.now(),
        )
        return paged(request, members, plan_shape)

    @described(body=PlanBody, answer=PlanShape, status=201, gives_version=True)
    def post(self, request: Request) -> Response:
        """Make one of the small move or a template, due before the go-live day."""
        body = read_body(PlanBody, request)
        team = get_team(request.user, body.pop("team"), action=TeamAction.CREATE_PLAN)
        evaluation = None
        if pk := body.pop("evaluation", None):
            evaluation = get_evaluation(
                request.user, pk, action=EvaluationAction.MANAGE
            )
            if evaluation.team_id != team.pk:
                raise Http404
        template = None
        if pk := body.pop("template", None):
            template = get_team_template(request.user, pk)
            if template.team_id != team.pk:
                raise Http404
        refuse_same_names(body["source_name"], body["target_name"])
        plan = begin_plan(
            team=team,
            new=NewPlan(
                evaluation=evaluation,
                template=template,
                no_risks=frozenset(body.pop("no_risks", ())),
                **body,
            ),
            actor=request.user,
            now=timezone.now(),
        )
        member = get_plan_member(request.user, plan.pk, action=Action.VIEW)
        return created(plan_shape(member), "plan-detail", plan.pk, version=plan.version)


class DecisionRisks(APIView):
    @described(answer=DecisionRiskShape, many=True)
    def get(self, request: Request, pk: int) -> Response:
        """Read what a plan of this choice would put on its register of risks."""
        manage = EvaluationAction.MANAGE
        evaluation = get_evaluation(request.user, pk, action=manage)
        today = evaluation.team.day_of(timezone.now())
        return Response(
            [
                {
                    "criterion": each.criterion.pk,
                    "text": each.text,
                    "probability": each.level,
                    "impact": each.level,
                }
                for each in decision_risks(evaluation, today=today)
            ]
        )


class PlanDetail(APIView):
    @described(answer=PlanShape, gives_version=True)
    def get(self, request: Request, pk: int) -> Response:
        """Read one plan, with the own role and what it allows."""
        return shown(request, pk)

    @described(body=PlanPatch, answer=PlanShape, needs_version=True)
    def patch(self, request: Request, pk: int) -> Response:
        """Change the settings; due days of tasks stay."""
        plan = get_plan(request.user, pk, action=Action.MANAGE)
        settings = replace(settings_of(plan), **read_body(PlanPatch, request))
        refuse_same_names(settings.source_name, settings.target_name)
        change_settings(
            plan=plan,
            settings=settings,
            version=version_of(request),
            actor=request.user,
            now=timezone.now(),
        )
        return shown(request, pk)

    @described(status=204)
    def delete(self, request: Request, pk: int) -> Response:
        """Put it into the bin, where it can be taken back for thirty days."""
        plan = get_plan(request.user, pk, action=Action.DELETE)
        delete_plan(plan=plan, actor=request.user, now=timezone.now())
        return gone()

    def shows_current(self, current: Plan) -> object:
        return settings_shape(current)


class PlanEffect(APIView):
    @described(body=PlanPatch, answer=EffectShape)
    def post(self, request: Request, pk: int) -> Response:
        """Say what other days off would do to the finish; saves nothing."""
        plan = get_plan(request.user, pk, action=Action.MANAGE)
        weekend = read_body(PlanPatch, request).get("weekend", plan.weekend)
        return effect_on(plan, lambda _network: Wish(plan={"weekend": weekend}))


class ArchivingPlan(APIView):
    @described(answer=PlanShape, gives_version=True)
    def post(self, request: Request, pk: int) -> Response:
        """Put it away, to be read only."""
        read_nothing(request)
        plan = get_plan(request.user, pk, action=Action.DELETE)
        archive_plan(plan=plan, actor=request.user, now=timezone.now())
        return shown(request, pk)


class UnarchivingPlan(APIView):
    @described(answer=PlanShape, gives_version=True)
    def post(self, request: Request, pk: int) -> Response:
        """Take it back to those at work."""
        read_nothing(request)
        plan = get_plan(request.user, pk, action=Action.DELETE)
        unarchive_plan(plan=plan, actor=request.user, now=timezone.now())
        return shown(request, pk)


class RestoringPlan(APIView):
    @described(answer=PlanShape, gives_version=True)
    def post(self, request: Request, pk: int) -> Response:
        """Take it back from the bin."""
        read_nothing(request)
        plan = get_plan(request.user, pk, action=Action.DELETE, in_bin=True)
        restore_plan(plan=plan, actor=request.user, now=timezone.now())
        return shown(request, pk)


class PlanActivityList(APIView):
    """What happened to the plan, newest first, told in sentences."""

    @described(answer=ActivityShape, paged=True)
    def get(self, request: Request, pk: int) -> Response:
        get_plan_member(request.user, pk, action=Action.VIEW)
        return paged(request, activity_rows("plan", pk), activity_shape)


def shown(request: Request, pk: int) -> Response:
    member = get_plan_member(request.user, pk, action=Action.VIEW)
    return versioned(plan_shape(member), member.plan.version)


def refuse_same_names(source: str, target: str) -> None:
    if match_key(source) == match_key(target):
        message = _("The new platform must be another than the old.")
        raise serializers.ValidationError({"target_name": [message]})
