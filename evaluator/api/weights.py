"""Weights of the tree: read as a table, set together, made equal."""

from __future__ import annotations

from typing import TypedDict

from django.http import Http404
from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import Body, read_body
from common.api_answers import paged
from common.api_bodies import Id, ReasonBody
from common.api_schema import described
from evaluator.access import get_evaluation
from evaluator.api.criteria import category_of
from evaluator.models import Criterion
from evaluator.permissions import Action
from evaluator.selectors.tree import TreeRow, read_tree
from evaluator.services.weights import WeightEdit, equalise_weights, set_weights
from workspace.api_view import APIView

MOST_WEIGHTS = 1000


class WeightBody(Body):
    criterion = Id()
    weight = serializers.DecimalField(max_digits=12, decimal_places=4, min_value=0)
    version = serializers.IntegerField(min_value=1, max_value=2**31 - 1)


class WeightsBody(ReasonBody):
    """Each weight with the version of its criterion that was read."""

    weights = serializers.ListField(
        child=WeightBody(), min_length=1, max_length=MOST_WEIGHTS
    )


class EqualBody(ReasonBody):
    parent = Id(allow_null=True)


STALE = {412: "Some weights were changed meanwhile; `current` shows them."}


class WeightShape(TypedDict):
    """`share` is of the category, `global_weight` of the whole; both of 1."""

    criterion: int
    parent: int | None
    name: str
    weight: str
    share: float | None
    global_weight: float | None
    version: int


class WeightTable(APIView):
    """All that is weighed, in reading order; `share` is of the category."""

    @described(answer=WeightShape, paged=True)
    def get(self, request: Request, pk: int) -> Response:
        evaluation = get_evaluation(request.user, pk, action=Action.VIEW)
        return paged(request, read_tree(evaluation).rows, weight_shape)

    @described(body=WeightsBody, answer=WeightShape, paged=True, also=STALE)
    def patch(self, request: Request, pk: int) -> Response:
        """Set some weights; if one of them was changed meanwhile, none is set."""
        evaluation = get_evaluation(request.user, pk, action=Action.EDIT)
        body = read_body(WeightsBody, request)
        edits = {
            each["criterion"]: WeightEdit(each["weight"], each["version"])
            for each in body["weights"]
        }
        weighed = evaluation.criteria.present().exclude(kind=Criterion.Kind.MUST_HAVE)
        if not edits.keys() <= set(weighed.values_list("pk", flat=True)):
            raise Http404
        set_weights(
            evaluation=evaluation,
            edits=edits,
            actor=request.user,
            now=timezone.now(),
            reason=body["reason"],
        )
        return paged(request, read_tree(evaluation).rows, weight_shape)

    def shows_current(self, current: list[Criterion]) -> object:
        return [
            {
                "criterion": each.pk,
                "weight": str(each.weight),
                "version": each.version,
            }
            for each in current
        ]


class Equalising(APIView):
    @described(body=EqualBody, answer=WeightShape, paged=True)
    def post(self, request: Request, pk: int) -> Response:
        """Give all below `parent` (null: at the top) the same weight."""
        evaluation = get_evaluation(request.user, pk, action=Action.EDIT)
        body = read_body(EqualBody, request)
        equalise_weights(
            evaluation=evaluation,
            parent=category_of(evaluation, body["parent"]),
            actor=request.user,
            now=timezone.now(),
            reason=body["reason"],
        )
        return paged(request, read_tree(evaluation).rows, weight_shape)


def weight_shape(row: TreeRow) -> WeightShape:
    criterion = row.criterion
    return {
        "criterion": criterion.pk,
        "parent": criterion.parent_id,
        "name": criterion.name,
        "weight": str(criterion.weight),
        "share": row.share,
        "global_weight": row.whole,
        "version": criterion.version,
    }
