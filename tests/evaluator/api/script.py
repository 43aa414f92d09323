"""How tests talk with the API: as somebody of the cast, in JSON."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from workspace.models import User


class Script:
    def __init__(self, user: User) -> None:
        self.client = Client()
        self.client.force_login(user)

    def ask(
        self,
        method: str,
        name: str,
        *args: int,
        body: Any = None,
        version: int | None = None,
        query: str = "",
    ) -> HttpResponse:
        headers = {} if version is None else {"If-Match": f'"{version}"'}
        return getattr(self.client, method)(
            reverse(f"api:{name}", args=args) + query,
            json.dumps(body) if body is not None else "",
            content_type="application/json",
            headers=headers,
        )

    def get(self, name: str, *args: int, query: str = "") -> Any:
        """Return what a GET gives, the rows of a page at once."""
        url = reverse(f"api:{name}", args=args) + query
        content = self.client.get(url).json()
        return content.get("results", content)
