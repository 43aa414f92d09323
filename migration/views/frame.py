"""The frame around every page of a plan: rail, top bar, what may be done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common.navigation import NavigationGroup, NavigationLink
from migration.models import Plan, PlanMember
from migration.permissions import Action, allowed_actions
from workspace.requests import PersonRequest

# Group -> page -> label, icon. A page that is named here exists: no dead links.
PAGES = {
    _("Migration plan"): {
        "plan_overview": (_("Overview"), "layout-dashboard"),
        "plan_checklist": (_("Checklist"), "list-checks"),
        "plan_status": (_("Status"), "calendar-check"),
        "plan_schedule": (_("Schedule"), "calendar-range"),
        "plan_gantt": (_("Gantt"), "chart-gantt"),
        "plan_gates": (_("Gates"), "milestone"),
        "plan_risks": (_("Risks"), "triangle-alert"),
    },
    _("What moves"): {
        "plan_assets": (_("Assets"), "package"),
        "plan_lists": (_("Contact lists"), "table-2"),
        "plan_fields": (_("Field map"), "arrow-right-left"),
        "plan_defects": (_("Defects"), "bug"),
    },
    _("Who moves it"): {
        "plan_stakeholders": (_("Stakeholders"), "users-round"),
        "plan_raci": (_("Responsibilities"), "user-round-check"),
        "plan_people": (_("People"), "users"),
        "plan_purchase": (_("Purchase"), "handshake"),
        "plan_adoption": (_("Adoption"), "trending-up"),
    },
    _("This plan"): {
        "plan_files": (_("Excel and calendar"), "download"),
        "plan_settings": (_("Settings"), "settings"),
    },
}
# What a small move needs; its other pages are folded until somebody opens them.
SMALL_MOVE = (
    "plan_overview",
    "plan_checklist",
    "plan_assets",
    "plan_lists",
    "plan_stakeholders",
)
MORE = _("More pages")
# Where the addresses of single things begin, by the page that lists them.
BELOW = {
    "plan_checklist": ("/tasks/", "/comments/", "/steps/"),
    "plan_stakeholders": ("/stakeholders/",),
    "plan_schedule": ("/task-dates/",),
    "plan_assets": ("/assets/", "/losses/"),
    "plan_lists": ("/lists/",),
    "plan_raci": ("/deliverables/",),
    "plan_gates": ("/gates/", "/gate-criteria/"),
    "plan_risks": ("/risks/",),
    "plan_defects": ("/defects/",),
    "plan_fields": ("/fields/",),
    "plan_adoption": ("/measures/", "/trainings/"),
}
# Those that not everybody may open.
NEEDED = {"plan_settings": Action.MANAGE}
# Those that are there only while the plan uses them.
SWITCHED = {"plan_gates": "uses_gates", "plan_raci": "uses_raci"}


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
        "context_url": reverse("migration:plan_overview", args=[plan.pk]),
    }
    return render(request, template, {**frame, **context}, status=status)


def rail_of(member: PlanMember, *, path: str) -> list[NavigationGroup]:
    back = NavigationLink(_("All plans"), reverse("migration:plan_list"), "layers")
    groups = [
        NavigationGroup(
            title, list(links_to(member, pages, path=path)), is_folded=title is MORE
        )
        for title, pages in pages_of(member.plan)
    ]
    return [NavigationGroup("", [back]), *(group for group in groups if group.links)]


def pages_of(plan: Plan) -> list[tuple[Any, Mapping[str, tuple[Any, str]]]]:
    """Return the groups of the rail: of a small move a few pages, the others folded."""
    *groups, about = PAGES.items()
    if not plan.is_small:
        return [*groups, about]
    pages = {name: page for _title, group in groups for name, page in group.items()}
    few = {name: pages.pop(name) for name in SMALL_MOVE}
    return [(groups[0][0], few), about, (MORE, pages)]


def links_to(
    member: PlanMember, pages: Mapping[str, tuple[Any, str]], *, path: str
) -> Iterator[NavigationLink]:
    """Yield the links to those pages that this person may open on this plan."""
    allowed = allowed_actions(member)
    for name, (label, icon) in pages.items():
        is_off = name in SWITCHED and not getattr(member.plan, SWITCHED[name])
        if NEEDED.get(name, Action.VIEW) in allowed and not is_off:
            url = reverse(f"migration:{name}", args=[member.plan_id])
            # All other addresses of the plan begin with that of its overview.
            is_current = path == url or (
                name != "plan_overview" and path.startswith((url, *BELOW.get(name, ())))
            )
            yield NavigationLink(label, url, icon, is_current=is_current)
