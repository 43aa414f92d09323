"""Scripts of the cast: a client that comes with a token."""

from __future__ import annotations

from datetime import datetime

from django.test import Client
from django.utils import timezone

from workspace.models import ApiToken, Team, User
from workspace.services.api_tokens import NewToken, create_token


def token_of(
    user: User, team: Team, *, scope: str = "write", now: datetime | None = None
) -> tuple[ApiToken, str]:
    new = NewToken("nightly report", scope)
    return create_token(new, team=team, actor=user, now=now or timezone.now())


def script_of(user: User, team: Team, *, scope: str = "write") -> Client:
    """Return a client that sends a new token of the person, and no session."""
    _token, shown = token_of(user, team, scope=scope)
    return Client(
        enforce_csrf_checks=True, headers={"Authorization": f"Bearer {shown}"}
    )
