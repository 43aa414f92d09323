"""Share links of an evaluation: read-only ways for people without account."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import Body, read_body
from common.api_answers import created, gone, paged
from common.api_bodies import Line
from common.api_schema import described
from common.errors import DomainError
from evaluator.access import get_evaluation
from evaluator.permissions import Action
from workspace.api_view import APIView
from workspace.links import site_link
from workspace.models import ShareLink
from workspace.services.share_links import (
    DEFAULT_DAYS,
    MOST_DAYS,
    NewLink,
    Target,
    create_link,
    revoke_link,
)

KIND = "evaluation"


class NothingToShare(DomainError):
    message = _("Links are for evaluations that are revealed.")


class LinkBody(Body):
    """Everything personal is off unless asked for."""

    label = Line(max_length=120)
    days = serializers.IntegerField(
        min_value=1, max_value=MOST_DAYS, required=False, default=DEFAULT_DAYS
    )
    password = serializers.CharField(
        max_length=128, required=False, allow_blank=True, trim_whitespace=False
    )
    shows_names = serializers.BooleanField(required=False, default=False)
    shows_scores = serializers.BooleanField(required=False, default=False)
    shows_notes = serializers.BooleanField(required=False, default=False)
    shows_prices = serializers.BooleanField(required=False, default=False)


class LinkShape(TypedDict):
    id: int
    label: str
    has_password: bool
    shows_names: bool
    shows_scores: bool
    shows_notes: bool
    shows_prices: bool
    created_by: str
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None


class NewLinkShape(LinkShape):
    """`address` is told this once."""

    address: str


class LinkList(APIView):
    """All links of the evaluation, newest first."""

    @described(answer=LinkShape, paged=True)
    def get(self, request: Request, pk: int) -> Response:
        get_evaluation(request.user, pk, action=Action.SHARE)
        links = ShareLink.objects.of(kind=KIND, pk=pk).select_related("created_by")
        return paged(request, links.order_by("-created_at", "-pk"), link_shape)

    @described(body=LinkBody, answer=NewLinkShape, status=201)
    def post(self, request: Request, pk: int) -> Response:
        """Create a link; its address is in this one answer and nowhere else."""
        evaluation = get_evaluation(request.user, pk, action=Action.SHARE)
        body = read_body(LinkBody, request)
        if not evaluation.shows_results:
            raise NothingToShare
        link, token = create_link(
            NewLink(**body),
            target=Target(KIND, evaluation.pk, evaluation.team),
            actor=request.user,
            now=timezone.now(),
        )
        address = {"address": site_link("workspace:share_enter", token)}
        return created(link_shape(link) | address, "link-detail", pk, link.pk)


class LinkDetail(APIView):
    @described(answer=LinkShape)
    def get(self, request: Request, pk: int, link_pk: int) -> Response:
        """Read one link; its address is never told again."""
        return Response(link_shape(link_of(request, pk, link_pk)))

    @described(status=204)
    def delete(self, request: Request, pk: int, link_pk: int) -> Response:
        """Revoke it: it opens nothing any more, and stays in the list."""
        link = link_of(request, pk, link_pk)
        revoke_link(link=link, actor=request.user, now=timezone.now())
        return gone()


def link_of(request: Request, pk: int, link_pk: int) -> ShareLink:
    get_evaluation(request.user, pk, action=Action.SHARE)
    links = ShareLink.objects.of(kind=KIND, pk=pk).select_related("created_by")
    return get_object_or_404(links, pk=link_pk)


def link_shape(link: ShareLink) -> LinkShape:
    return {
        "id": link.pk,
        "label": link.label,
        "has_password": bool(link.password),
        "shows_names": link.shows_names,
        "shows_scores": link.shows_scores,
        "shows_notes": link.shows_notes,
        "shows_prices": link.shows_prices,
        "created_by": str(link.created_by or ""),
        "created_at": link.created_at,
        "expires_at": link.expires_at,
        "last_used_at": link.last_used_at,
        "revoked_at": link.revoked_at,
    }
