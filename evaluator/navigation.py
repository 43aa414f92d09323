"""The ways to the rooms that belong to no evaluation."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.navigation import NavigationGroup, NavigationLink


def evaluations_group(request: HttpRequest) -> NavigationGroup:
    """Return the way to the person's evaluations; nothing for people without a team."""
    if getattr(request, "team", None) is None:
        return NavigationGroup("", [])
    url = reverse("evaluator:evaluation_list")
    is_current = request.path.startswith(url)
    return NavigationGroup(
        _("Choosing"), [NavigationLink(_("Evaluations"), url, "scale", is_current)]
    )


def catalogue_group(request: HttpRequest) -> NavigationGroup:
    """Return the group of the side rail that every page of the team carries."""
    platforms, glossary = (
        reverse("evaluator:platform_list"),
        reverse("evaluator:glossary"),
    )
    path = request.path
    return NavigationGroup(
        _("Reference"),
        [
            NavigationLink(
                _("Catalogue"), platforms, "library", path.startswith(platforms)
            ),
            NavigationLink(_("Glossary"), glossary, "book-open", path == glossary),
        ],
    )
