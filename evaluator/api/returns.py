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
from evaluator.api.cost_results import PercentilesShape
from evaluator.costs.faults import InputInvalid
from evaluator.costs.json_form import from_json, to_json
from evaluator.costs.returns import BenefitLine
from evaluator.forms.returns import FunnelForm
from evaluator.models import ReturnCase
from evaluator.selectors.costs import problem_sentence
from evaluator.selectors.returns import Pays, Returns, read_returns, return_case
from evaluator.services.returns import (
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


class PaysShape(TypedDict):
    """`roi` is null where the candidate costs nothing more, `payback` where never."""

    candidate: int
    net_present_value: PercentilesShape
    roi: float | None
    payback_months: float | None
    chance_of_loss: float


class ReturnShape(TypedDict):
    """Figures of the funnels are typed numbers, empty for what nobody knows."""

    currency: str
    before: dict[str, str]
    after: dict[str, str]
    target: dict[str, str]
    ratings: dict[str, int]
    gains: list[GainShape]
    pays: list[PaysShape]
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
        "ratings": case.ratings,
        "gains": [
            {
                "line": to_json(gain.line),
                "a_month": round(gain.a_month, 2),
                "over_the_horizon": round(gain.in_all, 2),
            }
            for gain in found.gains
        ],
        "pays": [pays_shape(each) for each in found.pays],
        "version": case.version,
    }


def pays_shape(pays: Pays) -> PaysShape:
    net = pays.forecast.net
    return {
        "candidate": pays.candidate.pk,
        "net_present_value": {
            "p10": round(net.p10, 2),
            "p50": round(net.p50, 2),
            "p90": round(net.p90, 2),
            "mean": round(net.mean, 2),
        },
        "roi": pays.roi,
        "payback_months": pays.payback,
        "chance_of_loss": pays.forecast.chance_of_loss,
    }
