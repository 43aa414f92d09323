"""The first page of a plan: when it ends, and what needs somebody."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from migration.access import get_plan_member
from migration.permissions import Action
from migration.selectors.overview import read_overview
from migration.views.frame import render_plan
from workspace.requests import PersonRequest


@require_GET
def plan_overview(request: PersonRequest, pk: int) -> HttpResponse:
    member = get_plan_member(request.user, pk, action=Action.VIEW)
    today = member.plan.team.day_of(timezone.now())
    overview = read_overview(member.plan, reader=member, today=today)
    return render_plan(
        request,
        "migration/overview.html",
        member=member,
        context={"overview": overview, "today": today},
    )
