"""Measured criteria: the number of each candidate, and where it was read."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, TypedDict

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import read_body, version_of, versioned
from common.api_answers import paged
from common.api_bodies import Id, ReasonBody, Text
from common.api_schema import described
from evaluator.access import get_candidate, get_participant
from evaluator.models import Candidate, Criterion, Evaluation, Fact, MeasuredValue
from evaluator.permissions import Action
from evaluator.selectors.candidates import (
    MeasuredCell,
    MeasuredRow,
    measured_rows,
    open_rows,
)
from evaluator.services.measured import MeasuredEdit, set_measured_value
from workspace.api_view import APIView

Cells = list[tuple[Criterion, MeasuredCell]]


class MeasuredBody(ReasonBody):
    """A value (null: not known again) with its source, or a fact of the catalogue."""

    value = serializers.DecimalField(
        max_digits=20, decimal_places=6, required=False, allow_null=True
    )
    source = Text(max_length=1000, required=False, allow_blank=True, default="")
    fact = Id(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("value" in attrs) == ("fact" in attrs):
            raise serializers.ValidationError("Give either value or fact.")
        return attrs


class ValueShape(TypedDict):
    """`gap` says why the costs tell no value; `basis` what the value rests on.

    `value_before` is what it was at the reveal, where it was changed since.
    """

    value: str | None
    source: str
    fact: int | None
    money_figure: str
    gap: str
    basis: dict[str, Any]
    changed_after_reveal: bool
    value_before: str | None
    version: int


class OfferedFactShape(TypedDict):
    id: int
    value: Any
    unit: str


class MeasuredShape(ValueShape):
    """`facts` are figures of the catalogue that may be taken."""

    candidate: int
    criterion: int
    unit: str
    facts: list[OfferedFactShape]


class MeasuredList(APIView):
    """Every measured criterion of every candidate on the short list."""

    @described(answer=MeasuredShape, paged=True)
    def get(self, request: Request, pk: int) -> Response:
        participant = get_participant(request.user, pk, action=Action.VIEW)
        cells = cells_in(open_rows(participant))
        return paged(request, cells, lambda pair: cell_shape(*pair))


class MeasuredDetail(APIView):
    @described(answer=MeasuredShape, gives_version=True)
    def get(self, request: Request, candidate_pk: int, criterion_pk: int) -> Response:
        """Read one value, and the figures of the catalogue that it could be."""
        candidate = get_candidate(request.user, candidate_pk, action=Action.VIEW)
        own = get_participant(request.user, candidate.evaluation_id, action=Action.VIEW)
        criterion, cell = cell_of(candidate, criterion_pk)
        if criterion.pk not in {row.criterion.pk for row in open_rows(own)}:
            raise PermissionDenied
        return answer_with(criterion, cell)

    @described(body=MeasuredBody, answer=MeasuredShape, needs_version=True)
    def put(self, request: Request, candidate_pk: int, criterion_pk: int) -> Response:
        """Save one; If-Match is "0" for a value that was never saved."""
        candidate = get_candidate(request.user, candidate_pk, action=Action.EDIT)
        criterion, cell = cell_of(candidate, criterion_pk)
        body = read_body(MeasuredBody, request)
        fact = fact_of(cell, body["fact"]) if "fact" in body else None
        set_measured_value(
            candidate=candidate,
            criterion=criterion,
            edit=MeasuredEdit(
                value=rounded(fact.value) if fact else body["value"],
                source=body["source"] or source_of(fact),
                version=version_of(request),
                fact=fact,
            ),
            actor=request.user,
            now=timezone.now(),
            reason=body["reason"],
        )
        return answer_with(*cell_of(candidate, criterion_pk))

    def shows_current(self, current: MeasuredValue) -> object:
        return value_shape(current)


def cells_of(evaluation: Evaluation) -> Cells:
    return cells_in(measured_rows(evaluation))


def cells_in(rows: tuple[MeasuredRow, ...]) -> Cells:
    return [(row.criterion, cell) for row in rows for cell in row.cells]


def cell_of(candidate: Candidate, criterion_pk: int) -> tuple[Criterion, MeasuredCell]:
    """Return one cell: 404 for a criterion or candidate that is not measured."""
    for criterion, cell in cells_of(candidate.evaluation):
        if criterion.pk == criterion_pk and cell.candidate == candidate:
            return criterion, cell
    raise Http404


def fact_of(cell: MeasuredCell, pk: int) -> Fact:
    """Return a fact that the catalogue offers for this very cell, else 404."""
    found = next((fact for fact in cell.facts if fact.pk == pk), None)
    if found is None:
        raise Http404
    return found


def source_of(fact: Fact | None) -> str:
    return (fact.source_url or fact.source) if fact else ""


def rounded(value: Any) -> Decimal:
    return round(Decimal(str(value)), 6)


def answer_with(criterion: Criterion, cell: MeasuredCell) -> Response:
    version = cell.value.version if cell.value else 0
    return versioned(cell_shape(criterion, cell), version)


def cell_shape(criterion: Criterion, cell: MeasuredCell) -> MeasuredShape:
    return {
        "candidate": cell.candidate.pk,
        "criterion": criterion.pk,
        "unit": criterion.unit,
        **value_shape(cell.value),
        "facts": [
            {"id": fact.pk, "value": fact.value, "unit": fact.unit}
            for fact in cell.facts
        ],
    }


def value_shape(value: MeasuredValue | None) -> ValueShape:
    """How a stored value looks; one that is not there has the version 0."""
    if value is None:
        value = MeasuredValue(version=0)
    number, before = value.value, value.value_before
    return {
        "value": None if number is None else f"{number.normalize():f}",
        "source": value.source,
        "fact": value.fact_id,
        "money_figure": value.figure,
        "gap": value.gap,
        "basis": value.basis,
        "changed_after_reveal": value.changed_after_reveal,
        "value_before": None if before is None else f"{before.normalize():f}",
        "version": value.version,
    }
