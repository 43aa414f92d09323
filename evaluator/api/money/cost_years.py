"""A year of a candidate's cost, opened, in the API."""

from __future__ import annotations

from typing import TypedDict

from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from common.api_schema import described
from evaluator.access import get_billed
from evaluator.api.money.quick_costs import AmountShape, amount_shape
from evaluator.costs.workings import Step
from evaluator.selectors.money.cost_workings import (
    BilledRow,
    CostYear,
    OwnRow,
    SpanRow,
    read_cost_year,
)
from evaluator.selectors.money.price_words import SourceLine
from workspace.api_view import APIView


class SourceShape(TypedDict):
    """Where a figure was read; `trust` is the mark of the catalogue."""

    text: str
    url: str
    as_of: str
    trust: str


class TariffStepShape(TypedDict):
    """One term of a list price: units x unit_price + flat; null is not public."""

    units: float
    unit_price: str | None
    flat: str | None
    up_to: int | None


class BilledMonthsShape(TypedDict):
    """A month is list price x terms x exchange rate; `amount` is of all its months."""

    first_month: int
    last_month: int
    quantity_lowest: float | None
    quantity_highest: float | None
    steps: list[TariffStepShape]
    list_price: float
    terms: float
    exchange_rate: float
    amount: AmountShape | None


class BilledPartShape(TypedDict):
    plan: str
    part: str
    months: list[BilledMonthsShape]
    sources: list[SourceShape]
    note: str


class OpenedCostLineShape(TypedDict):
    """amount = price x units x inflation x exchange rate; `units`: how often."""

    cost_line: int
    name: str
    currency: str
    price: float
    units: float
    inflation: float
    exchange_rate: float
    amount: float
    source: str


class OpenedCategoryShape(TypedDict):
    category: str
    amount: AmountShape | None
    billed: list[BilledPartShape]
    cost_lines: list[OpenedCostLineShape]


class CostYearShape(TypedDict):
    """The likely case of a year; months are counted from the first of the horizon.

    is_priced: whether anything says what the subscription costs.
    """

    candidate: int
    currency: str
    year: int
    first_month: int
    last_month: int
    total: AmountShape | None
    is_priced: bool
    categories: list[OpenedCategoryShape]


class CostYearDetail(APIView):
    @described(answer=CostYearShape)
    def get(self, request: Request, pk: int, candidate_pk: int, year: int) -> Response:
        """Open a year of a candidate's cost to its lines, tariff steps and sources."""
        participant, candidate = get_billed(request.user, pk, candidate_pk)
        found = read_cost_year(participant.evaluation, candidate, year)
        if found is None:
            raise Http404
        return Response(year_shape(found))


def year_shape(found: CostYear) -> CostYearShape:
    return {
        "candidate": found.candidate.pk,
        "currency": found.currency,
        "year": found.year,
        "first_month": found.first,
        "last_month": found.last,
        "total": amount_shape(found.total),
        "is_priced": found.is_priced,
        "categories": [
            {
                "category": group.category.value,
                "amount": amount_shape(group.amount),
                "billed": [billed_shape(each) for each in group.billed],
                "cost_lines": [own_shape(each) for each in group.own],
            }
            for group in found.groups
        ],
    }


def billed_shape(row: BilledRow) -> BilledPartShape:
    return {
        "plan": row.line.plan.name,
        "part": row.name,
        "months": [span_shape(each) for each in row.spans],
        "sources": [source_shape(each) for each in row.sources],
        "note": row.note,
    }


def span_shape(row: SpanRow) -> BilledMonthsShape:
    span, working = row.span, row.span.working
    return {
        "first_month": span.first,
        "last_month": span.last,
        "quantity_lowest": span.lowest,
        "quantity_highest": span.highest,
        "steps": [step_shape(each) for each in working.steps],
        "list_price": round(working.listed, 4),
        "terms": working.terms,
        "exchange_rate": working.rate,
        "amount": amount_shape(row.amount),
    }


def step_shape(step: Step) -> TariffStepShape:
    return {
        "units": step.units,
        "unit_price": None if step.unit_price is None else f"{step.unit_price:f}",
        "flat": None if step.flat is None else f"{step.flat:f}",
        "up_to": step.up_to,
    }


def source_shape(source: SourceLine) -> SourceShape:
    return {
        "text": source.text,
        "url": source.url,
        "as_of": source.as_of,
        "trust": source.trust,
    }


def own_shape(row: OwnRow) -> OpenedCostLineShape:
    own = row.own
    return {
        "cost_line": int(own.line.key),
        "name": own.line.name,
        "currency": own.line.currency,
        "price": round(own.price, 4),
        "units": round(own.units, 4),
        "inflation": round(own.inflation, 6),
        "exchange_rate": own.rate,
        "amount": round(own.amount, 2),
        "source": own.line.source.text if own.line.source else "",
    }
