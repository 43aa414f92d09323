"""Results: the ranking, how sure it is, every number opened, and the choice."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import Body, read_body, version_of, versioned
from common.api_answers import paged
from common.api_bodies import Id, Text
from common.api_schema import described
from evaluator.access import get_evaluation, get_participant
from evaluator.api.result_shapes import (
    OpenedCellShape,
    OpenedTotalShape,
    ResultCellShape,
    ResultsShape,
    cell_shape,
    opened_cell_shape,
    results_shape,
    total_shape,
)
from evaluator.models import Choice, Evaluation, StructureChange
from evaluator.permissions import Action
from evaluator.selectors.openings import open_cell, open_total
from evaluator.selectors.results import Results, read_results
from evaluator.selectors.shared import seen_by
from evaluator.services.choices import ChoiceEdit, record_choice
from workspace.api_view import APIView


class ChoiceBody(Body):
    chosen = Id()
    runner_up = Id(required=False, allow_null=True, default=None)
    reasons = Text(max_length=8000)
    conditions = Text(max_length=8000, required=False, allow_blank=True, default="")


class ChoiceShape(TypedDict):
    chosen: int
    runner_up: int | None
    reasons: str
    conditions: str
    by: str
    at: datetime
    version: int


class ChangeShape(TypedDict):
    """`ballots_returned` is null until the reveal."""

    id: int
    what: str
    reason: str
    by: str
    at: datetime
    after_reveal: bool
    ballots_returned: int | None


class ResultsDetail(APIView):
    """The ranking. While scores are sealed there is nothing here."""

    @described(answer=ResultsShape)
    def get(self, request: Request, pk: int) -> Response:
        return Response(results_shape(shown_results(request, pk)))


class CellList(APIView):
    """The group's value of every cell, its spread, and who left no number."""

    @described(answer=ResultCellShape, paged=True)
    def get(self, request: Request, pk: int) -> Response:
        results = shown_results(request, pk)
        pairs = [
            (candidate, leaf.pk)
            for leaf in results.tree.leaves
            for candidate in results.candidates
        ]
        return paged(request, pairs, lambda pair: cell_shape(results, *pair))


class Total(APIView):
    @described(answer=OpenedTotalShape)
    def get(self, request: Request, pk: int, candidate_pk: int) -> Response:
        """Open one total into the contributions of its criteria."""
        results = shown_results(request, pk)
        is_ranked = candidate_pk in results.candidates
        if not is_ranked or candidate_pk in results.out or not results.is_computable:
            raise Http404
        return Response(total_shape(results, open_total(results, candidate_pk)))


class OpenedCell(APIView):
    @described(answer=OpenedCellShape)
    def get(
        self, request: Request, pk: int, candidate_pk: int, criterion_pk: int
    ) -> Response:
        """Open one cell into the scores, notes and evidence of each person."""
        results = shown_results(request, pk)
        is_leaf = criterion_pk in {leaf.pk for leaf in results.tree.leaves}
        if candidate_pk not in results.candidates or not is_leaf:
            raise Http404
        opened = open_cell(results, candidate_pk, criterion_pk)
        return Response(opened_cell_shape(results, opened))


class ChoiceDetail(APIView):
    """What the lead has recorded: who is chosen, and why."""

    @described(answer=ChoiceShape, gives_version=True)
    def get(self, request: Request, pk: int) -> Response:
        evaluation = get_evaluation(request.user, pk, action=Action.VIEW)
        if not evaluation.shows_results:
            raise Http404
        choice = get_object_or_404(Choice.objects.of(evaluation))
        return versioned(choice_shape(choice), choice.version)

    @described(body=ChoiceBody, answer=ChoiceShape, needs_version=True)
    def put(self, request: Request, pk: int) -> Response:
        """Record it; If-Match is "0" for the first time."""
        participant = get_participant(request.user, pk, action=Action.MANAGE)
        evaluation = participant.evaluation
        if not evaluation.shows_results:
            raise Http404
        body = read_body(ChoiceBody, request)
        candidates = evaluation.candidates.short_listed()
        second = body["runner_up"]
        choice = record_choice(
            evaluation=evaluation,
            edit=ChoiceEdit(
                chosen=get_object_or_404(candidates, pk=body["chosen"]),
                runner_up=get_object_or_404(candidates, pk=second) if second else None,
                reasons=body["reasons"],
                conditions=body["conditions"],
                version=version_of(request),
            ),
            actor=request.user,
            now=timezone.now(),
        )
        return versioned(choice_shape(choice), choice.version)

    def shows_current(self, current: Choice) -> object:
        return choice_shape(current)


class ChangeList(APIView):
    """What was changed after the scoring was opened, newest first, with its reason."""

    @described(answer=ChangeShape, paged=True)
    def get(self, request: Request, pk: int) -> Response:
        evaluation = get_evaluation(request.user, pk, action=Action.VIEW)
        changes = evaluation.structure_changes.select_related("by", "evaluation")
        return paged(request, changes.order_by("-at", "-pk"), change_shape)


def shown_results(request: Request, pk: int) -> Results:
    """Return the results as the person may see them, 404 while they are sealed."""
    participant = get_participant(request.user, pk, action=Action.VIEW)
    if not participant.evaluation.shows_results:
        raise Http404
    return seen_by(read_now(participant.evaluation), participant)


def read_now(evaluation: Evaluation) -> Results:
    return read_results(evaluation, today=evaluation.team.day_of(timezone.now()))


def choice_shape(choice: Choice) -> ChoiceShape:
    return {
        "chosen": choice.chosen_id,
        "runner_up": choice.runner_up_id,
        "reasons": choice.reasons,
        "conditions": choice.conditions,
        "by": str(choice.by or ""),
        "at": choice.at,
        "version": choice.version,
    }


def change_shape(change: StructureChange) -> ChangeShape:
    """How many ballots went back tells of recusals, so it waits for the reveal."""
    is_told = change.evaluation.is_revealed
    return {
        "id": change.pk,
        "what": change.what,
        "reason": change.reason,
        "by": str(change.by or ""),
        "at": change.at,
        "after_reveal": change.after_reveal,
        "ballots_returned": change.ballots_returned if is_told else None,
    }
