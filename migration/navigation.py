"""The way to the plans, in the side rail."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.navigation import NavigationGroup, NavigationLink


def plans_group(request: HttpRequest) -> NavigationGroup:
    """Return the way to the person's plans; nothing for people without a team."""
    if getattr(request, "team", None) is None:
        return NavigationGroup("", [])
    url = reverse("migration:plan_list")
    link = NavigationLink(
        _("Migration plans"), url, "route", request.path.startswith(url)
    )
    return NavigationGroup(_("Moving"), [link])
