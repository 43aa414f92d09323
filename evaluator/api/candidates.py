"""Candidates of an evaluation and their must-haves."""

from __future__ import annotations

from http import HTTPStatus

from django.http import Http404
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import read_body, version_of, versioned
from evaluator.access import get_candidate, get_criterion, get_evaluation, get_platform
from evaluator.api.bodies import CandidateBody, MustHaveBody, StageBody
from evaluator.api.shapes import candidate_shape, must_have_shape
from evaluator.models import Criterion, Platform
from evaluator.permissions import Action
from evaluator.selectors.must_haves import must_have_table
from evaluator.services.candidates import add_candidate, move_candidate
from evaluator.services.must_haves import MustHaveEdit, answer_must_have
from workspace.api_view import APIView


class CandidateList(APIView):
    """All candidates by name; POST puts one on the long list."""

    def get(self, request: Request, pk: int) -> Response:
        evaluation = get_evaluation(request.user, pk, action=Action.VIEW)
        candidates = evaluation.candidates.by_name()
        return Response([candidate_shape(each) for each in candidates])

    def post(self, request: Request, pk: int) -> Response:
        evaluation = get_evaluation(request.user, pk, action=Action.EDIT)
        body = read_body(CandidateBody, request)
        platform = self.platform_of(request, body.get("platform"), evaluation.team_id)
        candidate = add_candidate(
            evaluation=evaluation,
            platform=platform,
            name=platform.name if platform else body["name"],
            actor=request.user,
            now=timezone.now(),
            reason=body["reason"],
        )
        return versioned(
            candidate_shape(candidate), candidate.version, status=HTTPStatus.CREATED
        )

    def platform_of(
        self, request: Request, pk: int | None, team_id: int
    ) -> Platform | None:
        """Return a platform that this very team may use, else 404 (R12)."""
        if pk is None:
            return None
        platform = get_platform(request.user, pk)
        if platform.team_id not in {None, team_id}:
            raise Http404
        return platform


class CandidateDetail(APIView):
    def get(self, request: Request, pk: int) -> Response:
        candidate = get_candidate(request.user, pk, action=Action.VIEW)
        return versioned(candidate_shape(candidate), candidate.version)

    def patch(self, request: Request, pk: int) -> Response:
        """Move it to the long or short list, or eliminate it and say why."""
        candidate = get_candidate(request.user, pk, action=Action.EDIT)
        body = read_body(StageBody, request)
        moved = move_candidate(
            candidate=candidate,
            version=version_of(request),
            actor=request.user,
            now=timezone.now(),
            **body,
        )
        return versioned(candidate_shape(moved), moved.version)


class MustHaveList(APIView):
    """Every must-have of every candidate, eliminated ones included."""

    def get(self, request: Request, pk: int) -> Response:
        evaluation = get_evaluation(request.user, pk, action=Action.VIEW)
        table = must_have_table(
            evaluation,
            candidates=evaluation.candidates.by_name(),
            today=evaluation.team.day_of(timezone.now()),
        )
        cells = [must_have_shape(cell) for row in table.rows for cell in row.cells]
        return Response(cells)


class MustHaveDetail(APIView):
    def put(self, request: Request, candidate_pk: int, criterion_pk: int) -> Response:
        candidate = get_candidate(request.user, candidate_pk, action=Action.EDIT)
        criterion = get_criterion(request.user, criterion_pk, action=Action.EDIT)
        if (
            criterion.evaluation_id != candidate.evaluation_id
            or criterion.kind != Criterion.Kind.MUST_HAVE
        ):
            raise Http404
        body = read_body(MustHaveBody, request)
        answer = answer_must_have(
            candidate=candidate,
            criterion=criterion,
            edit=MustHaveEdit(version=version_of(request), **body),
            actor=request.user,
            now=timezone.now(),
        )
        table = must_have_table(
            candidate.evaluation,
            candidates=[candidate],
            today=candidate.evaluation.team.day_of(timezone.now()),
        )
        cells = table.strips[0].cells
        cell = next(each for each in cells if each.criterion == criterion)
        return versioned(must_have_shape(cell), answer.version)
