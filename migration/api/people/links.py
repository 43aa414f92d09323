"""Links for people without account: of one person, and to the status of a plan."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict

from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import Body, read_body
from common.api_answers import created, gone, paged
from common.api_bodies import Line
from common.api_schema import described
from migration.access import get_plan, get_stakeholder
from migration.permissions import Action
from migration.selectors.people.links import PERSON, STATUS, links_of
from migration.services.people.stakeholders import make_personal_link
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


class LinkBody(Body):
    label = Line(max_length=120)
    days = serializers.IntegerField(
        min_value=1, max_value=MOST_DAYS, required=False, default=DEFAULT_DAYS
    )
    password = serializers.CharField(
        max_length=128, required=False, allow_blank=True, trim_whitespace=False
    )


class PersonalLinkBody(LinkBody):
    """`is_one_use`: after one tick, answer or signature it opens nothing."""

    is_one_use = serializers.BooleanField(required=False, default=False)


class StatusLinkBody(LinkBody):
    """Without `shows_names`, roles stand in place of people."""

    shows_names = serializers.BooleanField(required=False, default=False)


class LinkShape(TypedDict):
    id: int
    label: str
    has_password: bool
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None


class PersonalLinkShape(LinkShape):
    is_one_use: bool
    spent_at: datetime | None


class NewPersonalLinkShape(PersonalLinkShape):
    """`address` is told this once."""

    address: str


class StatusLinkShape(LinkShape):
    shows_names: bool


class NewStatusLinkShape(StatusLinkShape):
    """`address` is told this once."""

    address: str


class PersonalLinkList(APIView):
    @described(answer=PersonalLinkShape, paged=True)
    def get(self, request: Request, pk: int) -> Response:
        """All links of the person, newest first."""
        get_stakeholder(request.user, pk, action=Action.MANAGE)
        return paged(request, links_of(PERSON, pk), personal_link_shape)

    @described(body=PersonalLinkBody, answer=NewPersonalLinkShape, status=201)
    def post(self, request: Request, pk: int) -> Response:
        """Create a link; its address is in this one answer and nowhere else."""
        _member, person = get_stakeholder(request.user, pk, action=Action.MANAGE)
        link, token = make_personal_link(
            stakeholder=person,
            new=NewLink(**read_body(PersonalLinkBody, request)),
            actor=request.user,
            now=timezone.now(),
        )
        return told_once(personal_link_shape(link), token, "stakeholder-link-list", pk)


class PersonalLinkDetail(APIView):
    @described(status=204)
    def delete(self, request: Request, pk: int, link_pk: int) -> Response:
        """Revoke it: it opens nothing any more, and stays in the list."""
        get_stakeholder(request.user, pk, action=Action.MANAGE)
        return revoked(request, PERSON, pk, link_pk)


class StatusLinkList(APIView):
    @described(answer=StatusLinkShape, paged=True)
    def get(self, request: Request, pk: int) -> Response:
        """All links to the status of the plan, newest first."""
        get_plan(request.user, pk, action=Action.MANAGE)
        return paged(request, links_of(STATUS, pk), status_link_shape)

    @described(body=StatusLinkBody, answer=NewStatusLinkShape, status=201)
    def post(self, request: Request, pk: int) -> Response:
        """Create a link; its address is in this one answer and nowhere else."""
        plan = get_plan(request.user, pk, action=Action.MANAGE)
        link, token = create_link(
            NewLink(**read_body(StatusLinkBody, request)),
            target=Target(STATUS, pk, plan.team),
            actor=request.user,
            now=timezone.now(),
        )
        return told_once(status_link_shape(link), token, "plan-status-link-list", pk)


class StatusLinkDetail(APIView):
    @described(status=204)
    def delete(self, request: Request, pk: int, link_pk: int) -> Response:
        """Revoke it: it opens nothing any more, and stays in the list."""
        get_plan(request.user, pk, action=Action.MANAGE)
        return revoked(request, STATUS, pk, link_pk)


def told_once(shape: LinkShape, token: str, name: str, pk: int) -> Response:
    address = {"address": site_link("workspace:share_enter", token)}
    return created({**shape, **address}, name, pk)


def revoked(request: Request, kind: str, pk: int, link_pk: int) -> Response:
    link = get_object_or_404(links_of(kind, pk), pk=link_pk)
    revoke_link(link=link, actor=request.user, now=timezone.now())
    return gone()


def link_shape(link: ShareLink) -> LinkShape:
    return {
        "id": link.pk,
        "label": link.label,
        "has_password": bool(link.password),
        "created_at": link.created_at,
        "expires_at": link.expires_at,
        "last_used_at": link.last_used_at,
        "revoked_at": link.revoked_at,
    }


def personal_link_shape(link: ShareLink) -> PersonalLinkShape:
    more = {"is_one_use": link.is_one_use, "spent_at": link.spent_at}
    return {**link_shape(link), **more}  # type: ignore[typeddict-item]


def status_link_shape(link: ShareLink) -> StatusLinkShape:
    return {**link_shape(link), "shows_names": link.shows_names}
