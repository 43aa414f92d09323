"""The frame around every page of a plan: rail, top bar, what may be done."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.navigation import NavigationGroup, NavigationLink
from migration.models import PlanMember
from migration.permissions import Action, allowed_actions
from workspace.requests import PersonRequest

# Page -> label, icon. A page that is named here exists: no dead links.
PAGES = {
    "plan_checklist": (_("Checklist"), "list-checks"),
    "plan_status": (_("Status"), "calendar-check"),
    "plan_stakeholders": (_("Stakeholders"), "users-round"),
    "plan_schedule": (_("Schedule"), "calendar-range"),
    "plan_gantt": (_("Gantt"), "chart-gantt"),
    "plan_assets": (_("Assets"), "package"),
    "plan_lists": (_("Contact lists"), "table-2"),
    "plan_fields": (_("Field map"), "arrow-right-left"),
    "plan_purchase": (_("Purchase"), "handshake"),
    "plan_gates": (_("Gates"), "milestone"),
    "plan_risks": (_("Risks"), "triangle-alert"),
    "plan_defects": (_("Defects"), "bug"),
    "plan_adoption": (_("Adoption"), "trending-up"),
    "plan_files": (_("Excel and calendar"), "download"),
    "plan_people": (_("People"), "users"),
    "plan_settings": (_("Settings"), "settings"),
}
# Where the addresses of single things begin, by the page that lists them.
BELOW = {
    "plan_checklist": ("/tasks/", "/comments/", "/steps/"),
    "plan_stakeholders": ("/stakeholders/",),
    "plan_schedule": ("/task-dates/",),
    "plan_assets": ("/assets/",),
    "plan_lists": ("/lists/",),
    "plan_gates": ("/gates/", "/gate-criteria/"),
    "plan_risks": ("/risks/",),
    "plan_defects": ("/defects/",),
    "plan_fields": ("/fields/",),
    "plan_adoption": ("/measures/", "/trainings/"),
}
# Those that not everybody may open.
NEEDED = {"plan_settings": Action.MANAGE}
# Those that are there only while the plan uses them.
SWITCHED = {"plan_gates": "uses_gates"}


def render_plan(
    request: PersonRequest,
    template: str,
    *,
    member: PlanMember,
    context: Mapping[str, Any],
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """Draw a page that extends migration/base_plan.html.

    Adds `plan`, `member`, `can` (the names of the allowed actions), the rail and the
    label of the top bar.
    """
    plan = member.plan
    frame = {
        "plan": plan,
        "member": member,
        "can": {str(action) for action in allowed_actions(member)},
        "rail": rail_of(member, path=request.path),
        "context_label": plan.title,
        "context_url": reverse("migration:plan_checklist", args=[plan.pk]),
    }
    return render(request, template, {**frame, **context}, status=status)


def rail_of(member: PlanMember, *, path: str) -> list[NavigationGroup]:
    allowed = allowed_actions(member)
    links = []
    for name, (label, icon) in PAGES.items():
        is_off = name in SWITCHED and not getattr(member.plan, SWITCHED[name])
        if NEEDED.get(name, Action.VIEW) in allowed and not is_off:
            url = reverse(f"migration:{name}", args=[member.plan_id])
            is_current = path.startswith((url, *BELOW.get(name, ())))
            links.append(NavigationLink(label, url, icon, is_current=is_current))
    back = NavigationLink(_("All plans"), reverse("migration:plan_list"), "layers")
    return [NavigationGroup("", [back]), NavigationGroup(_("Migration plan"), links)]
