"""Must-haves across the candidates: answers, evidence and waivers."""

from __future__ import annotations

from django.http import Http404
from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import Body, read_body, version_of, versioned
from common.api_answers import gone, paged
from common.api_bodies import Day, Link, Text
from common.api_schema import described
from evaluator.access import get_evaluation, get_must_have
from evaluator.api.shapes import MustHaveShape, must_have_shape
from evaluator.models import MustHaveAnswer
from evaluator.models.candidates import Rung
from evaluator.permissions import Action
from evaluator.selectors.must_haves import (
    MustHaveCell,
    must_have_cell,
    must_have_table,
)
from evaluator.services.must_haves import (
    MustHaveEdit,
    Waiver,
    answer_must_have,
    end_waiver,
    waive_must_have,
)
from workspace.api_view import APIView


class MustHaveBody(Body):
    answer = serializers.ChoiceField(choices=MustHaveAnswer.Answer.values)
    rung = serializers.ChoiceField(
        choices=Rung.values, required=False, allow_blank=True, default=""
    )
    evidence = Text(max_length=4000, required=False, allow_blank=True, default="")
    link = Link(required=False, allow_blank=True, default="")


class WaiverBody(Body):
    because = Text(max_length=1000)
    until = Day(required=False, allow_null=True, default=None)


class MustHaveList(APIView):
    """Every must-have of every candidate, eliminated ones included."""

    @described(answer=MustHaveShape, paged=True)
    def get(self, request: Request, pk: int) -> Response:
        evaluation = get_evaluation(request.user, pk, action=Action.VIEW)
        table = must_have_table(
            evaluation,
            candidates=evaluation.candidates.by_name(),
            today=evaluation.team.day_of(timezone.now()),
        )
        cells = [cell for row in table.rows for cell in row.cells]
        return paged(request, cells, must_have_shape)


class ShowsAnswer(APIView):
    def shows_current(self, current: MustHaveAnswer) -> object:
        return {
            "answer": current.answer,
            "rung": current.rung,
            "evidence": current.evidence,
            "link": current.link,
            "waived_because": current.waived_because,
            "waived_until": current.waived_until,
            "version": current.version,
        }


class MustHaveDetail(ShowsAnswer):
    @described(answer=MustHaveShape, gives_version=True)
    def get(self, request: Request, candidate_pk: int, criterion_pk: int) -> Response:
        """Read one answer."""
        cell = cell_of(request, candidate_pk, criterion_pk, action=Action.VIEW)
        return versioned(must_have_shape(cell), cell.answer.version)

    @described(body=MustHaveBody, answer=MustHaveShape, needs_version=True)
    def put(self, request: Request, candidate_pk: int, criterion_pk: int) -> Response:
        """Answer it; an answer that is not no ends a waiver."""
        cell = cell_of(request, candidate_pk, criterion_pk, action=Action.EDIT)
        body = read_body(MustHaveBody, request)
        answer_must_have(
            candidate=cell.candidate,
            criterion=cell.criterion,
            edit=MustHaveEdit(version=version_of(request), **body),
            actor=request.user,
            now=timezone.now(),
        )
        return self.get(request, candidate_pk, criterion_pk)


class WaiverDetail(ShowsAnswer):
    @described(body=WaiverBody, answer=MustHaveShape, needs_version=True)
    def put(self, request: Request, candidate_pk: int, criterion_pk: int) -> Response:
        """Let the candidate stay although it fails: why, and until when."""
        cell = cell_of(request, candidate_pk, criterion_pk, action=Action.MANAGE)
        body = read_body(WaiverBody, request)
        now = timezone.now()
        waive_must_have(
            answer=cell.answer,
            waiver=Waiver(version=version_of(request), **body),
            today=cell.candidate.evaluation.team.day_of(now),
            actor=request.user,
            now=now,
        )
        cell = cell_of(request, candidate_pk, criterion_pk, action=Action.VIEW)
        return versioned(must_have_shape(cell), cell.answer.version)

    @described(status=204, needs_version=True)
    def delete(
        self, request: Request, candidate_pk: int, criterion_pk: int
    ) -> Response:
        """End the waiver: the candidate is out again."""
        cell = cell_of(request, candidate_pk, criterion_pk, action=Action.MANAGE)
        if cell.answer.waived_at is None:
            raise Http404
        end_waiver(
            answer=cell.answer,
            version=version_of(request),
            actor=request.user,
            now=timezone.now(),
        )
        return gone()


def cell_of(
    request: Request, candidate_pk: int, criterion_pk: int, *, action: Action
) -> MustHaveCell:
    found = get_must_have(request.user, candidate_pk, criterion_pk, action=action)
    return must_have_cell(*found, now=timezone.now())
