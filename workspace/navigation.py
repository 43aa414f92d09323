"""The part of the side rail that is about the team itself."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from common.navigation import NavigationGroup, NavigationLink


def team_group(request: HttpRequest) -> NavigationGroup:
    team = getattr(request, "team", None)
    links = [to(request, _("Start"), reverse("workspace:home"), "house")]
    if team is not None:
        people = reverse("workspace:member_list", args=[team.pk])
        links.append(to(request, _("People"), people, "users"))
    return NavigationGroup("" if team is None else team.name, links)


def to(request: HttpRequest, label: str, url: str, icon: str) -> NavigationLink:
    return NavigationLink(label, url, icon, is_current=request.path == url)
