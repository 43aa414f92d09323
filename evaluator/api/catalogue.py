"""The catalogue: shipped platforms, and those of the person's teams."""

from __future__ import annotations

from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import Body, Pages
from common.api_schema import described
from common.text import match_key
from evaluator.access import get_platform
from evaluator.api.shapes import (
    PlatformPageShape,
    PlatformShape,
    fact_shape,
    platform_shape,
)
from evaluator.models import Fact, Platform
from workspace.api_view import APIView


class PlatformQuery(Body):
    search = serializers.CharField(required=False, help_text="Looks in names.")


class PlatformList(APIView):
    """Platforms by name."""

    @described(answer=PlatformShape, paged=True, query=PlatformQuery)
    def get(self, request: Request) -> Response:
        platforms = Platform.objects.visible_to(request.user).filter(withdrawn_at=None)
        if search := match_key(request.query_params.get("search", "")):
            platforms = platforms.filter(match_key__contains=search)
        pages = Pages()
        page = pages.paginate_queryset(
            platforms.order_by("match_key", "pk"), request, view=self
        )
        return pages.get_paginated_response([platform_shape(each) for each in page])


class PlatformDetail(APIView):
    """One platform with all facts that the person may see, own ones beside shipped."""

    @described(answer=PlatformPageShape)
    def get(self, request: Request, pk: int) -> Response:
        platform = get_platform(request.user, pk)
        facts = Fact.objects.visible_to(request.user).filter(platform=platform)
        ordered = facts.order_by("position", "pk")
        return Response(
            {
                **platform_shape(platform),
                "facts": [fact_shape(each) for each in ordered],
            }
        )
