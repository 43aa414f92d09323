"""Candidates of an evaluation, and the demo and trial log of each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, TypedDict

from django.http import Http404
from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import Body, read_body, version_of, versioned
from common.api_answers import created, gone, paged
from common.api_bodies import Day, Id, Line, PageQuery, ReasonBody, Text, read_query
from common.api_schema import described
from evaluator.access import get_candidate, get_evaluation, get_platform, get_trial
from evaluator.api.shapes import CandidateShape, candidate_shape
from evaluator.models import Candidate, Platform, Trial
from evaluator.permissions import Action
from evaluator.services.candidates import (
    CandidateEdit,
    CandidateExists,
    Move,
    NewCandidates,
    add_candidates,
    change_candidate,
    remove_candidate,
)
from evaluator.services.trials import add_trial, edit_trial, remove_trial
from workspace.api_view import APIView

STAGES = Candidate.Stage


class CandidateQuery(PageQuery):
    stage = serializers.ChoiceField(choices=STAGES.values, required=False)


class CandidateBody(ReasonBody):
    """A platform of the catalogue or a typed name: one of both."""

    platform = Id(required=False)
    name = Line(max_length=120, required=False)
    stage = serializers.ChoiceField(
        choices=[STAGES.LONG, STAGES.SHORT], required=False, default=STAGES.LONG
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("platform" in attrs) == ("name" in attrs):
            raise serializers.ValidationError("Give either platform or name.")
        return attrs


class CandidatePatch(ReasonBody):
    """What is left out stays as it is."""

    name = Line(max_length=120, required=False)
    note = Text(max_length=4000, required=False, allow_blank=True)
    is_incumbent = serializers.BooleanField(required=False)
    stage = serializers.ChoiceField(choices=STAGES.values, required=False)
    why = Text(max_length=1000, required=False, allow_blank=True)


class TrialBody(Body):
    kind = serializers.ChoiceField(choices=Trial.Kind.values, required=False)
    asked_on = Day(required=False, allow_null=True)
    held_on = Day(required=False, allow_null=True)
    starts_on = Day(required=False, allow_null=True)
    ends_on = Day(required=False, allow_null=True)
    attended = Line(max_length=300, required=False, allow_blank=True)
    tried = Text(max_length=8000, required=False, allow_blank=True)
    open_questions = Text(max_length=8000, required=False, allow_blank=True)


class NewTrialBody(TrialBody):
    kind = serializers.ChoiceField(choices=Trial.Kind.values)


class TrialShape(TypedDict):
    id: int
    candidate: int
    kind: str
    asked_on: date | None
    held_on: date | None
    starts_on: date | None
    ends_on: date | None
    attended: str
    tried: str
    open_questions: str
    version: int


class CandidateList(APIView):
    """All candidates by name."""

    @described(answer=CandidateShape, paged=True, query=CandidateQuery)
    def get(self, request: Request, pk: int) -> Response:
        evaluation = get_evaluation(request.user, pk, action=Action.VIEW)
        query = read_query(CandidateQuery, request)
        candidates = evaluation.candidates.by_name()
        if "stage" in query:
            candidates = candidates.filter(stage=query["stage"])
        return paged(request, candidates, candidate_shape)

    @described(
        body=CandidateBody, answer=CandidateShape, status=201, gives_version=True
    )
    def post(self, request: Request, pk: int) -> Response:
        """Put one on the long list, or at once on the short one."""
        evaluation = get_evaluation(request.user, pk, action=Action.EDIT)
        body = read_body(CandidateBody, request)
        platform = platform_of(request, body.get("platform"), evaluation.team_id)
        added = add_candidates(
            evaluation=evaluation,
            new=NewCandidates(
                platforms=[platform] if platform else [],
                name=body.get("name", ""),
                stage=body["stage"],
            ),
            actor=request.user,
            now=timezone.now(),
            reason=body["reason"],
        )
        if not added and platform:
            raise CandidateExists(name=platform.name)
        [candidate] = added
        return created(
            candidate_shape(candidate),
            "candidate-detail",
            candidate.pk,
            version=candidate.version,
        )


class CandidateDetail(APIView):
    @described(answer=CandidateShape, gives_version=True)
    def get(self, request: Request, pk: int) -> Response:
        """Read one candidate."""
        candidate = get_candidate(request.user, pk, action=Action.VIEW)
        return versioned(candidate_shape(candidate), candidate.version)

    @described(body=CandidatePatch, answer=CandidateShape, needs_version=True)
    def patch(self, request: Request, pk: int) -> Response:
        """Change name, note or incumbency, or move it; `why` says why it is out."""
        candidate = get_candidate(request.user, pk, action=Action.EDIT)
        body = read_body(CandidatePatch, request)
        version = version_of(request)
        stored = CandidateEdit(
            candidate.name, candidate.note, candidate.is_incumbent, version
        )
        names = ("name", "note", "is_incumbent")
        texts = {name: body[name] for name in names if name in body}
        changed = change_candidate(
            candidate=candidate,
            edit=replace(stored, **texts) if texts else None,
            move=Move(body["stage"], body.get("why", "")) if "stage" in body else None,
            version=version,
            actor=request.user,
            now=timezone.now(),
            reason=body["reason"],
        )
        return versioned(candidate_shape(changed), changed.version)

    @described(query=ReasonBody, status=204, needs_version=True)
    def delete(self, request: Request, pk: int) -> Response:
        """Take it away before the scoring is opened; afterwards eliminate it."""
        candidate = get_candidate(request.user, pk, action=Action.EDIT)
        remove_candidate(
            candidate=candidate,
            version=version_of(request),
            actor=request.user,
            now=timezone.now(),
            **read_query(ReasonBody, request),
        )
        return gone()

    def shows_current(self, current: Candidate) -> object:
        return candidate_shape(current)


class TrialList(APIView):
    """The demo and trial log of one candidate."""

    @described(answer=TrialShape, paged=True)
    def get(self, request: Request, pk: int) -> Response:
        candidate = get_candidate(request.user, pk, action=Action.VIEW)
        return paged(request, candidate.trials.order_by("pk"), trial_shape)

    @described(body=NewTrialBody, answer=TrialShape, status=201, gives_version=True)
    def post(self, request: Request, pk: int) -> Response:
        """Note a demo or a trial."""
        candidate = get_candidate(request.user, pk, action=Action.EDIT)
        body = read_body(NewTrialBody, request)
        check_days(body)
        trial = add_trial(
            candidate=candidate, fields=body, actor=request.user, now=timezone.now()
        )
        return created(
            trial_shape(trial), "trial-detail", trial.pk, version=trial.version
        )


class TrialDetail(APIView):
    @described(answer=TrialShape, gives_version=True)
    def get(self, request: Request, pk: int) -> Response:
        """Read one entry of the log."""
        trial = get_trial(request.user, pk, action=Action.VIEW)
        return versioned(trial_shape(trial), trial.version)

    @described(body=TrialBody, answer=TrialShape, needs_version=True)
    def patch(self, request: Request, pk: int) -> Response:
        """Change one entry of the log."""
        trial = get_trial(request.user, pk, action=Action.EDIT)
        body = read_body(TrialBody, request)
        check_days(vars(trial) | body)
        changed = edit_trial(
            trial=trial,
            fields=body,
            version=version_of(request),
            actor=request.user,
            now=timezone.now(),
        )
        return versioned(trial_shape(changed), changed.version)

    @described(status=204, needs_version=True)
    def delete(self, request: Request, pk: int) -> Response:
        """Take one entry of the log away."""
        trial = get_trial(request.user, pk, action=Action.EDIT)
        remove_trial(
            trial=trial,
            version=version_of(request),
            actor=request.user,
            now=timezone.now(),
        )
        return gone()

    def shows_current(self, current: Trial) -> object:
        return trial_shape(current)


def platform_of(request: Request, pk: int | None, team_id: int) -> Platform | None:
    """Return a platform that this very team may use, else 404."""
    if pk is None:
        return None
    platform = get_platform(request.user, pk)
    if platform.team_id not in {None, team_id}:
        raise Http404
    return platform


def check_days(fields: dict[str, Any]) -> None:
    starts, ends = fields.get("starts_on"), fields.get("ends_on")
    if starts and ends and ends < starts:
        raise serializers.ValidationError(
            {"ends_on": ["The trial must end after it starts."]}
        )


def trial_shape(trial: Trial) -> TrialShape:
    return {
        "id": trial.pk,
        "candidate": trial.candidate_id,
        "kind": trial.kind,
        "asked_on": trial.asked_on,
        "held_on": trial.held_on,
        "starts_on": trial.starts_on,
        "ends_on": trial.ends_on,
        "attended": trial.attended,
        "tried": trial.tried,
        "open_questions": trial.open_questions,
        "version": trial.version,
    }
