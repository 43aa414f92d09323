from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    """What every page's frame shows."""
    return {"theme": request.COOKIES.get("theme", "")}
