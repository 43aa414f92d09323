"""Cost lines in the API."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any, TypedDict

from django.http import Http404
from django.utils import timezone
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import Body, read_body, version_of, versioned
from common.api_answers import created, gone, paged
from common.api_bodies import Id, Line, Text, read_nothing
from common.api_schema import described
from evaluator.access import get_cost_line, get_priced
from evaluator.api.money.quick_costs import Money
from evaluator.catalogue.currencies import CURRENCIES
from evaluator.costs.faults import InputInvalid
from evaluator.costs.lines import BILLED, Category, Rhythm
from evaluator.costs.measures import Measure
from evaluator.costs.ranges import Range
from evaluator.costs.usage import LONGEST
from evaluator.models import CostLine, Evaluation
from evaluator.selectors.money.costs import problem_sentence
from evaluator.services.money.cost_lines import (
    LineEdit,
    add_cost_line,
    edit_cost_line,
    remove_cost_line,
    restore_cost_line,
)
from workspace.api_view import APIView

OWN = [each.value for each in Category if each not in BILLED]


class CostLineShape(TypedDict):
    """Of staff the amount is a loaded year, and `share` of full time beside it."""

    id: int
    evaluation: int
    key: str
    name: str
    category: str
    currency: str
    low: Decimal
    likely: Decimal
    high: Decimal
    rhythm: str
    measure: str
    from_month: int
    to_month: int | None
    role: str
    share_low: Decimal | None
    share: Decimal | None
    share_high: Decimal | None
    is_indexed: bool
    note: str
    source: str
    candidates: list[int]
    removed_at: datetime | None
    version: int


class LineBody(Body):
    """An end of a range left out is the likely figure; no candidates: for all."""

    name = Line(max_length=160)
    category = serializers.ChoiceField(choices=OWN)
    currency = serializers.ChoiceField(choices=sorted(CURRENCIES))
    low = Money()
    likely = serializers.DecimalField(
        max_digits=18, decimal_places=6, min_value=Decimal(0)
    )
    high = Money()
    rhythm = serializers.ChoiceField(
        choices=[*Rhythm], required=False, default=Rhythm.MONTHLY
    )
    measure = serializers.ChoiceField(
        choices=[*Measure], required=False, allow_blank=True, default=""
    )
    from_month = serializers.IntegerField(
        min_value=1, max_value=LONGEST, required=False, default=1
    )
    to_month = serializers.IntegerField(
        min_value=1, max_value=LONGEST, required=False, allow_null=True, default=None
    )
    role = Line(max_length=120, required=False, allow_blank=True, default="")
    share_low = serializers.DecimalField(
        max_digits=8, decimal_places=6, min_value=Decimal(0), required=False
    )
    share = serializers.DecimalField(
        max_digits=8,
        decimal_places=6,
        min_value=Decimal(0),
        required=False,
        allow_null=True,
        default=None,
    )
    share_high = serializers.DecimalField(
        max_digits=8, decimal_places=6, min_value=Decimal(0), required=False
    )
    is_indexed = serializers.BooleanField(required=False, default=True)
    note = Text(max_length=2000, required=False, allow_blank=True, default="")
    source = Line(max_length=300, required=False, allow_blank=True, default="")
    candidates = serializers.ListField(
        child=Id(), required=False, default=list, max_length=100
    )


class CostLineList(APIView):
    """What stands on no vendor's bill, in its order."""

    @described(answer=CostLineShape, paged=True)
    def get(self, request: Request, pk: int) -> Response:
        evaluation = get_priced(request.user, pk).evaluation
        rows = evaluation.cost_lines.present().in_order()
        return paged(request, rows.prefetch_related("candidates"), line_shape)

    @described(body=LineBody, answer=CostLineShape, status=201, gives_version=True)
    def post(self, request: Request, pk: int) -> Response:
        """Add a line."""
        evaluation = get_priced(request.user, pk, edits=True).evaluation
        edit = edit_from(evaluation, read_body(LineBody, request))
        try:
            line = add_cost_line(
                evaluation=evaluation,
                edit=edit,
                actor=request.user,
                now=timezone.now(),
            )
        except InputInvalid as error:
            raise invalid(error) from error
        return created(
            line_shape(line), "cost-line-detail", line.pk, version=line.version
        )


class CostLineDetail(APIView):
    def shows_current(self, current: CostLine) -> object:
        return line_shape(current)

    @described(answer=CostLineShape, gives_version=True)
    def get(self, request: Request, pk: int) -> Response:
        """Read one line."""
        _participant, line = get_cost_line(request.user, pk)
        return versioned(line_shape(line), line.version)

    @described(body=LineBody, answer=CostLineShape, needs_version=True)
    def put(self, request: Request, pk: int) -> Response:
        """Replace one line."""
        _participant, line = get_cost_line(request.user, pk, edits=True)
        edit = edit_from(line.evaluation, read_body(LineBody, request))
        try:
            changed = edit_cost_line(
                line=line,
                edit=edit,
                version=version_of(request),
                actor=request.user,
                now=timezone.now(),
            )
        except InputInvalid as error:
            raise invalid(error) from error
        return versioned(line_shape(changed), changed.version)

    @described(status=204)
    def delete(self, request: Request, pk: int) -> Response:
        """Take it out; it can be restored."""
        _participant, line = get_cost_line(request.user, pk, edits=True)
        remove_cost_line(line=line, actor=request.user, now=timezone.now())
        return gone()


class RestoringCostLine(APIView):
    @described(answer=CostLineShape, gives_version=True)
    def post(self, request: Request, pk: int) -> Response:
        """Bring it back."""
        read_nothing(request)
        _participant, line = get_cost_line(
            request.user, pk, edits=True, also_removed=True
        )
        restore_cost_line(line=line, actor=request.user, now=timezone.now())
        return versioned(line_shape(line), line.version)


def edit_from(evaluation: Evaluation, body: dict[str, Any]) -> LineEdit:
    """Return what the body asks for: 404 for candidates of somebody else."""
    wanted = set(body.pop("candidates"))
    candidates = tuple(evaluation.candidates.filter(pk__in=wanted))
    if len(candidates) < len(wanted):
        raise Http404
    amount = range_of(body, "low", "likely", "high")
    share = range_of(body, "share_low", "share", "share_high")
    if share and not share.low <= share.likely <= share.high:
        raise ValidationError({"share": ["A range rises from low to high."]})
    return LineEdit(
        **body,
        amount=amount or Range.exactly(0),
        share=share,
        candidates=candidates,
    )


def range_of(body: dict[str, Any], *ends: str) -> Range | None:
    """Take the ends out of the body; None without the likely figure."""
    low, likely, high = (body.pop(end, None) for end in ends)
    if likely is None:
        return None
    return Range(
        likely if low is None else low, likely, likely if high is None else high
    )


def invalid(error: InputInvalid) -> ValidationError:
    return ValidationError([problem_sentence(each) for each in error.problems])


def line_shape(line: CostLine) -> CostLineShape:
    return {
        "id": line.pk,
        "evaluation": line.evaluation_id,
        "key": line.key,
        "name": line.name,
        "category": line.category,
        "currency": line.currency,
        "low": line.low,
        "likely": line.likely,
        "high": line.high,
        "rhythm": line.rhythm,
        "measure": line.measure,
        "from_month": line.from_month,
        "to_month": line.to_month,
        "role": line.role,
        "share_low": line.share_low,
        "share": line.share,
        "share_high": line.share_high,
        "is_indexed": line.is_indexed,
        "note": line.note,
        "source": line.source,
        "candidates": [each.pk for each in line.candidates.all()],
        "removed_at": line.removed_at,
        "version": line.version,
    }
