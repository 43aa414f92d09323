"""The usage profile, settings of money and exchange rates in the API."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, TypedDict

from django.http import Http404
from django.utils import timezone
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import Body, read_body, version_of, versioned
from common.api_answers import gone
from common.api_bodies import Day, Line, ReasonBody
from common.api_schema import described
from evaluator.access import get_priced
from evaluator.catalogue.currencies import CURRENCIES
from evaluator.costs.discounting import Convention
from evaluator.costs.faults import InputInvalid
from evaluator.costs.json_form import from_json, to_json
from evaluator.costs.ranges import Range
from evaluator.costs.usage import UsageProfile, faults
from evaluator.models import Evaluation, ExchangeRate, MoneySettings, Usage
from evaluator.selectors.money.costs import problem_sentence
from evaluator.selectors.money.inputs import money_settings, usage_profile
from evaluator.services.money.settings import (
    MoneyEdit,
    change_money_settings,
    remove_exchange_rate,
    set_exchange_rate,
)
from evaluator.services.money.usage import set_usage
from workspace.api_view import APIView

ONE = Decimal(10)
LOWEST = Decimal("-0.989999")


class UsageShape(TypedDict):
    """`profile` holds figures, growth, jumps, season and what an active user is."""

    profile: dict[str, Any]
    version: int


class RangeShape(TypedDict):
    low: Decimal
    likely: Decimal
    high: Decimal


class RateShape(RangeShape):
    currency: str
    as_of: date | None
    source: str
    version: int


class MoneySettingsShape(TypedDict):
    """Rates are shares a year: 0.1 is 10 %."""

    currency: str
    months: int
    discount_rate: RangeShape
    inflation: RangeShape
    convention: str
    yearly_budget: Decimal | None
    budget_rule: str
    rates: list[RateShape]
    version: int


class UsageBody(Body):
    profile = serializers.JSONField()


class ShareBody(Body):
    """A rate a year and its range; an end left out is the likely figure."""

    low = serializers.DecimalField(
        max_digits=8, decimal_places=6, min_value=LOWEST, max_value=ONE, required=False
    )
    likely = serializers.DecimalField(
        max_digits=8, decimal_places=6, min_value=LOWEST, max_value=ONE
    )
    high = serializers.DecimalField(
        max_digits=8, decimal_places=6, min_value=LOWEST, max_value=ONE, required=False
    )


class MoneySettingsBody(ReasonBody):
    """`reason` is needed where `budget_rule` changes once scoring has opened."""

    currency = serializers.ChoiceField(choices=sorted(CURRENCIES))
    months = serializers.IntegerField(min_value=12, max_value=84)
    discount_rate = ShareBody()
    inflation = ShareBody()
    convention = serializers.ChoiceField(choices=[*Convention])
    yearly_budget = serializers.DecimalField(
        max_digits=19, decimal_places=6, min_value=0, allow_null=True
    )
    budget_rule = serializers.ChoiceField(choices=MoneySettings.BudgetRule.values)


class RateBody(Body):
    likely = serializers.DecimalField(max_digits=19, decimal_places=6, min_value=0)
    low = serializers.DecimalField(
        max_digits=19, decimal_places=6, min_value=0, required=False
    )
    high = serializers.DecimalField(
        max_digits=19, decimal_places=6, min_value=0, required=False
    )
    as_of = Day(required=False, allow_null=True, default=None)
    source = Line(max_length=300, required=False, allow_blank=True, default="")


class UsageDetail(APIView):
    """What is stored and sent, and how it grows; the same for all candidates."""

    def shows_current(self, current: Usage | None) -> object:
        if current is None:
            return {"profile": {}, "version": 0}
        return {"profile": current.content, "version": current.version}

    @described(answer=UsageShape, gives_version=True)
    def get(self, request: Request, pk: int) -> Response:
        evaluation = get_priced(request.user, pk).evaluation
        shape = usage_shape(evaluation)
        return versioned(shape, shape["version"])

    @described(body=UsageBody, answer=UsageShape, needs_version=True)
    def put(self, request: Request, pk: int) -> Response:
        """Replace the profile. If-Match is its version; "0" at first."""
        evaluation = get_priced(request.user, pk, edits=True).evaluation
        raw = read_body(UsageBody, request)["profile"]
        try:
            usage = set_usage(
                evaluation=evaluation,
                profile=from_json(UsageProfile, raw, faults),
                version=version_of(request),
                actor=request.user,
                now=timezone.now(),
            )
        except InputInvalid as error:
            told = [problem_sentence(each) for each in error.problems]
            raise ValidationError({"profile": told}) from error
        shape = {"profile": usage.content, "version": usage.version}
        return versioned(shape, usage.version)


class MoneySettingsDetail(APIView):
    """Currency, horizon, rates and budget of the costs."""

    def shows_current(self, current: MoneySettings | None) -> object:
        return settings_shape(current) if current else {"version": 0}

    @described(answer=MoneySettingsShape, gives_version=True)
    def get(self, request: Request, pk: int) -> Response:
        settings = money_settings(get_priced(request.user, pk).evaluation)
        return versioned(settings_shape(settings), settings.version)

    @described(body=MoneySettingsBody, answer=MoneySettingsShape, needs_version=True)
    def put(self, request: Request, pk: int) -> Response:
        """Replace the settings. If-Match is their version; "0" at first."""
        evaluation = get_priced(request.user, pk, edits=True).evaluation
        body = read_body(MoneySettingsBody, request)
        for name in ("discount_rate", "inflation"):
            body[name] = rising(name, body[name])
        body["convention"] = Convention(body["convention"])
        settings = change_money_settings(
            evaluation=evaluation,
            reason=body.pop("reason"),
            edit=MoneyEdit(**body),
            version=version_of(request),
            actor=request.user,
            now=timezone.now(),
        )
        return versioned(settings_shape(settings), settings.version)


class RateDetail(APIView):
    def shows_current(self, current: ExchangeRate | None) -> object:
        return rate_shape(current) if current else {"version": 0}

    @described(body=RateBody, answer=RateShape, needs_version=True)
    def put(self, request: Request, pk: int, currency: str) -> Response:
        """Say what one unit is worth. If-Match is its version; "0" for a new one."""
        evaluation = get_priced(request.user, pk, edits=True).evaluation
        body = read_body(RateBody, request)
        likely = body["likely"]
        rate = set_exchange_rate(
            evaluation=evaluation,
            currency=known(currency),
            rate=Range(body.get("low", likely), likely, body.get("high", likely)),
            as_of=body["as_of"],
            source=body["source"],
            version=version_of(request),
            actor=request.user,
            now=timezone.now(),
        )
        return versioned(rate_shape(rate), rate.version)

    @described(status=204)
    def delete(self, request: Request, pk: int, currency: str) -> Response:
        """Take the rate away."""
        evaluation = get_priced(request.user, pk, edits=True).evaluation
        remove_exchange_rate(
            evaluation=evaluation,
            currency=known(currency),
            actor=request.user,
            now=timezone.now(),
        )
        return gone()


def known(currency: str) -> str:
    """Return the code of the currency. Raises Http404 for none."""
    if currency.upper() not in CURRENCIES:
        raise Http404
    return currency.upper()


def rising(name: str, body: dict[str, Decimal]) -> Range:
    likely = body["likely"]
    found = Range(body.get("low", likely), likely, body.get("high", likely))
    if not found.low <= found.likely <= found.high:
        raise ValidationError({name: ["A range rises from low over likely to high."]})
    return found


def usage_shape(evaluation: Evaluation) -> UsageShape:
    row = getattr(evaluation, "usage", None)
    return {
        "profile": to_json(usage_profile(evaluation)),
        "version": row.version if row else 0,
    }


def settings_shape(settings: MoneySettings) -> MoneySettingsShape:
    rates = settings.evaluation.exchange_rates.order_by("currency")
    return {
        "currency": settings.currency,
        "months": settings.months,
        "discount_rate": range_shape(settings.discount_range),
        "inflation": range_shape(settings.inflation_range),
        "convention": settings.convention,
        "yearly_budget": settings.yearly_budget,
        "budget_rule": settings.budget_rule,
        "rates": [rate_shape(each) for each in rates],
        "version": settings.version,
    }


def range_shape(found: Range) -> RangeShape:
    return {"low": found.low, "likely": found.likely, "high": found.high}


def rate_shape(rate: ExchangeRate) -> RateShape:
    return {
        "currency": rate.currency,
        "low": rate.low,
        "likely": rate.likely,
        "high": rate.high,
        "as_of": rate.as_of,
        "source": rate.source,
        "version": rate.version,
    }
