"""Refuse a request that is too large before any of it is kept (R30)."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

MEGABYTE = 1024 * 1024
LARGEST_REQUEST = 120 * MEGABYTE


class UploadLimit(FileUploadHandler):
    """The first of the upload handlers; it only looks at what the request declares.

    Nothing longer than that is read: Django stops at the declared length.
    """

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, Any],  # noqa: N803 (Django's name)
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        if content_length > LARGEST_REQUEST:
            raise RequestDataTooBig

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
