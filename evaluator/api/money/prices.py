"""By which tariff the candidates are billed, and the tariffs that people enter."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import Body, read_body, version_of, versioned
from common.api_answers import created
from common.api_bodies import Line
from common.api_schema import described
from evaluator.access import get_billed, get_participant
from evaluator.api.money.price_shapes import (
    PriceShape,
    VersionShape,
    price_shape,
    version_shape,
)
from evaluator.catalogue.currencies import CURRENCIES
from evaluator.costs import tariffs
from evaluator.costs.components import Every
from evaluator.costs.faults import SENTENCES, InputInvalid
from evaluator.costs.json_form import from_json, to_json
from evaluator.costs.tariffs import Tariff
from evaluator.forms.money.prices import quoted
from evaluator.models import Candidate, Pricing
from evaluator.permissions import Action
from evaluator.selectors.money.prices import (
    built_in_of,
    own_versions,
    read_price,
    read_prices,
)
from evaluator.services.money.prices import PlanWish, save_tariff, use_tariff, wish_plan
from workspace.api_view import APIView

MOST_FEATURES = 100


class PlanBody(Body):
    """The plan to keep to, empty for the cheapest; what is left out stays."""

    pinned_plan = Line(max_length=80, required=False, allow_blank=True)
    required_features = serializers.ListField(
        child=serializers.CharField(max_length=80),
        required=False,
        max_length=MOST_FEATURES,
    )


class UseBody(Body):
    """built_in, own with the number of a version, or none."""

    origin = serializers.ChoiceField(choices=Pricing.Origin.values)
    number = serializers.IntegerField(
        required=False, allow_null=True, default=None, min_value=1, max_value=10**6
    )


class QuoteBody(Body):
    """One amount per month or year."""

    amount = serializers.DecimalField(max_digits=18, decimal_places=6, min_value=0)
    currency = serializers.ChoiceField(choices=sorted(CURRENCIES))
    every = serializers.ChoiceField(choices=[Every.MONTH.value, Every.YEAR.value])
    one_time = serializers.DecimalField(
        max_digits=18,
        decimal_places=6,
        min_value=0,
        required=False,
        allow_null=True,
        default=None,
    )
    months = serializers.IntegerField(
        required=False, allow_null=True, default=None, min_value=1, max_value=84
    )
    note = Line(max_length=300, required=False, allow_blank=True, default="")


class TariffBody(Body):
    """A whole tariff, in the form that reading a version gives."""

    tariff = serializers.JSONField()
    note = Line(max_length=300, required=False, allow_blank=True, default="")

    def validate_tariff(self, value: Any) -> Tariff:
        try:
            return from_json(Tariff, value, tariffs.faults)
        except InputInvalid as error:
            told = [_(SENTENCES[each.fault]) % each.words for each in error.problems]
            raise ValidationError(told) from error


class PriceList(APIView):
    @described(answer=PriceShape, many=True)
    def get(self, request: Request, pk: int) -> Response:
        """Read how each candidate on the short list is billed (the price right)."""
        own = get_participant(request.user, pk, action=Action.SEE_PRICES)
        return Response([price_shape(each) for each in read_prices(own.evaluation)])


class PriceDetail(APIView):
    @described(answer=PriceShape, gives_version=True)
    def get(self, request: Request, pk: int, candidate_pk: int) -> Response:
        """Read one price: plans, months, and when the bill changes."""
        _own, candidate = get_billed(request.user, pk, candidate_pk)
        return answer(candidate)

    @described(body=PlanBody, answer=PriceShape, needs_version=True)
    def patch(self, request: Request, pk: int, candidate_pk: int) -> Response:
        """Keep to a plan, and say which functions it must have."""
        _own, candidate = get_billed(request.user, pk, candidate_pk, edits=True)
        body = read_body(PlanBody, request)
        pricing = read_price(candidate).pricing
        wish = PlanWish(
            body.get("pinned_plan", pricing.pinned_plan),
            body.get("required_features", pricing.required_features),
        )
        wish_plan(
            candidate=candidate,
            wish=wish,
            version=version_of(request),
            actor=request.user,
            now=timezone.now(),
        )
        return answer(candidate)

    def shows_current(self, current: Pricing) -> PriceShape:
        return price_shape(read_price(current.candidate))


class PriceTariff(APIView):
    @described(body=UseBody, answer=PriceShape, gives_version=True)
    def put(self, request: Request, pk: int, candidate_pk: int) -> Response:
        """Bill by the tariff that ships, by a version of your own, or by none."""
        _own, candidate = get_billed(request.user, pk, candidate_pk, edits=True)
        use_tariff(
            candidate=candidate,
            actor=request.user,
            now=timezone.now(),
            **read_body(UseBody, request),
        )
        return answer(candidate)


class PriceQuote(APIView):
    @described(body=QuoteBody, answer=VersionShape, status=HTTPStatus.CREATED)
    def post(self, request: Request, pk: int, candidate_pk: int) -> Response:
        """Enter one quote; it becomes a version, and the candidate is billed by it."""
        _own, candidate = get_billed(request.user, pk, candidate_pk, edits=True)
        body = read_body(QuoteBody, request)
        note = body.pop("note")
        return saved(request, candidate, quoted(candidate.name, **body), note)


class TariffVersionList(APIView):
    @described(answer=VersionShape, many=True)
    def get(self, request: Request, pk: int, candidate_pk: int) -> Response:
        """Read the versions, the newest first; they stay as they were entered."""
        _own, candidate = get_billed(request.user, pk, candidate_pk)
        return Response([version_shape(each) for each in own_versions(candidate)])

    @described(body=TariffBody, answer=VersionShape, status=HTTPStatus.CREATED)
    def post(self, request: Request, pk: int, candidate_pk: int) -> Response:
        """Enter a tariff; it becomes a version, and the candidate is billed by it."""
        _own, candidate = get_billed(request.user, pk, candidate_pk, edits=True)
        body = read_body(TariffBody, request)
        return saved(request, candidate, body["tariff"], body["note"])


class TariffVersionDetail(APIView):
    @described(answer=VersionShape)
    def get(
        self, request: Request, pk: int, candidate_pk: int, number: int
    ) -> Response:
        """Read a version, or as number 0 the tariff that ships with the product."""
        _own, candidate = get_billed(request.user, pk, candidate_pk)
        if number:
            rows = candidate.tariff_versions.select_related("made_by")
            return Response(version_shape(get_object_or_404(rows, number=number)))
        tariff = built_in_of(candidate)
        if tariff is None:
            raise Http404
        shipped: VersionShape = {
            "number": 0,
            "note": "",
            "made_by": None,
            "made_at": None,
            "tariff": to_json(tariff),
        }
        return Response(shipped)


def answer(candidate: Candidate) -> Response:
    price = read_price(candidate)
    return versioned(price_shape(price), price.pricing.version)


def saved(
    request: Request, candidate: Candidate, tariff: Tariff, note: str
) -> Response:
    version = save_tariff(
        candidate=candidate,
        tariff=tariff,
        note=note,
        actor=request.user,
        now=timezone.now(),
    )
    where = (candidate.evaluation_id, candidate.pk, version.number)
    return created(version_shape(version), "tariff-version-detail", *where)
