"""The Gantt chart."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from migration.access import get_plan_member
from migration.permissions import Action
from migration.selectors.schedule.gantt import Zoom, read_gantt
from migration.selectors.schedule.network import CircleInPlan
from migration.selectors.schedule.phase_windows import windows_of
from migration.views.frame import render_plan
from migration.views.schedule.schedule import (
    asked_of,
    baselines_of,
    chosen_baseline,
    read_now,
)
from workspace.requests import PersonRequest


@require_GET
def plan_gantt(request: PersonRequest, pk: int) -> HttpResponse:
    """Draw the plan over time; ?zoom=, ?phase=, ?page=, ?all, ?critical say how."""
    member = get_plan_member(request.user, pk, action=Action.VIEW)
    plan = member.plan
    asked = request.GET.get("zoom", "")
    zoom = Zoom(asked) if asked in set(Zoom) else Zoom.WEEK
    baseline = chosen_baseline(request, plan)
    context: dict[str, object] = {
        "zoom": zoom,
        "baseline": baseline,
        "baselines": baselines_of(plan),
        "asked": asked_of(request),
    }
    try:
        found = read_now(plan, baseline)
        windows = windows_of(found.phases, asked_of(request))
        context |= {"found": found, "gantt": read_gantt(found, windows, zoom=zoom)}
    except CircleInPlan as circle:
        context["circle"] = circle.titles
    return render_plan(request, "migration/gantt.html", member=member, context=context)
