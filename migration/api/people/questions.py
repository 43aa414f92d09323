"""What stakeholders are asked, and what they answered over their links."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict

from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import Body, read_body
from common.api_answers import created, gone, paged
from common.api_bodies import Id, Line, read_nothing
from common.api_schema import described
from migration.access import get_question, get_stakeholder
from migration.models import Question
from migration.permissions import Action
from migration.selectors.people.questions import attestable_in
from migration.services.people import attestations
from migration.services.people import questions as service
from workspace.api_view import APIView


class QuestionBody(Body):
    """A question, or a criterion that the person shall attest."""

    text = Line(max_length=400, required=False, allow_blank=True, default="")
    criterion = Id(required=False, allow_null=True, default=None)


class QuestionShape(TypedDict):
    """`asset` is to be signed: `agrees` is the answer, and `answered_for` to what.

    At a `gate`, `answered_for` is the vote. `agrees` says too whether the person
    attests a `criterion`.
    """

    id: int
    text: str
    asset: int | None
    gate: int | None
    criterion: int | None
    asked_at: datetime
    answer: str
    agrees: bool | None
    answered_for: str
    answered_at: datetime | None


class AskedShape(TypedDict):
    count: int


class QuestionList(APIView):
    @described(answer=QuestionShape, paged=True)
    def get(self, request: Request, pk: int) -> Response:
        """What the person was asked, newest first, with the answers."""
        _member, person = get_stakeholder(request.user, pk, action=Action.MANAGE)
        rows = person.questions.present().newest_first()
        return paged(request, rows, question_shape)

    @described(body=QuestionBody, answer=QuestionShape, status=201)
    def post(self, request: Request, pk: int) -> Response:
        """Ask a question; the person answers it over a personal link."""
        _member, person = get_stakeholder(request.user, pk, action=Action.MANAGE)
        body = read_body(QuestionBody, request)
        pk_wanted, by = body.pop("criterion"), {"actor": request.user}
        if pk_wanted is None:
            asked = service.ask_question(
                stakeholder=person, **body, **by, now=timezone.now()
            )
        elif body["text"]:
            raise attestations.OneOrTheOther
        else:
            asked = attestations.ask_to_attest(
                stakeholder=person,
                criterion=get_object_or_404(attestable_in(person.plan), pk=pk_wanted),
                **by,
                now=timezone.now(),
            )
        return created(question_shape(asked), "question-list", pk)


class SignaturesAsked(APIView):
    @described(answer=AskedShape)
    def post(self, request: Request, pk: int) -> Response:
        """Ask for the signature of each decided asset of the person, and the votes."""
        _member, person = get_stakeholder(request.user, pk, action=Action.MANAGE)
        read_nothing(request)
        count = service.ask_to_sign(
            stakeholder=person, actor=request.user, now=timezone.now()
        )
        return Response({"count": count})


class QuestionDetail(APIView):
    @described(status=204)
    def delete(self, request: Request, pk: int) -> Response:
        """Take the question back; the person is not asked any more."""
        _member, question = get_question(request.user, pk, action=Action.MANAGE)
        service.withdraw_question(
            question=question, actor=request.user, now=timezone.now()
        )
        return gone()


def question_shape(question: Question) -> QuestionShape:
    return {
        "id": question.pk,
        "text": question.text,
        "asset": question.asset_id,
        "gate": question.gate_id,
        "criterion": question.criterion_id,
        "asked_at": question.asked_at,
        "answer": question.answer,
        "agrees": question.agrees,
        "answered_for": question.answered_for,
        "answered_at": question.answered_at,
    }
