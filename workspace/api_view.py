"""The base of every view of the API: a POST with an Idempotency-Key runs once (R49)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import views
from rest_framework.exceptions import APIException, ParseError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.encoders import JSONEncoder

from common.errors import DomainError
from workspace.services.kept_answers import (
    Answer,
    Asked,
    OtherRequest,
    claim,
    keep,
    release,
)

HEADER = "Idempotency-Key"
LONGEST_KEY = 200
KEPT_HEADERS = ("ETag", "Location")
# What says that nothing was done. After any other error nobody can tell.
REFUSALS = (APIException, DomainError, Http404, PermissionDenied)
Post = Callable[..., Response]


class APIView(views.APIView):
    """Derive every view of the API from this one; a test looks."""

    def __init_subclass__(cls, **rest: Any) -> None:
        super().__init_subclass__(**rest)
        if "post" in cls.__dict__:
            cls.post = once(cls.__dict__["post"])


class KeyUsedOtherwise(APIException):
    status_code = HTTPStatus.UNPROCESSABLE_ENTITY


def once(post: Post) -> Post:
    """Answer a request that came before as it was answered then."""

    @wraps(post)
    def answered(view: Any, request: Request, *args: Any, **kwargs: Any) -> Response:
        key = request.headers.get(HEADER)
        if key is None:
            return post(view, request, *args, **kwargs)
        asked = asked_of(request, key)
        try:
            claimed = claim(asked, now=timezone.now())
        except OtherRequest as error:
            raise KeyUsedOtherwise(str(error)) from error
        if isinstance(claimed, Answer):
            return Response(
                claimed.content, status=claimed.status, headers=dict(claimed.headers)
            )
        try:
            response = post(view, request, *args, **kwargs)
        except REFUSALS:
            release(claimed)
            raise
        if isinstance(response, Response) and response.status_code < 400:
            keep(claimed, answer_of(response))
        else:
            release(claimed)
        return response

    return answered


def asked_of(request: Request, key: str) -> Asked:
    if not (key.isascii() and key.isprintable() and 0 < len(key) <= LONGEST_KEY):
        raise ParseError(
            _("Idempotency-Key must be 1 to 200 printable ASCII characters.")
        )
    return Asked(
        user=request.user,
        key=key,
        address=request.get_full_path(),
        body=digest_of_body(request),
        teams=[member.team_id for member in request._request.memberships],
    )


def digest_of_body(request: Request) -> str:
    """Return a digest of the fields, however they are spaced, and of the files."""
    data, digest = request.data, hashlib.sha256()
    files = request.FILES
    if isinstance(data, QueryDict):
        data = {name: data.getlist(name) for name in data if name not in files}
    elif files:
        data = {name: value for name, value in data.items() if name not in files}
    digest.update(json.dumps(data, sort_keys=True).encode())
    for name in sorted(files):
        for file in files.getlist(name):
            digest.update(f"\0{name}\0{file.name}\0".encode())
            for chunk in file.chunks():
                digest.update(chunk)
            file.seek(0)
    return digest.hexdigest()


def answer_of(response: Response) -> Answer:
    content = json.loads(json.dumps(response.data, cls=JSONEncoder))
    headers = {name: response[name] for name in KEPT_HEADERS if name in response}
    return Answer(response.status_code, content, headers)
