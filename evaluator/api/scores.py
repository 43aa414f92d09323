"""The person's own scores; nobody else's are ever here (R17)."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import read_body, version_of, versioned
from common.api_schema import described
from evaluator.access import get_cell, get_participant
from evaluator.api.bodies import ScoreBody
from evaluator.api.shapes import ScoreShape, score_shape
from evaluator.models import Criterion, Score
from evaluator.permissions import Action
from evaluator.services.scores import Entry, ScoreEdit, save_score
from workspace.api_view import APIView


class OwnScores(APIView):
    """One entry per rated criterion and short-listed candidate, scored or not."""

    @described(answer=ScoreShape, many=True)
    def get(self, request: Request, pk: int) -> Response:
        participant = get_participant(request.user, pk, action=Action.SCORE)
        evaluation = participant.evaluation
        found = {
            (score.ballot.candidate_id, score.criterion_id): score
            for score in Score.objects.of_user(participant.user)
            .filter(ballot__participant=participant)
            .select_related("ballot")
        }
        criteria = evaluation.criteria.present().filter(kind=Criterion.Kind.RATED)
        leaves = list(criteria.in_order().values_list("pk", flat=True))
        candidates = evaluation.candidates.short_listed().by_name()
        return Response(
            [
                score_shape(candidate, leaf, found.get((candidate, leaf)))
                for candidate in candidates.values_list("pk", flat=True)
                for leaf in leaves
            ]
        )


class OwnScore(APIView):
    @described(body=ScoreBody, answer=ScoreShape, needs_version=True)
    def put(
        self, request: Request, pk: int, candidate_pk: int, criterion_pk: int
    ) -> Response:
        """Save one cell. If-Match is the version read; "0" for a cell never saved."""
        participant, criterion, candidate = get_cell(
            request.user, pk, criterion_pk, candidate_pk
        )
        body = read_body(ScoreBody, request)
        score = save_score(
            participant=participant,
            criterion=criterion,
            candidate=candidate,
            edit=ScoreEdit(
                version=version_of(request),
                entry=entry_of(body),
                rung=body.get("rung"),
                note=body.get("note"),
                link=body.get("link"),
            ),
            now=timezone.now(),
        )
        return versioned(score_shape(candidate.pk, criterion.pk, score), score.version)


def entry_of(body: dict[str, Any]) -> Entry | None:
    """Return what the cell becomes; None leaves value and state as they are."""
    if body.get("value") is not None:
        return Entry(Score.State.SCORED, body["value"])
    if "state" in body:
        return Entry(Score.State(body["state"]))
    return Entry() if "value" in body else None
