"""Evaluations: list, make, read; their criteria and results; the two big steps."""

from __future__ import annotations

from http import HTTPStatus

from django.http import Http404
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import Pages, problem, read_body, versioned
from evaluator.access import get_evaluation, get_participant
from evaluator.api.bodies import EvaluationBody
from evaluator.api.shapes import criterion_shape, evaluation_shape, results_shape
from evaluator.models import Participant
from evaluator.permissions import Action
from evaluator.selectors.results import read_results, requirement_tree
from evaluator.selectors.tree import wholes_of
from evaluator.services.ballots import submit_ballots
from evaluator.services.evaluations import (
    NewEvaluation,
    Start,
    create_evaluation,
    open_scoring,
)
from evaluator.services.reveal import reveal_scores
from workspace.access import get_team
from workspace.api_view import APIView
from workspace.permissions import TeamAction
from workspace.reauthentication import has_recent_login


class EvaluationList(APIView):
    """The evaluations that the person takes part in, newest first."""

    def get(self, request: Request) -> Response:
        mine = (
            Participant.objects.visible_to(request.user)
            .select_related("evaluation")
            .order_by("-evaluation__created_at", "-pk")
        )
        pages = Pages()
        page = pages.paginate_queryset(mine, request, view=self)
        return pages.get_paginated_response([evaluation_shape(each) for each in page])

    def post(self, request: Request) -> Response:
        body = read_body(EvaluationBody, request)
        team = get_team(
            request.user, body.pop("team"), action=TeamAction.CREATE_EVALUATION
        )
        start = Start(body.pop("start"))
        evaluation = create_evaluation(
            team=team,
            new=NewEvaluation(start=start, **body),
            actor=request.user,
            now=timezone.now(),
        )
        participant = get_participant(request.user, evaluation.pk, action=Action.VIEW)
        return versioned(
            evaluation_shape(participant),
            evaluation.version,
            status=HTTPStatus.CREATED,
        )


class EvaluationDetail(APIView):
    def get(self, request: Request, pk: int) -> Response:
        participant = get_participant(request.user, pk, action=Action.VIEW)
        return versioned(evaluation_shape(participant), participant.evaluation.version)


class CriterionList(APIView):
    """The requirement tree in reading order, must-haves last; weights are local."""

    def get(self, request: Request, pk: int) -> Response:
        evaluation = get_evaluation(request.user, pk, action=Action.VIEW)
        tree = requirement_tree(evaluation)
        wholes = wholes_of(tree.forest)
        weights = {int(key): weight for key, weight in wholes.items()}
        must_haves = evaluation.criteria.present().must_haves().in_order()
        return Response(
            [
                criterion_shape(each, tree, weights)
                for each in [*tree.criteria.values(), *must_haves]
            ]
        )


class Results(APIView):
    """The ranking. While scores are sealed there is nothing here (R17)."""

    def get(self, request: Request, pk: int) -> Response:
        evaluation = get_evaluation(request.user, pk, action=Action.VIEW)
        if not evaluation.shows_results:
            raise Http404
        today = evaluation.team.day_of(timezone.now())
        return Response(results_shape(read_results(evaluation, today=today)))


class Opening(APIView):
    """Open the scoring: tree, scales, candidates and weights freeze."""

    def post(self, request: Request, pk: int) -> Response:
        participant = get_participant(request.user, pk, action=Action.MANAGE)
        open_scoring(
            evaluation=participant.evaluation, actor=request.user, now=timezone.now()
        )
        return Response(evaluation_shape(participant))


class Submission(APIView):
    """Submit all own ballots at once; it freezes them."""

    def post(self, request: Request, pk: int) -> Response:
        participant = get_participant(request.user, pk, action=Action.SCORE)
        submit_ballots(participant=participant, now=timezone.now())
        return Response(status=HTTPStatus.NO_CONTENT)


class Reveal(APIView):
    """Reveal the scores; the lead has logged in within five minutes (R7)."""

    def post(self, request: Request, pk: int) -> Response:
        participant = get_participant(request.user, pk, action=Action.MANAGE)
        if not has_recent_login(request._request):
            return problem(
                HTTPStatus.FORBIDDEN, "Log in again: this needs a login of 5 minutes."
            )
        reveal_scores(
            evaluation=participant.evaluation, actor=request.user, now=timezone.now()
        )
        return Response(evaluation_shape(participant))
