"""The five signs, the kind check and the readiness of an evaluation."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import read_body, version_of, versioned
from common.api_schema import described
from evaluator.access import get_evaluation, get_participant, get_sign
from evaluator.api.diagnosis_bodies import (
    AdoptionBody,
    AnswersBody,
    FigureBody,
    KindCheckBody,
    ReadinessBody,
)
from evaluator.api.diagnosis_shapes import (
    AdoptedShape,
    DiagnosisShape,
    FigureShape,
    KindCheckShape,
    ReadinessShape,
    SignShape,
    diagnosis_shape,
    figure_shape,
    kind_check_shape,
    readiness_shape,
    sign_shape,
)
from evaluator.forms.diagnosis import FigureForm
from evaluator.models import Evaluation, Participant
from evaluator.permissions import Action
from evaluator.selectors.company_readiness import read_kind_check, read_readiness
from evaluator.selectors.diagnosis import FigureRow, read_diagnosis_page
from evaluator.services.company_readiness import (
    ReadinessEdit,
    save_kinds,
    save_readiness,
)
from evaluator.services.diagnosis import save_answers, set_figure
from evaluator.services.sign_adoption import Wish, adopt_sign
from workspace.api_view import APIView


def get_figure(participant: Participant, key: str) -> FigureRow:
    row = read_diagnosis_page(participant).figure_of(key)
    if row is None:
        raise Http404
    return row


class Diagnosis(APIView):
    """Five signs that it is time to change, and what they say together.

    Readings of others stay null until the own answers to a sign are given.
    """

    @described(answer=DiagnosisShape)
    def get(self, request: Request, pk: int) -> Response:
        participant = get_participant(request.user, pk, action=Action.VIEW)
        return Response(diagnosis_shape(read_diagnosis_page(participant)))


class DiagnosisAnswers(APIView):
    @described(body=AnswersBody, answer=SignShape, needs_version=True)
    def put(self, request: Request, pk: int, sign: str) -> Response:
        """Save own answers to one sign. If-Match is the sign's version; "0" at first.

        Statements that are left out keep their answers.
        """
        participant = get_participant(request.user, pk, action=Action.DIAGNOSE)
        found = get_sign(sign)
        answers = read_body(AnswersBody, request)["answers"]
        save_answers(
            participant=participant,
            sign=found,
            values={each["statement"]: each["answer"] for each in answers},
            version=version_of(request),
            now=timezone.now(),
        )
        card = read_diagnosis_page(participant).card_of(sign)
        if card is None:
            raise Http404
        shape = sign_shape(card)
        return versioned(shape, shape["version"])


class DiagnosisFigures(APIView):
    @described(body=FigureBody, answer=FigureShape, needs_version=True)
    def put(self, request: Request, pk: int, figure: str) -> Response:
        """Enter one figure. If-Match is its version; "0" for one never entered."""
        participant = get_participant(request.user, pk, action=Action.DIAGNOSE)
        row = get_figure(participant, figure)
        body = read_body(FigureBody, request)
        form = FigureForm(form_data(body), figure=row)
        if not form.is_valid():
            raise ValidationError(dict(form.errors))
        set_figure(
            evaluation=participant.evaluation,
            key=figure,
            edit=form.edit(version=version_of(request)),
            actor=request.user,
            now=timezone.now(),
        )
        shape = figure_shape(get_figure(participant, figure))
        return versioned(shape, shape["version"])


def form_data(body: dict[str, Any]) -> dict[str, str]:
    """Return the body as a page would send it: both are checked by one form."""
    value, as_of = body["value"], body["as_of"]
    return {
        "value": "" if value is None else f"{value:f}",
        "currency": body["currency"],
        "source": body["source"],
        "as_of": as_of.isoformat() if as_of else "",
        "version": "0",
    }


class DiagnosisAdoption(APIView):
    @described(body=AdoptionBody, answer=AdoptedShape, status=HTTPStatus.CREATED)
    def post(self, request: Request, pk: int, sign: str) -> Response:
        """Turn a sign into criteria of the template, a must-have and an objective."""
        evaluation = get_evaluation(request.user, pk, action=Action.EDIT)
        found = get_sign(sign)
        body = read_body(AdoptionBody, request)
        reason = body.pop("reason")
        adopted = adopt_sign(
            evaluation=evaluation,
            sign=found,
            wish=Wish(**body),
            actor=request.user,
            now=timezone.now(),
            reason=reason,
        )
        shape: AdoptedShape = {
            "criteria": [each.pk for each in adopted.criteria],
            "objective": adopted.objective.pk if adopted.objective else None,
        }
        return Response(shape, status=HTTPStatus.CREATED)


class KindChecks(APIView):
    @described(answer=KindCheckShape, gives_version=True)
    def get(self, request: Request, pk: int) -> Response:
        """Read which kind of product the answers ask for."""
        evaluation = get_evaluation(request.user, pk, action=Action.VIEW)
        return kind_answer(evaluation)

    @described(body=KindCheckBody, answer=KindCheckShape, needs_version=True)
    def put(self, request: Request, pk: int) -> Response:
        """Answer questions of the kind check; those left out keep their answers."""
        evaluation = get_evaluation(request.user, pk, action=Action.EDIT)
        answers = read_body(KindCheckBody, request)["answers"]
        save_kinds(
            evaluation=evaluation,
            answers={each["question"]: each["answer"] for each in answers},
            version=version_of(request),
            actor=request.user,
            now=timezone.now(),
        )
        return kind_answer(evaluation)


def kind_answer(evaluation: Evaluation) -> Response:
    shape = kind_check_shape(read_kind_check(evaluation))
    return versioned(shape, shape["version"])


class Readiness(APIView):
    @described(answer=ReadinessShape, gives_version=True)
    def get(self, request: Request, pk: int) -> Response:
        """Read what a change needs of the company, and what is there."""
        evaluation = get_evaluation(request.user, pk, action=Action.VIEW)
        return readiness_answer(evaluation)

    @described(body=ReadinessBody, answer=ReadinessShape, needs_version=True)
    def put(self, request: Request, pk: int) -> Response:
        """Answer points of the readiness; those left out keep their answers."""
        evaluation = get_evaluation(request.user, pk, action=Action.EDIT)
        points = read_body(ReadinessBody, request)["points"]
        save_readiness(
            evaluation=evaluation,
            edits={each.pop("point"): edit_of(evaluation, **each) for each in points},
            version=version_of(request),
            actor=request.user,
            now=timezone.now(),
        )
        return readiness_answer(evaluation)


def edit_of(
    evaluation: Evaluation, *, answer: str, owner: int | None, note: str
) -> ReadinessEdit:
    """Return the edit; an owner who does not take part is not found (R12)."""
    if owner is None:
        return ReadinessEdit(answer, None, note)
    people = evaluation.participants.present()
    return ReadinessEdit(answer, get_object_or_404(people, pk=owner), note)


def readiness_answer(evaluation: Evaluation) -> Response:
    shape = readiness_shape(read_readiness(evaluation))
    return versioned(shape, shape["version"])
