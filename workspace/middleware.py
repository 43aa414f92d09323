"""Who asks, for which team, in which language; and what every answer carries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import resolve_url
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode
from django.utils.translation import get_language
from django_htmx.http import HttpResponseClientRedirect

from common.errors import DomainError
from common.htmx import is_htmx, session_ended
from common.locale import activate_locale, deactivate_locale
from common.numbers import LARGEST_ID
from workspace.models import Member
from workspace.reauthentication import page_of
from workspace.requests import PersonRequest
from workspace.second_factor import ask_for_second_factor, lacks_second_factor
from workspace.selectors import memberships_of
from workspace.services.limits import TooManyAttempts
from workspace.services.sessions import BEGAN, LONGEST, NOTED_EVERY, SEEN, note_use
from workspace.speech import locale_of, zone_of
from workspace.views.errors import (
    API,
    not_for_visits,
    overtaken,
    too_many_attempts,
)

# The key of the session that holds the team a person chose.
TEAM = "team"

NOTHING_ALLOWED = (
    "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
)


class WorkspaceMiddleware:
    """Stands last, so that views find person, team, language and zone in place."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, plain_request: HttpRequest) -> HttpResponse:
        request = cast("PersonRequest", plain_request)
        if request.user.is_authenticated:
            keep_session(request, now=timezone.now())
        place_team(request)
        activate_reader(request)
        try:
            response = self.get_response(request)
            return finish(request, response)
        finally:
            # A server thread goes on to another person's request.
            deactivate_locale()
            timezone.deactivate()

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., Any],
        _args: tuple[Any, ...],
        named: dict[str, Any],
    ) -> HttpResponse | None:
        keep_ids_in_range(named)
        # Pages that need no login need no second factor either.
        if not getattr(view, "login_required", True):
            return None
        if lacks_second_factor(cast("PersonRequest", request)):
            return ask_for_second_factor(request)
        return None

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        if isinstance(exception, TooManyAttempts):
            return too_many_attempts(request, exception)
        if isinstance(exception, DomainError):
            # A view catches what it expects; what is left lost a race (R50).
            return overtaken(request, exception)
        return None


def keep_ids_in_range(named: dict[str, Any]) -> None:
    """Let an id that no database can hold be one that nobody has: 404, not a fault."""
    for name, value in named.items():
        if isinstance(value, int):
            named[name] = min(value, LARGEST_ID)


def keep_session(request: HttpRequest, *, now: datetime) -> None:
    """End a session that is too old (R5), or note that it is used.

    Saving it also moves its idle end; every few minutes is enough.
    """
    began = request.session.get(BEGAN)
    moment = int(now.timestamp())
    if began is None or moment - began >= LONGEST.total_seconds():
        logout(request)
    elif moment - request.session.get(SEEN, began) >= NOTED_EVERY.total_seconds():
        request.session[SEEN] = moment
        note_use(session_key=request.session.session_key or "", now=now)


def place_team(request: PersonRequest) -> None:
    """Put memberships, the present one and its team on the request.

    The present one is what the person chose in this session, else the first by name.
    """
    memberships = memberships_of(request.user, now=timezone.now())
    member = present_member(memberships, request)
    request.memberships = memberships
    request.member = member
    request.team = member.team if member else None


def present_member(memberships: list[Member], request: HttpRequest) -> Member | None:
    if not memberships:
        return None
    chosen = request.session.get(TEAM)
    return next(
        (each for each in memberships if each.team_id == chosen), memberships[0]
    )


def activate_reader(request: PersonRequest) -> None:
    """Speak as the person wants: own choices first, then cookie and browser."""
    user = request.user if request.user.is_authenticated else None
    locale = locale_of(user, language=get_language() or "")
    activate_locale(locale)
    request.LANGUAGE_CODE = locale.language
    timezone.activate(zone_of(user, request.team))


def finish(request: PersonRequest, response: HttpResponse) -> HttpResponse:
    if leads_to_login(response):
        response = back_to_the_page(request, response)
    if is_empty_refusal(request, response):
        response = not_for_visits(request, response)
    response.headers.setdefault("Permissions-Policy", NOTHING_ALLOWED)
    response.headers.setdefault("Content-Language", get_language() or "en")
    patch_vary_headers(response, ["Cookie", "HX-Request"])
    if request.user.is_authenticated and "no-store" not in response.get(
        "Cache-Control", ""
    ):
        response.headers["Cache-Control"] = "private, no-store"
    return response


def back_to_the_page(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Let the login lead to the page that was looked at, which a GET can open."""
    address = f"{login_path()}?{urlencode({'next': page_of(request)})}"
    if is_htmx(request) and request.method == "POST":
        # Sent away, the page would lose what was typed.
        return session_ended(HttpResponse(status=HTTPStatus.UNAUTHORIZED))
    if is_htmx(request):
        # Swapped into a region, the login page would be lost on the reader.
        return HttpResponseClientRedirect(address)
    # What a form is sent to mostly takes no GET: after the login that is a dead end.
    sought = QueryDict(urlsplit(response["Location"]).query).get(REDIRECT_FIELD_NAME)
    if request.method == "POST" and sought == request.get_full_path():
        response["Location"] = address
    return response


def is_empty_refusal(request: HttpRequest, response: HttpResponse) -> bool:
    """Tell whether a browser would show its own blank page."""
    is_visit = request.method == "GET" and not request.path.startswith(API)
    return is_visit and response.status_code == HTTPStatus.METHOD_NOT_ALLOWED


def leads_to_login(response: HttpResponse) -> bool:
    if response.status_code != HTTPStatus.FOUND:
        return False
    return urlsplit(response["Location"]).path == login_path()


def login_path() -> str:
    return resolve_url(settings.LOGIN_URL)
