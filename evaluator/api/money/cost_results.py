"""Total cost of ownership in the API."""

from __future__ import annotations

from typing import TypedDict

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from common.api_bodies import PageQuery, read_query
from common.api_schema import described
from evaluator.access import get_priced
from evaluator.api.money.quick_costs import AmountShape, amount_shape
from evaluator.costs.samples import Percentiles
from evaluator.costs.sensitivity import Axis
from evaluator.selectors.money.cost_results import (
    CostResults,
    Picked,
    ResultRow,
    crossed,
    curves,
    open_row,
    read_cost_results,
)
from evaluator.selectors.money.cost_words import input_word
from evaluator.selectors.money.value_for_money import (
    ValueForMoney,
    read_value_for_money,
)
from workspace.api_view import APIView


class PercentilesShape(TypedDict):
    p10: float
    p50: float
    p90: float
    mean: float


class YearChanceShape(TypedDict):
    """gap: why there is no chance to stay within the budget; empty where there is."""

    year: int
    cost: float
    chance: float | None
    gap: str


class CategoryShape(TypedDict):
    category: str
    years: list[AmountShape | None]
    total: AmountShape | None


class MonthShape(TypedDict):
    month: int
    contacts: float
    cost: float
    cash: float


class SwingShape(TypedDict):
    """What the total is with one input alone at its low and at its high end."""

    input: str
    name: str
    at_low: float
    at_high: float


class CandidateCostShape(TypedDict):
    """`missing` names currencies without a rate; all else is empty then.

    `is_doubled`: the tariff bills the subscription that is typed too; remove one.
    """

    candidate: int
    name: str
    is_incumbent: bool
    is_priced: bool
    is_doubled: bool
    missing: list[str]
    total: AmountShape | None
    range: PercentilesShape | None
    present_value: PercentilesShape | None
    people_share: float | None
    per_contact_month: float | None
    per_active_user_month: float | None
    within_budget: list[YearChanceShape]
    categories: list[CategoryShape]
    months: list[MonthShape]
    drivers: list[SwingShape]


class CrossingShape(TypedDict):
    quantity: float
    dearer: int
    cheaper: int


class ValuePointShape(TypedDict):
    candidate: int
    cost: float
    score: float
    is_efficient: bool


class ValueForMoneyShape(TypedDict):
    """`left_out` has no whole cost or no score.

    `aside`: where cost is scored, the criteria that count it are left out of `score`.
    """

    is_sealed: bool
    is_scored: bool
    aside: list[int]
    points: list[ValuePointShape]
    left_out: list[int]


class CostResultsShape(TypedDict):
    currency: str
    months: int
    draws: int
    seed: int
    problems: list[str]
    candidates: list[CandidateCostShape]
    axis: str
    crossings: list[CrossingShape]
    budget_rule: str
    value_for_money: ValueForMoneyShape


class AxisQuery(PageQuery):
    axis = serializers.ChoiceField(
        choices=[*Axis], required=False, default=Axis.CONTACTS
    )


class Costs(APIView):
    """What each candidate costs in all, how sure that is, and what drives it."""

    @described(answer=CostResultsShape, query=AxisQuery)
    def get(self, request: Request, pk: int) -> Response:
        participant = get_priced(request.user, pk)
        axis = Axis(read_query(AxisQuery, request)["axis"])
        results = read_cost_results(participant.evaluation)
        return Response(results_shape(results, axis))


def results_shape(results: CostResults, axis: Axis) -> CostResultsShape:
    found = crossed(results, axis, curves(results, axis))
    return {
        "currency": results.settings.currency,
        "months": results.case.months,
        "draws": results.draws.count,
        "seed": results.draws.seed,
        "problems": results.computed.sentences,
        "candidates": [candidate_shape(results, row) for row in results.rows],
        "axis": axis,
        "crossings": [
            {
                "quantity": each.quantity,
                "dearer": each.dearer.pk,
                "cheaper": each.cheaper.pk,
            }
            for each in found
        ],
        "budget_rule": results.settings.budget_rule,
        "value_for_money": value_shape(read_value_for_money(results)),
    }


def value_shape(value: ValueForMoney) -> ValueForMoneyShape:
    return {
        "is_sealed": value.is_sealed,
        "is_scored": value.is_scored,
        "aside": [each.pk for each in value.aside],
        "points": [
            {
                "candidate": each.candidate.pk,
                "cost": round(each.cost, 2),
                "score": each.score,
                "is_efficient": each.is_efficient,
            }
            for each in value.points
        ],
        "left_out": [each.pk for each in value.left_out],
    }


def candidate_shape(results: CostResults, row: ResultRow) -> CandidateCostShape:
    picked = open_row(results, row)
    return {
        "candidate": row.candidate.pk,
        "name": row.candidate.name,
        "is_incumbent": row.candidate.is_incumbent,
        "is_priced": row.is_priced,
        "is_doubled": row.is_doubled,
        "missing": list(row.missing),
        "total": amount_shape(row.total),
        "range": percentiles_shape(row.range),
        "present_value": percentiles_shape(row.present),
        "people_share": row.people_share,
        "per_contact_month": row.per_contact,
        "per_active_user_month": row.per_user,
        "within_budget": [
            {
                "year": each.year,
                "cost": round(each.cost, 2),
                "chance": each.chance,
                "gap": each.gap,
            }
            for each in row.chances
        ],
        "categories": categories_shape(picked) if picked else [],
        "months": months_shape(picked) if picked else [],
        "drivers": drivers_shape(results, picked) if picked else [],
    }


def percentiles_shape(found: Percentiles | None) -> PercentilesShape | None:
    if found is None:
        return None
    return {
        "p10": round(found.p10, 2),
        "p50": round(found.p50, 2),
        "p90": round(found.p90, 2),
        "mean": round(found.mean, 2),
    }


def categories_shape(picked: Picked) -> list[CategoryShape]:
    return [
        {
            "category": row.category.value,
            "years": [amount_shape(each) for each in row.years],
            "total": amount_shape(row.total),
        }
        for row in picked.categories
    ]


def months_shape(picked: Picked) -> list[MonthShape]:
    return [
        {
            "month": row.month,
            "contacts": row.contacts,
            "cost": round(row.cost, 2),
            "cash": round(row.cash, 2),
        }
        for row in picked.months
    ]


def drivers_shape(results: CostResults, picked: Picked) -> list[SwingShape]:
    return [
        {
            "input": bar.name,
            "name": input_word(bar.name, results.case),
            "at_low": round(bar.at_low, 2),
            "at_high": round(bar.at_high, 2),
        }
        for bar in picked.bars
    ]
