from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from common.navigation import NavigationGroup, NavigationLink
from workspace import registries
from workspace.navigation import to
from workspace.reauthentication import page_of


def frame(request: HttpRequest) -> dict[str, Any]:
    """What the frame of every page shows of the person and their teams.

    A refusal can be drawn before the middleware has looked at who asks.
    """
    site = {
        "has_mail_server": settings.HAS_MAIL_SERVER,
        "signup_is_open": settings.SIGNUP == "open",
        "looked_at": looked_at(request),
    }
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return site
    team = getattr(request, "team", None)
    memberships = getattr(request, "memberships", [])
    return {
        **site,
        "team": team,
        "work_waits": any(each.work_waits for each in memberships),
        "other_teams": [each.team for each in memberships if each.team != team],
        "person_links": person_links(request),
        "rail": SimpleLazyObject(lambda: rail_groups(request)),
    }


def looked_at(request: HttpRequest) -> str:
    """Return the page to come back to: what a form is sent to mostly takes no GET."""
    try:
        return page_of(request)
    except DisallowedHost:
        return "/"


def rail_groups(request: HttpRequest) -> list[NavigationGroup]:
    groups = [build(request) for build in registries.rail]
    return [group for group in groups if group.links]


def person_links(request: HttpRequest) -> list[NavigationLink]:
    settings_page = reverse("workspace:own_settings")
    job_list = reverse("workspace:job_list")
    return [
        to(request, _("Your settings"), settings_page, "settings"),
        to(request, _("Files in the making"), job_list, "loader"),
        to(request, _("API"), reverse("workspace:api_index"), "braces"),
    ]
