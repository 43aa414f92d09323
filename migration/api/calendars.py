"""Private addresses of calendars: of the own due days, and of a plan's milestones."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict

from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import Body, read_body
from common.api_answers import created, gone, paged
from common.api_bodies import Id, Line, read_nothing
from common.api_schema import described
from migration.access import get_plan
from migration.permissions import Action
from migration.selectors.calendars import own_links, plan_links
from migration.selectors.people.links import MY_CALENDAR, PLAN_CALENDAR
from workspace.access import get_team
from workspace.api_view import APIView
from workspace.links import site_link
from workspace.models import ShareLink
from workspace.permissions import TeamAction
from workspace.services.share_links import (
    MOST_DAYS,
    NewLink,
    Target,
    create_link,
    extend_link,
    revoke_link,
)


class CalendarBody(Body):
    label = Line(max_length=120)


class MyCalendarBody(CalendarBody):
    """Of the tasks on the plans of one team."""

    team = Id()


class CalendarShape(TypedDict):
    id: int
    label: str
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None


class NewCalendarShape(CalendarShape):
    """`address` is told this once."""

    address: str


class PlanCalendars(APIView):
    @described(answer=CalendarShape, paged=True)
    def get(self, request: Request, pk: int) -> Response:
        """List the own addresses of the plan's calendar, newest first."""
        plan = get_plan(request.user, pk, action=Action.VIEW)
        return paged(request, plan_links(request.user, plan), calendar_shape)

    @described(body=CalendarBody, answer=NewCalendarShape, status=201)
    def post(self, request: Request, pk: int) -> Response:
        """Make an address of the plan's calendar; it is in this one answer only."""
        plan = get_plan(request.user, pk, action=Action.VIEW)
        body = read_body(CalendarBody, request)
        target = Target(PLAN_CALENDAR, pk, plan.team)
        return told_once(request, body["label"], target, "plan-calendars", pk)


class MyCalendars(APIView):
    @described(answer=CalendarShape, paged=True)
    def get(self, request: Request) -> Response:
        """List the addresses of the calendars of one's own tasks, newest first."""
        links = own_links(request.user).filter(target_kind=MY_CALENDAR)
        return paged(request, links.order_by("-created_at", "-pk"), calendar_shape)

    @described(body=MyCalendarBody, answer=NewCalendarShape, status=201)
    def post(self, request: Request) -> Response:
        """Make an address of one's own tasks; it is in this one answer only."""
        body = read_body(MyCalendarBody, request)
        team = get_team(request.user, body["team"], action=TeamAction.VIEW)
        target = Target(MY_CALENDAR, request.user.pk, team)
        return told_once(request, body["label"], target, "my-calendars")


class KeepingCalendar(APIView):
    @described(answer=CalendarShape)
    def post(self, request: Request, pk: int) -> Response:
        """Let the address work for another 90 days; one that is over stays over."""
        read_nothing(request)
        link, now = own_link(request, pk), timezone.now()
        extend_link(link=link, days=MOST_DAYS, actor=request.user, now=now)
        link.refresh_from_db()
        return Response(calendar_shape(link))


class CalendarDetail(APIView):
    @described(status=204)
    def delete(self, request: Request, pk: int) -> Response:
        """Revoke the address: it tells nothing any more, and stays in the list."""
        link = own_link(request, pk)
        revoke_link(link=link, actor=request.user, now=timezone.now())
        return gone()


def own_link(request: Request, pk: int) -> ShareLink:
    return get_object_or_404(own_links(request.user), pk=pk)


def told_once(
    request: Request, label: str, target: Target, name: str, *args: int
) -> Response:
    link, token = create_link(
        NewLink(label=label, days=MOST_DAYS),
        target=target,
        actor=request.user,
        now=timezone.now(),
    )
    address = {"address": site_link("migration:calendar_feed", token)}
    return created({**calendar_shape(link), **address}, name, *args)


def calendar_shape(link: ShareLink) -> CalendarShape:
    return {
        "id": link.pk,
        "label": link.label,
        "created_at": link.created_at,
        "expires_at": link.expires_at,
        "last_used_at": link.last_used_at,
        "revoked_at": link.revoked_at,
    }
