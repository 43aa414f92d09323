"""What the change brings, in the API."""

from __future__ import annotations

from typing import Any, TypedDict

from django.utils import timezone
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import Body, read_body, version_of, versioned
from common.api_answers import gone
from common.api_schema import described
from evaluator.access import get_priced
from evaluator.costs.faults import InputInvalid
from evaluator.costs.funnel import Customer, Funnel
from evaluator.costs.json_form import from_json, to_json
from evaluator.costs.returns import BenefitLine
from evaluator.forms.money.returns import FunnelForm
from evaluator.models import ReturnCase
from evaluator.selectors.money.costs import problem_sentence
from evaluator.selectors.money.published import PublishedFigure
from evaluator.selectors.money.return_figures import Pays, Told
from evaluator.selectors.money.return_gaps import Waiting
from evaluator.selectors.money.returns import (
    Gain,
    Returns,
    claims,
    read_returns,
    return_case,
)
from evaluator.services.money.returns import (
    add_benefit,
    new_key,
    remove_benefit,
    set_funnels,
)
from workspace.api_view import APIView


class GainShape(TypedDict):
    """`line` holds the factors; the amounts are in the evaluation's currency."""

    line: dict[str, Any]
    a_month: float
    over_the_horizon: float


class ReturnFigureShape(TypedDict):
    """One of: net_present_value, roi, benefit_to_cost, internal_rate, modified_rate,
    payback_months, discounted_payback_months.

    `likely` is null where the likely case has none, or where it is never paid back;
    `share` is the share of the draws that have the figure, and its range is over them.
    """

    figure: str
    likely: float | None
    p10: float | None
    p50: float | None
    p90: float | None
    share: float


class BreakEvenShape(TypedDict):
    """The change just pays where this factor of this gain reaches the value."""

    gain: str
    factor: str
    value: str


class PaysShape(TypedDict):
    """`internal_rates` are all rates of the likely case: none, one or several.

    The figure `internal_rate` is null where money comes first and costs follow.
    """

    candidate: int
    figures: list[ReturnFigureShape]
    internal_rates: list[float]
    chance_of_loss: float
    pays_only_if: list[BreakEvenShape]


class LackShape(TypedDict):
    """A candidate whose cost is not whole.

    lacks: blocked, quote_needed, unknown_rung, no_price, no_rate or not_computed.
    """

    candidate: int
    lacks: str


class WaitingShape(TypedDict):
    """A candidate without a return: its cost, or that of staying, is not whole."""

    candidate: int
    because: list[LackShape]


class FunnelFiguresShape(TypedDict):
    """What follows from the figures before or after; null is not known."""

    cost_per_lead: float | None
    lead_to_customer: float | None
    acquisition_cost: float | None
    revenue: float | None
    return_per_lead: float | None
    lifetime_months: float | None
    lifetime_value: float | None
    lifetime_value_to_acquisition_cost: float | None
    acquisition_paid_back_months: float | None


class ClaimShape(TypedDict):
    """What somebody published on a kind of gain; never filled in, never added up."""

    kind: str
    text: str
    source: str
    url: str
    as_of: str
    trust: str


class ReturnShape(TypedDict):
    """Figures of the funnels are typed numbers, empty for what nobody knows.

    Gains are held against the cost beyond `held_against`, the candidate that stays;
    null where nothing would be spent otherwise.
    """

    currency: str
    before: dict[str, str]
    after: dict[str, str]
    target: dict[str, str]
    follows_before: FunnelFiguresShape
    follows_after: FunnelFiguresShape
    ratings: dict[str, int]
    gains: list[GainShape]
    held_against: int | None
    pays: list[PaysShape]
    waiting: list[WaitingShape]
    claims: list[ClaimShape]
    version: int


class FunnelsBody(Body):
    before = serializers.DictField(child=serializers.CharField(allow_blank=True))
    after = serializers.DictField(child=serializers.CharField(allow_blank=True))
    target = serializers.DictField(child=serializers.CharField(allow_blank=True))
    ratings = serializers.DictField(
        child=serializers.IntegerField(min_value=0, max_value=3),
        required=False,
        default=dict,
    )


class GainBody(Body):
    """A line as `GET` gives it; its key is drawn by the server."""

    line = serializers.JSONField()


class ReturnDetail(APIView):
    def shows_current(self, current: ReturnCase | None) -> object:
        return {"version": current.version if current else 0}

    @described(answer=ReturnShape, gives_version=True)
    def get(self, request: Request, pk: int) -> Response:
        """Read what the change brings, and whether it pays."""
        evaluation = get_priced(request.user, pk).evaluation
        shape = return_shape(read_returns(evaluation))
        return versioned(shape, shape["version"])

    @described(body=FunnelsBody, answer=ReturnShape, needs_version=True)
    def put(self, request: Request, pk: int) -> Response:
        """Replace the funnels, the target and the ratings."""
        evaluation = get_priced(request.user, pk, edits=True).evaluation
        body = read_body(FunnelsBody, request)
        version = version_of(request)
        form = FunnelForm(form_data(body, version), case=return_case(evaluation))
        if not form.is_valid():
            raise ValidationError(dict(form.errors))
        set_funnels(
            evaluation=evaluation,
            before=form.figures_of("before"),
            after=form.figures_of("after"),
            target=form.target(),
            ratings=form.ratings(),
            version=version,
            actor=request.user,
            now=timezone.now(),
        )
        shape = return_shape(read_returns(evaluation))
        return versioned(shape, shape["version"])


class GainList(APIView):
    def shows_current(self, current: ReturnCase | None) -> object:
        return {"version": current.version if current else 0}

    @described(body=GainBody, answer=ReturnShape, needs_version=True)
    def post(self, request: Request, pk: int) -> Response:
        """Add a gain."""
        evaluation = get_priced(request.user, pk, edits=True).evaluation
        raw = read_body(GainBody, request)["line"]
        try:
            if isinstance(raw, dict):
                raw = raw | {"key": new_key()}
            line = from_json(BenefitLine, raw, lambda _line: iter(()))
            add_benefit(
                evaluation=evaluation,
                line=line,
                version=version_of(request),
                actor=request.user,
                now=timezone.now(),
            )
        except InputInvalid as error:
            told = [problem_sentence(each) for each in error.problems]
            raise ValidationError({"line": told}) from error
        shape = return_shape(read_returns(evaluation))
        return versioned(shape, shape["version"])


class GainDetail(APIView):
    @described(status=204)
    def delete(self, request: Request, pk: int, gain: str) -> Response:
        """Take a gain away."""
        evaluation = get_priced(request.user, pk, edits=True).evaluation
        remove_benefit(
            evaluation=evaluation, key=gain, actor=request.user, now=timezone.now()
        )
        return gone()


def form_data(body: dict[str, Any], version: int) -> dict[str, str]:
    """Return the body as the page would send it: both are checked by one form."""
    found = {"version": str(version)}
    for side in ("before", "after"):
        found |= {f"{side}_{name}": value for name, value in body[side].items()}
    target = dict(body["target"])
    found["target_price"] = target.pop("selling_price", "")
    found |= target
    found |= {f"rating_{key}": str(value) for key, value in body["ratings"].items()}
    return found


def return_shape(found: Returns) -> ReturnShape:
    case = found.case
    return {
        "currency": found.currency,
        "before": case.before,
        "after": case.after,
        "target": case.target,
        "follows_before": follows_shape(found.before, found.customer_before),
        "follows_after": follows_shape(found.after, found.customer_after),
        "ratings": case.ratings,
        "gains": [gain_shape(gain) for gain in found.gains],
        "held_against": found.instead.pk if found.instead else None,
        "pays": [pays_shape(each) for each in found.pays],
        "waiting": [waiting_shape(each) for each in found.waiting],
        "claims": [
            claim_shape(kind, each)
            for kind, _label, group in claims()
            for each in group
        ],
        "version": case.version,
    }


def claim_shape(kind: str, claim: PublishedFigure) -> ClaimShape:
    return {
        "kind": kind,
        "text": claim.text,
        "source": claim.source.text,
        "url": claim.source.url,
        "as_of": claim.source.as_of,
        "trust": claim.source.trust,
    }


def gain_shape(gain: Gain) -> GainShape:
    return {
        "line": to_json(gain.line),
        "a_month": round(gain.a_month, 2),
        "over_the_horizon": round(gain.in_all, 2),
    }


def follows_shape(
    funnel: Funnel | None, customer: Customer | None
) -> FunnelFiguresShape:
    def of(thing: Funnel | Customer | None, name: str) -> float | None:
        return None if thing is None else getattr(thing, name)

    return {
        "cost_per_lead": of(funnel, "cost_per_lead"),
        "lead_to_customer": of(funnel, "lead_to_customer"),
        "acquisition_cost": of(funnel, "acquisition_cost"),
        "revenue": of(funnel, "revenue"),
        "return_per_lead": of(funnel, "return_per_lead"),
        "lifetime_months": of(customer, "lifetime"),
        "lifetime_value": of(customer, "lifetime_value"),
        "lifetime_value_to_acquisition_cost": of(customer, "value_to_cost"),
        "acquisition_paid_back_months": of(customer, "payback_months"),
    }


def pays_shape(pays: Pays) -> PaysShape:
    return {
        "candidate": pays.candidate.pk,
        "figures": [figure_shape(each) for each in pays.told],
        "internal_rates": list(pays.rates),
        "chance_of_loss": pays.forecast.chance_of_loss,
        "pays_only_if": [
            {
                "gain": each.line.key,
                "factor": each.factor.name,
                "value": f"{each.value:f}",
            }
            for each in pays.break_evens
        ],
    }


def waiting_shape(waiting: Waiting) -> WaitingShape:
    return {
        "candidate": waiting.candidate.pk,
        "because": [
            {"candidate": each.candidate.pk, "lacks": each.gap.value}
            for each in waiting.lacks
        ],
    }


def figure_shape(told: Told) -> ReturnFigureShape:
    drawn = told.drawn
    return {
        "figure": told.figure.value,
        "likely": told.likely,
        "p10": drawn.p10,
        "p50": drawn.p50,
        "p90": drawn.p90,
        "share": drawn.share,
    }
