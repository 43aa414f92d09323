"""Criteria that take their values from the costs."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, TypedDict

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import read_body
from common.api_bodies import Line, ReasonBody
from common.api_schema import described
from evaluator.access import get_priced
from evaluator.api.measurements import ValueShape, value_shape
from evaluator.selectors.money.cost_results import CostResults, read_cost_results
from evaluator.selectors.money.figures import (
    Figure,
    Told,
    figures_told,
    suggested_ends,
    unit_of,
)
from evaluator.selectors.money.values import TakenCell, TakenRow, Taking, read_taking
from evaluator.services.money.values import take_from_costs
from workspace.api_view import APIView

STALE = {412: "Costs or values have changed since `seen`; nothing was taken."}


class ToldShape(TypedDict):
    """`gap` says why there is no value: it is never a 0."""

    value: Decimal | None
    gap: str


class CandidateFigureShape(ToldShape):
    candidate: int


class EndsShape(TypedDict):
    worst: Decimal
    best: Decimal


class FigureShape(TypedDict):
    """`suggested` are round ends around figures and budget, for a person to judge."""

    figure: str
    unit: str
    candidates: list[CandidateFigureShape]
    suggested: EndsShape | None


class CostFiguresShape(TypedDict):
    currency: str
    figures: list[FigureShape]


class TakenCellShape(TypedDict):
    candidate: int
    counts: ValueShape
    now: ToldShape
    differs: bool


class TakenRowShape(TypedDict):
    criterion: int
    money_figure: str
    unit: str
    cells: list[TakenCellShape]


class TakingShape(TypedDict):
    """`seen` marks the figures: send it back to take just these."""

    seen: str
    basis: dict[str, Any]
    changed: list[int]
    criteria: list[TakenRowShape]


class TakingBody(ReasonBody):
    seen = Line(max_length=64)


class CostFigures(APIView):
    """The figures that a criterion may take its values from, as the costs are now."""

    @described(answer=CostFiguresShape)
    def get(self, request: Request, pk: int) -> Response:
        costs = read_cost_results(get_priced(request.user, pk).evaluation)
        return Response(
            {
                "currency": costs.settings.currency,
                "figures": [figure_shape(costs, each) for each in Figure.values],
            }
        )


class MeasurementsFromCosts(APIView):
    @described(answer=TakingShape)
    def get(self, request: Request, pk: int) -> Response:
        """Hold the values that count against what the costs say now."""
        participant = get_priced(request.user, pk)
        return Response(taking_shape(read_taking(participant.evaluation)))

    @described(body=TakingBody, answer=TakingShape, also=STALE)
    def post(self, request: Request, pk: int) -> Response:
        """Take the values of now; 412 where they are no longer those of `seen`."""
        evaluation = get_priced(request.user, pk, edits=True).evaluation
        body = read_body(TakingBody, request)
        take_from_costs(
            evaluation=evaluation, actor=request.user, now=timezone.now(), **body
        )
        return Response(taking_shape(read_taking(evaluation)))

    def shows_current(self, current: Taking) -> object:
        return taking_shape(current)


def figure_shape(costs: CostResults, figure: str) -> FigureShape:
    told = figures_told(costs, figure)
    ends = suggested_ends(costs, figure, told)
    return {
        "figure": figure,
        "unit": unit_of(figure, costs.settings.currency),
        "candidates": [
            {"candidate": pk, **told_shape(each)} for pk, each in told.items()
        ],
        "suggested": {"worst": ends.worst, "best": ends.best} if ends else None,
    }


def told_shape(told: Told) -> ToldShape:
    return {"value": told.value, "gap": told.gap}


def taking_shape(taking: Taking) -> TakingShape:
    return {
        "seen": taking.seen,
        "basis": taking.basis,
        "changed": [each.pk for each in taking.changed],
        "criteria": [row_shape(row) for row in taking.rows],
    }


def row_shape(row: TakenRow) -> TakenRowShape:
    return {
        "criterion": row.criterion.pk,
        "money_figure": row.criterion.money_figure,
        "unit": row.criterion.unit,
        "cells": [cell_shape(cell) for cell in row.cells],
    }


def cell_shape(cell: TakenCell) -> TakenCellShape:
    return {
        "candidate": cell.candidate.pk,
        "counts": value_shape(cell.stored),
        "now": told_shape(cell.now),
        "differs": cell.differs,
    }
