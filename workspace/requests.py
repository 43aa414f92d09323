"""The request as views behind the login get it, for type checkers."""

from __future__ import annotations

from django.http import HttpRequest

from workspace.models import Member, Team, User


class PersonRequest(HttpRequest):
    """What WorkspaceMiddleware has put on the request of a logged-in person."""

    user: User
    memberships: list[Member]
    member: Member | None
    team: Team | None
