"""Usage from a file of past months in the API."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, TypedDict

from django.utils.datastructures import MultiValueDict
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import Body, read_body
from common.api_schema import described
from evaluator.access import get_priced
from evaluator.api.money.usage import RangeShape, range_shape
from evaluator.costs.json_form import to_json
from evaluator.forms.money.usage import MORE_GROWTHS
from evaluator.forms.money.usage_history import HistoryUploadForm
from evaluator.selectors.money.inputs import usage_profile
from evaluator.selectors.money.usage_fits import FittedFigure, propose
from workspace.api_view import APIView

MULTIPART = "multipart/form-data"


class FittedShape(TypedDict):
    """`growth` is a share a year; `explained` one of the ups and downs.

    `level` is from P10 to P90 of one further month, by the scatter of those measured.
    """

    measure: str
    level: RangeShape
    growth: RangeShape
    season: list[Decimal]
    used: int
    holes: list[str]
    explained: float


class HistoryShape(TypedDict):
    """`profile` is what `PUT usage/` takes; `problems` were left out."""

    profile: dict[str, Any]
    figures: list[FittedShape]
    problems: list[str]


class HistoryBody(Body):
    """A row per month, a column per figure; the rest says how a CSV is written."""

    file = serializers.FileField(max_length=200)
    encoding = serializers.CharField(max_length=20, required=False, allow_blank=True)
    decimal_mark = serializers.CharField(max_length=1, required=False, allow_blank=True)
    date_order = serializers.CharField(max_length=5, required=False, allow_blank=True)


class UsageHistory(APIView):
    parser_classes = (MultiPartParser,)

    @described(body=HistoryBody, sends=MULTIPART, answer=HistoryShape)
    def post(self, request: Request, pk: int) -> Response:
        """Find growth and season in a monthly history; nothing is stored."""
        evaluation = get_priced(request.user, pk, edits=True).evaluation
        body = read_body(HistoryBody, request)
        file = MultiValueDict({"file": [body.pop("file")]})
        form = HistoryUploadForm(body, file)
        if not form.is_valid():
            raise serializers.ValidationError(form.errors)
        history = form.cleaned_data["history"]
        proposal = propose(
            usage_profile(evaluation), history, most_growths=MORE_GROWTHS
        )
        left_out = [each.sentence for each in history.problems]
        shape: HistoryShape = {
            "profile": to_json(proposal.profile),
            "figures": [fitted_shape(each) for each in proposal.figures],
            "problems": [*left_out, *proposal.unfitted],
        }
        return Response(shape)


def fitted_shape(figure: FittedFigure) -> FittedShape:
    return {
        "measure": figure.measure.value,
        "level": range_shape(figure.level),
        "growth": range_shape(figure.fit.growth),
        "season": list(figure.fit.season),
        "used": figure.fit.used,
        "holes": list(figure.holes),
        "explained": figure.fit.explained,
    }
