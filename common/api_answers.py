"""Answers that every part of the API gives alike: pages, and what was made."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import Pages

Row = TypeVar("Row")


def paged(
    request: Request,
    rows: QuerySet[Any] | Sequence[Row],
    shape: Callable[[Any], Mapping[str, object]],
) -> Response:
    """Answer with one page of rows that stand in a lasting order (R45)."""
    pages = Pages()
    page = pages.paginate_queryset(rows, request)
    return pages.get_paginated_response([shape(each) for each in page or []])


def created(
    content: Any, where: str, *args: int, version: int | None = None
) -> Response:
    """Answer 201 with the new row, its address, and its version if it has one."""
    headers = {"Location": reverse(f"api:{where}", args=args)}
    if version is not None:
        headers["ETag"] = f'"{version}"'
    return Response(content, status=HTTPStatus.CREATED, headers=headers)


def gone() -> Response:
    return Response(status=HTTPStatus.NO_CONTENT)


def file_answer(file: bytes, *, name: str, content_type: str) -> HttpResponse:
    """Send a file as an attachment that no cache keeps."""
    response = HttpResponse(file, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name)  # noqa: FBT003 (Django's)
    response["Cache-Control"] = "private, no-store"
    return response
