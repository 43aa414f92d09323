from __future__ import annotations

from datetime import date
from itertools import chain

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_GET

from workspace import registries
from workspace.forms.teams import TeamForm
from workspace.registries import NeedsYou
from workspace.requests import PersonRequest


@require_GET
def home(request: PersonRequest) -> HttpResponse:
    """What waits for the person, then the work of the team."""
    if request.team is None:
        context = {"form": TeamForm(), "may_create": settings.SIGNUP == "open"}
        return render(request, "workspace/no_team.html", context)
    user, team, now = request.user, request.team, timezone.now()
    needs = [find(user=user, team=team, now=now) for find in registries.needs_you]
    cards = [draw(user=user, team=team, now=now) for draw in registries.dashboard_cards]
    drawn = [
        render_to_string(card.template, dict(card.context), request)
        for card in chain.from_iterable(cards)
    ]
    ways = [open_(user=user, team=team, now=now) for open_ in registries.doors]
    doors = list(chain.from_iterable(ways))
    context = {
        "needs": sorted(chain.from_iterable(needs), key=urgency),
        "cards": drawn,
        # An empty page is all ways on; a full one keeps the shortcuts.
        "doors": [] if drawn else doors,
        "shortcuts": [door for door in doors if door.is_shortcut] if drawn else [],
    }
    return render(request, "workspace/home.html", context)


def urgency(need: NeedsYou) -> tuple[bool, date]:
    return need.due is None, need.due or date.max
