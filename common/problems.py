"""A refusal in the form of RFC 9457, which all of the API answers with."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

PROBLEM = "application/problem+json"


def body_of(code: int, detail: str, **more: Any) -> dict[str, Any]:
    title = HTTPStatus(code).phrase
    return {"type": "about:blank", "title": title, "status": code, "detail": detail} | {
        key: value for key, value in more.items() if value is not None
    }
