"""What is said when a request is refused: a page, or a toast where a script asked."""

from __future__ import annotations

import json
from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import is_valid_path
from django.utils.translation import gettext as _

from common.errors import DomainError
from common.htmx import is_htmx, toast
from common.problems import PROBLEM, body_of
from common.upload_limit import LARGEST_REQUEST, MEGABYTE
from workspace.services.limits import TooManyAttempts

API = "/api/v1/"


def too_many_attempts(request: HttpRequest, error: TooManyAttempts) -> HttpResponse:
    response = refuse(request, HTTPStatus.TOO_MANY_REQUESTS, str(error))
    response["Retry-After"] = str(error.retry_after)
    return response


def overtaken(request: HttpRequest, error: DomainError) -> HttpResponse:
    return refuse(request, HTTPStatus.CONFLICT, str(error))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        large = _("This request is too large. At most %(most)s MB can be sent at once.")
        text = large % {"most": LARGEST_REQUEST // MEGABYTE}
        return refuse(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, text)
    text = _("This request cannot be read.")
    return refuse(request, HTTPStatus.BAD_REQUEST, text)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    text = _("Your role does not allow this.")
    return refuse(request, HTTPStatus.FORBIDDEN, text)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    text = _("There is nothing here, or nothing that you may see.")
    return refuse(request, HTTPStatus.NOT_FOUND, text)


def not_for_visits(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """Somebody opened an address that only takes what a form sends."""
    text = _("Nothing can be looked at here: this address takes what a form sends.")
    status = HTTPStatus.METHOD_NOT_ALLOWED
    response = refuse(request, status, text, way_back=page_above(request.path))
    response["Allow"] = answer["Allow"]
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    text = _("This page was open for too long. Load it again, then repeat the step.")
    return refuse(request, HTTPStatus.FORBIDDEN, text)


def page_above(path: str) -> str:
    """Return the nearest address above that is one of ours; "" where none is."""
    while path.count("/") > 2:
        path = path[: path.rstrip("/").rindex("/") + 1]
        if path != "/" and is_valid_path(path):
            return path
    return ""


def refuse(
    request: HttpRequest, status: HTTPStatus, text: str, *, way_back: str = ""
) -> HttpResponse:
    """Say it on a page of its own; htmx gets a toast, a script of the API a problem."""
    if request.path.startswith(API):
        return HttpResponse(
            json.dumps(body_of(status, text)), status=status, content_type=PROBLEM
        )
    if is_htmx(request):
        response = toast(HttpResponse(status=status), text)
        response["HX-Reswap"] = "none"
        return response
    context = {"title": title_of(status), "text": text, "way_back": way_back}
    return render(request, "workspace/refused.html", context, status=status)


def title_of(status: HTTPStatus) -> str:
    match status:
        case HTTPStatus.NOT_FOUND:
            return _("Not found")
        case HTTPStatus.TOO_MANY_REQUESTS:
            return _("Too many attempts")
        case HTTPStatus.CONFLICT:
            return _("Somebody was faster")
        case _:
            return _("Not possible")
