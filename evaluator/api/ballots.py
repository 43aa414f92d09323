"""Scoring as a whole: opened, submitted, reopened, reminded of, revealed."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from typing import TypedDict

from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import Body, problem, read_body
from common.api_answers import gone, paged
from common.api_bodies import Text, read_nothing
from common.api_schema import described
from evaluator.access import get_own_column, get_participant, get_voter
from evaluator.api.evaluations import shown
from evaluator.api.shapes import EvaluationShape, PersonShape, person_shape
from evaluator.models import Participant, Recusal
from evaluator.permissions import Action
from evaluator.selectors.ballots import Voter, ballot_board
from evaluator.selectors.grid import read_sheet
from evaluator.selectors.submissions import may_submit, scores_lacking_evidence
from evaluator.services.ballots import (
    declare_recusal,
    reopen_ballots,
    submit_ballots,
    withdraw_recusal,
)
from evaluator.services.evaluations import open_scoring
from evaluator.services.reminders import remind_now
from evaluator.services.reveal import reveal_scores
from workspace.api_view import APIView
from workspace.reauthentication import has_recent_login


class SaidBody(Body):
    """Everybody sees it: of a recusal after the reveal, of a reopening at once."""

    reason = Text(max_length=1000)


class VoterShape(PersonShape):
    """All that others may know of somebody's scores."""

    has_submitted: bool
    may_be_reopened: bool


class CellShape(TypedDict):
    candidate: int
    criterion: int


class OwnStandingShape(TypedDict):
    candidate: int
    rank: int | None
    total: float | None
    coverage: float


class SubmissionShape(TypedDict):
    """The own ballots: `missing` cells would be left out by a submission."""

    submitted_at: datetime | None
    may_submit: bool
    returned_because: str
    asked: int
    done: int
    missing: list[CellShape]
    lacking_evidence: list[CellShape]
    own_ranking: list[OwnStandingShape]


class RecusalShape(TypedDict):
    candidate: int
    reason: str
    at: datetime


class RemindedShape(TypedDict):
    """To how many people a mail goes."""

    people: int


class Opening(APIView):
    """Open the scoring: tree, scales, candidates and weights freeze."""

    @described(answer=EvaluationShape, gives_version=True)
    def post(self, request: Request, pk: int) -> Response:
        read_nothing(request)
        participant = get_participant(request.user, pk, action=Action.MANAGE)
        open_scoring(
            evaluation=participant.evaluation, actor=request.user, now=timezone.now()
        )
        return shown(request, pk)


class BallotList(APIView):
    """Who has submitted; nothing else of anybody's scores."""

    @described(answer=VoterShape, paged=True)
    def get(self, request: Request, pk: int) -> Response:
        participant = get_participant(request.user, pk, action=Action.VIEW)
        board = ballot_board(participant.evaluation)
        return paged(request, board.voters, voter_shape)


class Submission(APIView):
    """The own ballots as a whole."""

    @described(answer=SubmissionShape)
    def get(self, request: Request, pk: int) -> Response:
        """Show what a submission would leave out, and the own ranking so far."""
        participant = get_participant(request.user, pk, action=Action.SCORE)
        return Response(submission_shape(participant))

    @described(status=204)
    def post(self, request: Request, pk: int) -> Response:
        """Submit all own ballots at once; it freezes them."""
        read_nothing(request)
        participant = get_participant(request.user, pk, action=Action.SCORE)
        submit_ballots(participant=participant, now=timezone.now())
        return gone()


class Reopening(APIView):
    """Give somebody's ballots back, with a reason that everybody sees."""

    @described(body=SaidBody, status=204)
    def post(self, request: Request, pk: int, participant_pk: int) -> Response:
        _lead, voter = get_voter(request.user, pk, participant_pk)
        if not has_recent_login(request._request):
            return ask_for_login()
        reopen_ballots(
            participant=voter,
            actor=request.user,
            now=timezone.now(),
            **read_body(SaidBody, request),
        )
        return gone()


class Reminders(APIView):
    """Remind those who have not submitted."""

    @described(answer=RemindedShape)
    def post(self, request: Request, pk: int) -> Response:
        read_nothing(request)
        participant = get_participant(request.user, pk, action=Action.MANAGE)
        count = remind_now(
            evaluation=participant.evaluation, actor=request.user, now=timezone.now()
        )
        return Response({"people": count})


class Reveal(APIView):
    """Show everybody what was submitted: once, for good."""

    @described(answer=EvaluationShape, gives_version=True)
    def post(self, request: Request, pk: int) -> Response:
        read_nothing(request)
        participant = get_participant(request.user, pk, action=Action.MANAGE)
        if not has_recent_login(request._request):
            return ask_for_login()
        reveal_scores(
            evaluation=participant.evaluation, actor=request.user, now=timezone.now()
        )
        return shown(request, pk)


class RecusalList(APIView):
    """The own conflicts of interest."""

    @described(answer=RecusalShape, paged=True)
    def get(self, request: Request, pk: int) -> Response:
        participant = get_participant(request.user, pk, action=Action.SCORE)
        return paged(request, participant.recusals.order_by("pk"), recusal_shape)


class RecusalDetail(APIView):
    @described(body=SaidBody, answer=RecusalShape)
    def put(self, request: Request, pk: int, candidate_pk: int) -> Response:
        """Declare a conflict of interest with a candidate."""
        participant, candidate = get_own_column(request.user, pk, candidate_pk)
        recusal = declare_recusal(
            participant=participant,
            candidate=candidate,
            now=timezone.now(),
            **read_body(SaidBody, request),
        )
        return Response(recusal_shape(recusal))

    @described(status=204)
    def delete(self, request: Request, pk: int, candidate_pk: int) -> Response:
        """Take it back: the person scores the candidate again."""
        participant, candidate = get_own_column(request.user, pk, candidate_pk)
        withdraw_recusal(
            participant=participant, candidate=candidate, now=timezone.now()
        )
        return gone()


def ask_for_login() -> Response:
    return problem(
        HTTPStatus.FORBIDDEN, _("Log in again: this needs a login of 5 minutes.")
    )


def voter_shape(voter: Voter) -> VoterShape:
    return {
        **person_shape(voter.participant),
        "has_submitted": voter.has_submitted,
        "may_be_reopened": voter.may_be_reopened,
    }


def recusal_shape(recusal: Recusal) -> RecusalShape:
    return {
        "candidate": recusal.candidate_id,
        "reason": recusal.reason,
        "at": recusal.at,
    }


def submission_shape(participant: Participant) -> SubmissionShape:
    evaluation = participant.evaluation
    sheet = read_sheet(participant, today=evaluation.team.day_of(timezone.now()))
    lacking = scores_lacking_evidence(participant).order_by("pk")
    standings = sheet.ranking.standings if sheet.ranking else ()
    return {
        "submitted_at": participant.submitted_at,
        "may_submit": may_submit(participant),
        "returned_because": sheet.returned_because,
        "asked": sheet.asked,
        "done": sheet.done,
        "missing": [
            {"candidate": candidate, "criterion": criterion}
            for criterion, candidate in sheet.missing
        ],
        "lacking_evidence": [
            {"candidate": candidate, "criterion": criterion}
            for criterion, candidate in lacking.values_list(
                "criterion_id", "ballot__candidate_id"
            )
        ],
        "own_ranking": [
            {
                "candidate": int(standing.candidate),
                "rank": standing.rank,
                "total": standing.total,
                "coverage": standing.coverage,
            }
            for standing in standings
        ],
    }
