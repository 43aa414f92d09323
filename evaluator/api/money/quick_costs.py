"""The quick cost table in the API."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, TypedDict

from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import Body, read_body
from common.api_bodies import Id
from common.api_schema import described
from evaluator.access import get_priced
from evaluator.costs.quick_kinds import KIND_BY_KEY
from evaluator.costs.ranges import Range
from evaluator.models import Evaluation
from evaluator.selectors.money.costs import Amount
from evaluator.selectors.money.quick_costs import (
    Cell,
    Column,
    QuickTable,
    read_quick_table,
)
from evaluator.services.money.quick_costs import (
    QuickEdit,
    set_quick_costs,
)
from workspace.api_view import APIView

MOST = 200  # cells of one request


class AmountShape(TypedDict):
    """`known` lacks what `states` name; `upper` holds the bounds of unknown rungs."""

    known: float
    upper: float | None
    states: list[str]
    unreached: float


class QuickTotalShape(TypedDict):
    """`is_doubled`: the tariff bills the subscription that is typed too; remove one."""

    candidate: int
    name: str
    is_incumbent: bool
    total: AmountShape | None
    billed: AmountShape | None
    is_priced: bool
    is_doubled: bool


class QuickCellShape(TypedDict):
    candidate: int
    kind: str
    low: Decimal | None
    likely: Decimal | None
    high: Decimal | None
    currency: str
    version: int


class QuickTableShape(TypedDict):
    """Amounts are in `currency`, totals over `months`; `problems` keep totals back."""

    currency: str
    months: int
    problems: list[str]
    totals: list[QuickTotalShape]
    cells: list[QuickCellShape]


class Money(serializers.DecimalField):
    def __init__(self, **options: Any) -> None:
        super().__init__(
            max_digits=20,
            decimal_places=6,
            min_value=Decimal(0),
            required=False,
            allow_null=True,
            default=None,
            **options,
        )


class CostCellBody(Body):
    """Without `likely` the cell is emptied; an end left out is the likely figure."""

    candidate = Id()
    kind = serializers.ChoiceField(choices=list(KIND_BY_KEY))
    low = Money()
    likely = Money()
    high = Money()
    version = serializers.IntegerField(min_value=0)


class CellsBody(Body):
    cells = CostCellBody(many=True, max_length=MOST)


class QuickCosts(APIView):
    """One figure per candidate and kind of cost, with totals."""

    @described(answer=QuickTableShape)
    def get(self, request: Request, pk: int) -> Response:
        participant = get_priced(request.user, pk)
        return Response(table_shape(read_quick_table(participant.evaluation)))

    @described(body=CellsBody, answer=QuickTableShape)
    def patch(self, request: Request, pk: int) -> Response:
        """Write cells, all or none; each names the version that was seen."""
        evaluation = get_priced(request.user, pk, edits=True).evaluation
        cells = read_body(CellsBody, request)["cells"]
        set_quick_costs(
            evaluation=evaluation,
            edits=[edit_from(evaluation, cell) for cell in cells],
            actor=request.user,
            now=timezone.now(),
        )
        return Response(table_shape(read_quick_table(evaluation)))


def edit_from(evaluation: Evaluation, cell: dict[str, Any]) -> QuickEdit:
    """Return what a cell asks for: 404 for a candidate of somebody else."""
    candidate = get_object_or_404(evaluation.candidates, pk=cell["candidate"])
    likely = cell["likely"]
    low, high = (likely if cell[end] is None else cell[end] for end in ("low", "high"))
    amount = None if likely is None else Range(low, likely, high)
    return QuickEdit(candidate, KIND_BY_KEY[cell["kind"]], amount, cell["version"])


def table_shape(table: QuickTable) -> QuickTableShape:
    return {
        "currency": table.settings.currency,
        "months": table.settings.months,
        "problems": list(table.sentences),
        "totals": [total_shape(column) for column in table.columns],
        "cells": [cell_shape(cell) for cell in table.cells],
    }


def total_shape(column: Column) -> QuickTotalShape:
    return {
        "candidate": column.candidate.pk,
        "name": column.candidate.name,
        "is_incumbent": column.candidate.is_incumbent,
        "total": amount_shape(column.total),
        "billed": amount_shape(column.billed),
        "is_priced": column.is_priced,
        "is_doubled": column.is_doubled,
    }


def amount_shape(amount: Amount | None) -> AmountShape | None:
    if amount is None:
        return None
    return {
        "known": round(amount.known, 2),
        "upper": None if amount.upper is None else round(amount.upper, 2),
        "states": [state.name.lower() for state in amount.states if state.name],
        "unreached": amount.unreached,
    }


def cell_shape(cell: Cell) -> QuickCellShape:
    line = cell.line if cell.is_filled else None
    return {
        "candidate": cell.candidate.pk,
        "kind": cell.kind.key,
        "low": line.low if line else None,
        "likely": line.likely if line else None,
        "high": line.high if line else None,
        "currency": line.currency if line else "",
        "version": cell.version,
    }
