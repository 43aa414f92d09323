"""The Gantt chart."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from migration.access import get_plan_member
from migration.permissions import Action
from migration.planning.network import Circle
from migration.selectors.gantt import Zoom, folded_at_first, read_gantt
from migration.selectors.schedule import titles_of
from migration.views.frame import render_plan
from migration.views.schedule import baselines_of, chosen_baseline, read_now
from workspace.requests import PersonRequest


@require_GET
def plan_gantt(request: PersonRequest, pk: int) -> HttpResponse:
    """Draw the plan over time; ?zoom=, ?fold= or ?all= and ?baseline= say how."""
    member = get_plan_member(request.user, pk, action=Action.VIEW)
    plan = member.plan
    asked = request.GET.get("zoom", "")
    zoom = Zoom(asked) if asked in set(Zoom) else Zoom.WEEK
    baseline = chosen_baseline(request, plan)
    context: dict[str, object] = {
        "zoom": zoom,
        "baseline": baseline,
        "baselines": baselines_of(plan),
        "shows_all": "all" in request.GET,
    }
    try:
        found = read_now(plan, baseline)
        folded = set() if "all" in request.GET else folded_at_first(found)
        context |= {
            "found": found,
            "gantt": read_gantt(found, zoom=zoom, folded=folded),
        }
    except Circle as circle:
        context["circle"] = titles_of(circle, plan.tasks.present())
    return render_plan(request, "migration/gantt.html", member=member, context=context)
