"""Evaluations: listed, made, set up, put away and taken back."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any, TypedDict

from django.http import Http404
from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import Body, read_body, version_of, versioned
from common.api_answers import created, gone, paged
from common.api_bodies import Day, Id, Line, PageQuery, Text, read_nothing
from common.api_schema import described
from evaluator.access import get_evaluation, get_participant
from evaluator.api.shapes import EvaluationShape, evaluation_shape
from evaluator.models import Evaluation, Participant
from evaluator.permissions import Action
from evaluator.selectors.evaluations import Order, Shelf, Wanted, own_parts
from evaluator.selectors.readiness import readiness_from
from evaluator.selectors.steps import progress_of
from evaluator.selectors.tree import read_tree
from evaluator.services.demo import open_sample
from evaluator.services.endings import (
    archive_evaluation,
    delete_evaluation,
    restore_evaluation,
    unarchive_evaluation,
)
from evaluator.services.evaluations import (
    NewEvaluation,
    Start,
    change_settings,
    create_evaluation,
    settings_of,
)
from workspace.access import get_team
from workspace.api_view import APIView
from workspace.permissions import TeamAction


class EvaluationQuery(PageQuery):
    shelf = serializers.ChoiceField(choices=[*Shelf], required=False)
    team = Id(required=False)
    state = serializers.ChoiceField(choices=Evaluation.State.values, required=False)
    role = serializers.ChoiceField(choices=Participant.Role.values, required=False)
    search = Line(max_length=120, required=False, allow_blank=True)
    order = serializers.ChoiceField(choices=[*Order], required=False)

    def wanted(self) -> Wanted:
        asked = {**self.validated_data}
        shelf = Shelf(asked.get("shelf", Shelf.ACTIVE))
        order = Order(asked.get("order", Order.NEWEST))
        names = ("team", "state", "role", "search")
        given = {name: asked[name] for name in names if name in asked}
        return Wanted(shelf=shelf, order=order, **given)


class EvaluationBody(Body):
    team = Id()
    title = Line(max_length=120)
    purpose = Text(max_length=2000, required=False, allow_blank=True, default="")
    is_committee = serializers.BooleanField(required=False, default=False)
    start = serializers.ChoiceField(
        choices=[*Start], required=False, default=Start.QUICK
    )
    source = Id(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if (attrs["start"] == Start.COPY) != ("source" in attrs):
            raise serializers.ValidationError(
                "A copy names its source, and nothing else has one."
            )
        return attrs


class SettingsBody(Body):
    """What a lead may set; what is left out stays."""

    title = Line(max_length=120, required=False)
    purpose = Text(max_length=2000, required=False, allow_blank=True)
    mode = serializers.ChoiceField(choices=Evaluation.Mode.values, required=False)
    group_method = serializers.ChoiceField(
        choices=Evaluation.GroupMethod.values, required=False
    )
    missing_policy = serializers.ChoiceField(
        choices=Evaluation.MissingPolicy.values, required=False
    )
    needs_evidence = serializers.BooleanField(required=False)
    needs_note = serializers.BooleanField(required=False)
    reveals_itself = serializers.BooleanField(required=False)
    two_envelopes = serializers.BooleanField(required=False)
    due_on = Day(required=False, allow_null=True)


class SampleBody(Body):
    team = Id()


class ProgressShape(TypedDict):
    """Counts that everybody may know; `can_open` says that the scoring may begin."""

    leaves: int
    must_haves: int
    candidates_listed: int
    short_listed: int
    evaluators: int
    submitted: int
    diagnosed: int
    objectives_set: int
    costs_entered: int
    weighted_leaves: int
    has_choice: bool
    can_open: bool


class EvaluationList(APIView):
    """The evaluations that the person takes part in."""

    @described(answer=EvaluationShape, paged=True, query=EvaluationQuery)
    def get(self, request: Request) -> Response:
        query = EvaluationQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        parts = own_parts(request.user, query.wanted(), now=timezone.now())
        return paged(request, parts, evaluation_shape)

    @described(
        body=EvaluationBody, answer=EvaluationShape, status=201, gives_version=True
    )
    def post(self, request: Request) -> Response:
        """Make one; alone one scores at once, a committee is sealed."""
        body = read_body(EvaluationBody, request)
        team = get_team(
            request.user, body.pop("team"), action=TeamAction.CREATE_EVALUATION
        )
        source = None
        if pk := body.pop("source", None):
            source = get_evaluation(request.user, pk, action=Action.VIEW)
            if source.team_id != team.pk:
                raise Http404
        evaluation = create_evaluation(
            team=team,
            new=NewEvaluation(start=Start(body.pop("start")), source=source, **body),
            actor=request.user,
            now=timezone.now(),
        )
        return made(request, evaluation)


class Sample(APIView):
    """Copy the finished sample into a team, to look around in."""

    @described(body=SampleBody, answer=EvaluationShape, status=201, gives_version=True)
    def post(self, request: Request) -> Response:
        body = read_body(SampleBody, request)
        team = get_team(request.user, body["team"], action=TeamAction.CREATE_EVALUATION)
        evaluation = open_sample(
            team=team, actor=request.user, form_key=None, now=timezone.now()
        )
        return made(request, evaluation)


class EvaluationDetail(APIView):
    @described(answer=EvaluationShape, gives_version=True)
    def get(self, request: Request, pk: int) -> Response:
        """Read one evaluation, with the own role and what it allows."""
        return shown(request, pk)

    @described(body=SettingsBody, answer=EvaluationShape, needs_version=True)
    def patch(self, request: Request, pk: int) -> Response:
        """Change the settings."""
        evaluation = get_evaluation(request.user, pk, action=Action.MANAGE)
        body = read_body(SettingsBody, request)
        change_settings(
            evaluation=evaluation,
            settings=replace(settings_of(evaluation), **body),
            version=version_of(request),
            actor=request.user,
            now=timezone.now(),
        )
        return shown(request, pk)

    @described(status=204)
    def delete(self, request: Request, pk: int) -> Response:
        """Put it into the bin, where it can be taken back for thirty days."""
        evaluation = get_evaluation(request.user, pk, action=Action.DELETE)
        delete_evaluation(evaluation=evaluation, actor=request.user, now=timezone.now())
        return gone()

    def shows_current(self, current: Evaluation) -> object:
        return asdict(settings_of(current)) | {"version": current.version}


class Archiving(APIView):
    @described(answer=EvaluationShape, gives_version=True)
    def post(self, request: Request, pk: int) -> Response:
        """Put it away, to be read only."""
        read_nothing(request)
        evaluation = get_evaluation(request.user, pk, action=Action.DELETE)
        archive_evaluation(
            evaluation=evaluation, actor=request.user, now=timezone.now()
        )
        return shown(request, pk)


class Unarchiving(APIView):
    @described(answer=EvaluationShape, gives_version=True)
    def post(self, request: Request, pk: int) -> Response:
        """Take it back to those at work."""
        read_nothing(request)
        evaluation = get_evaluation(request.user, pk, action=Action.DELETE)
        unarchive_evaluation(
            evaluation=evaluation, actor=request.user, now=timezone.now()
        )
        return shown(request, pk)


class Restoring(APIView):
    @described(answer=EvaluationShape, gives_version=True)
    def post(self, request: Request, pk: int) -> Response:
        """Take it back from the bin."""
        read_nothing(request)
        evaluation = get_evaluation(request.user, pk, action=Action.DELETE, in_bin=True)
        restore_evaluation(
            evaluation=evaluation, actor=request.user, now=timezone.now()
        )
        return shown(request, pk)


class ProgressDetail(APIView):
    """How far it is, in counts that everybody in it may know."""

    @described(answer=ProgressShape)
    def get(self, request: Request, pk: int) -> Response:
        evaluation = get_evaluation(request.user, pk, action=Action.VIEW)
        progress = progress_of(evaluation)
        ready = readiness_from(read_tree(evaluation), progress)
        counts = asdict(progress) | asdict(ready)
        counts["has_choice"] = bool(counts.pop("choices"))
        return Response(counts | {"can_open": ready.can_open})


def shown(request: Request, pk: int) -> Response:
    participant = get_participant(request.user, pk, action=Action.VIEW)
    return versioned(evaluation_shape(participant), participant.evaluation.version)


def made(request: Request, evaluation: Evaluation) -> Response:
    participant = get_participant(request.user, evaluation.pk, action=Action.VIEW)
    return created(
        evaluation_shape(participant),
        "evaluation-detail",
        evaluation.pk,
        version=participant.evaluation.version,
    )
