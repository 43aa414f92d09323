"""What every part of the API shares: bodies, versions, pages and errors (RFC 9457)."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import APIException, ParseError, ValidationError
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import exception_handler

from common.errors import DomainError, StaleVersion, TooMuch
from common.problems import PROBLEM, body_of


class VersionMissing(APIException):
    """An editable row is written with the version that was read (R48)."""

    status_code = HTTPStatus.PRECONDITION_REQUIRED
    default_detail = "Send the version that you read as If-Match."


class Body(serializers.Serializer):
    """The fields a request may carry; any other is refused, never stored (R13)."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping):
            unknown = sorted(set(data) - set(self.fields))
            if unknown:
                message = _("This field is not known here.")
                raise ValidationError({name: [message] for name in unknown})
            self.refuse_booleans(data)
        return super().to_internal_value(data)

    def refuse_booleans(self, data: Mapping[str, Any]) -> None:
        """A float field would take `true` for 1.0 (R35)."""
        floats = serializers.FloatField
        wrong = [
            name
            for name, field in self.fields.items()
            if isinstance(field, floats) and isinstance(data.get(name), bool)
        ]
        if wrong:
            message = _("Enter a number.")
            raise ValidationError({name: [message] for name in wrong})


def read_body(kind: type[Body], request: Request) -> dict[str, Any]:
    """Return the checked fields. Raises ValidationError, which answers 400."""
    body = kind(data=request.data)
    body.is_valid(raise_exception=True)
    return dict(body.validated_data)


def version_of(request: Request) -> int:
    """Return the version of `If-Match: "3"`. Raises VersionMissing, ParseError."""
    given = request.headers.get("If-Match")
    if given is None:
        raise VersionMissing
    digits = given.strip().removeprefix('"').removesuffix('"')
    if not digits.isascii() or not digits.isdigit() or len(digits) > 9:
        raise ParseError(_('If-Match must be a version, such as "3".'))
    return int(digits)


def versioned(content: Any, version: int, *, status: int = HTTPStatus.OK) -> Response:
    """Answer with one row and its version as a strong ETag."""
    return Response(content, status=status, headers={"ETag": f'"{version}"'})


class Pages(PageNumberPagination):
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 100


def answer_error(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """Answer every refusal in the one documented form; None leaves a 500."""
    if isinstance(error, StaleVersion):
        return stale(error, context)
    if isinstance(error, TooMuch):
        refused = problem(HTTPStatus.TOO_MANY_REQUESTS, str(error))
        refused["Retry-After"] = str(error.retry_after)
        return refused
    if isinstance(error, DomainError):
        return problem(HTTPStatus.CONFLICT, str(error))
    if isinstance(error, Http404):
        return problem(
            HTTPStatus.NOT_FOUND, _("There is nothing here, or nothing you may see.")
        )
    if isinstance(error, PermissionDenied):
        return problem(HTTPStatus.FORBIDDEN, _("Your role does not allow this."))
    answer = exception_handler(error, dict(context))
    if answer is None:
        return None
    detail = answer.data.get("detail") if isinstance(answer.data, dict) else None
    if detail is None:
        answer.data = body_of(
            answer.status_code, _("The body has errors."), errors=answer.data
        )
    else:
        answer.data = body_of(answer.status_code, str(detail))
    answer.content_type = PROBLEM
    return answer


def stale(error: StaleVersion, context: Mapping[str, Any]) -> Response:
    """Answer 412 with what is stored now beside what was sent (R48).

    A view says by `shows_current` how a row looks that somebody else has saved.
    """
    show = getattr(context.get("view"), "shows_current", None)
    current = show(error.current) if show and error.current is not None else None
    return problem(HTTPStatus.PRECONDITION_FAILED, str(error), current=current)


def problem(code: HTTPStatus, detail: str, **more: Any) -> Response:
    return Response(
        body_of(code, detail, **more),
        status=code,
        content_type=PROBLEM,
    )
