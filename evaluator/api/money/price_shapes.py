"""How prices and tariffs look in JSON."""

from __future__ import annotations

from typing import Any, TypedDict

from evaluator.models import TariffVersion
from evaluator.selectors.money.price_words import change_lines, reason_of
from evaluator.selectors.money.prices import Price, Told


class ToldShape(TypedDict):
    """An amount; states tell what keeps it from being one (none becomes a number)."""

    known: float
    at_most: float | None  # null: all is known, or there is no bound
    states: list[str]  # blocked, quote_needed, unknown_rung
    not_reached: int


class SpanShape(TypedDict):
    first_month: int
    last_month: int
    plan: str


class ChangeShape(TypedDict):
    month: int
    plan: str
    before: str
    part: str | None
    passed: float | None
    difference: float
    text: str


class PlanShape(TypedDict):
    plan: str
    name: str
    reason: str
    text: str
    lacks: list[str]
    bill: ToldShape | None


class PriceShape(TypedDict):
    """`version` goes with the plan that is kept to, and with what it must have."""

    candidate: int
    name: str
    origin: str  # built_in, own, none
    number: int | None
    pinned_plan: str
    required_features: list[str]
    version: int
    currency: str
    months: int
    missing_rates: list[str]
    missing_features: list[str]
    first_month: ToldShape | None
    whole: ToldShape | None
    spans: list[SpanShape]
    changes: list[ChangeShape]
    plans: list[PlanShape]  # of the first month


class VersionShape(TypedDict):
    number: int  # 0: the tariff that ships
    note: str
    made_by: str | None
    made_at: str | None
    tariff: dict[str, Any]


def told_shape(told: Told) -> ToldShape:
    return {
        "known": round(told.known, 6),
        "at_most": round(told.upper, 6) if told.has_bound else None,
        "states": list(told.states),
        "not_reached": told.unreached,
    }


def price_shape(price: Price) -> PriceShape:
    pricing = price.pricing
    return {
        "candidate": price.candidate.pk,
        "name": price.candidate.name,
        "origin": str(pricing.origin),
        "number": pricing.number,
        "pinned_plan": pricing.pinned_plan,
        "required_features": list(pricing.required_features),
        "version": pricing.version,
        "currency": price.currency,
        "months": price.months,
        "missing_rates": list(price.missing_rates),
        "missing_features": list(price.missing_features),
        "first_month": told_shape(price.first_month) if price.first_month else None,
        "whole": told_shape(price.whole) if price.whole else None,
        "spans": [
            {"first_month": each.first, "last_month": each.last, "plan": each.plan.key}
            for each in price.spans
        ],
        "changes": change_shapes(price),
        "plans": plan_shapes(price),
    }


def change_shapes(price: Price) -> list[ChangeShape]:
    return [
        {
            "month": each.month,
            "plan": each.plan,
            "before": each.before,
            "part": each.part,
            "passed": each.passed if each.passed not in {None, float("inf")} else None,
            "difference": round(each.difference, 6),
            "text": text,
        }
        for each, text in zip(price.changes, change_lines(price), strict=True)
    ]


def plan_shapes(price: Price) -> list[PlanShape]:
    is_pinned = bool(price.pricing.pinned_plan)
    return [
        {
            "plan": row.plan.key,
            "name": row.plan.name,
            "reason": str(row.verdict.reason),
            "text": reason_of(row, is_pinned=is_pinned),
            "lacks": list(row.verdict.lacks),
            "bill": told_shape(row.told) if row.told else None,
        }
        for row in price.plan_rows(0)
    ]


def version_shape(version: TariffVersion) -> VersionShape:
    return {
        "number": version.number,
        "note": version.note,
        "made_by": str(version.made_by) if version.made_by else None,
        "made_at": version.made_at.isoformat(),
        "tariff": version.content,
    }
