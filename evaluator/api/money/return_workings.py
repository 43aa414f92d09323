"""How the figures of a candidate's return come about, in the API."""

from __future__ import annotations

from typing import TypedDict

from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from common.api_schema import described
from evaluator.access import get_billed
from evaluator.api.money.returns import (
    GainShape,
    ReturnFigureShape,
    figure_shape,
    gain_shape,
)
from evaluator.selectors.money.return_workings import (
    FlowRow,
    ReturnWorking,
    read_return_working,
)
from workspace.api_view import APIView


class FormulaShape(TypedDict):
    """`sentence` is the formula with the numbers of the likely case."""

    figure: ReturnFigureShape
    sentence: str


class FlowShape(TypedDict):
    """A month or year of the likely case; cost as it is paid, `stays` of staying."""

    number: int
    gains: float
    cost: float
    stays: float
    net: float
    present: float
    owed: float
    owed_present: float


class ReturnWorkingShape(TypedDict):
    """Rates are shares of one: the likely discount rate is 0.08 for 8 %."""

    candidate: int
    currency: str
    held_against: int | None
    discount_rate: float
    convention: str
    draws: int
    seed: int
    formulas: list[FormulaShape]
    gains: list[GainShape]
    years: list[FlowShape]
    months: list[FlowShape]


class ReturnWorkingDetail(APIView):
    @described(answer=ReturnWorkingShape)
    def get(self, request: Request, pk: int, candidate_pk: int) -> Response:
        """Open the return of a candidate to formulas, inputs and months."""
        participant, candidate = get_billed(request.user, pk, candidate_pk)
        opened = read_return_working(participant.evaluation, candidate)
        if opened is None:
            raise Http404
        return Response(working_shape(opened))


def working_shape(opened: ReturnWorking) -> ReturnWorkingShape:
    found = opened.found
    case = found.computed.case
    return {
        "candidate": opened.pays.candidate.pk,
        "currency": found.currency,
        "held_against": found.instead.pk if found.instead else None,
        "discount_rate": float(case.discount_rate.likely),
        "convention": case.convention.value,
        "draws": found.draws.count,
        "seed": found.draws.seed,
        "formulas": [
            {"figure": figure_shape(each.told), "sentence": each.sentence}
            for each in opened.formulas
        ],
        "gains": [gain_shape(each) for each in opened.gains],
        "years": [flow_shape(each) for each in opened.years],
        "months": [flow_shape(each) for each in opened.months],
    }


def flow_shape(row: FlowRow) -> FlowShape:
    return {
        "number": row.number,
        "gains": round(row.gains, 2),
        "cost": round(row.cost, 2),
        "stays": round(row.stays, 2),
        "net": round(row.net, 2),
        "present": round(row.present, 2),
        "owed": round(row.owed, 2),
        "owed_present": round(row.owed_present, 2),
    }
