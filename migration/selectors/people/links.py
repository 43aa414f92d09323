"""Links for people without account: whose they are, and whether they still open."""

from __future__ import annotations

from migration.models import Plan, PlanMember
from migration.permissions import Action, allowed_actions
from workspace.models import ShareLink
from workspace.querysets import ShareLinkQuerySet

# Of a share link whose object is a person, or the status of a plan.
PERSON, STATUS = "stakeholder", "plan_status"
# Of a calendar: what a person has to do, or the milestones of a plan.
MY_CALENDAR, PLAN_CALENDAR = "my_calendar", "plan_calendar"


def links_of(kind: str, pk: int) -> ShareLinkQuerySet:
    """Return the links to one object, newest first."""
    return ShareLink.objects.of(kind=kind, pk=pk).order_by("-created_at", "-pk")


def managing_maker(link: ShareLink, plan: Plan) -> PlanMember | None:
    """Return the part of the link's maker, who may still manage the plan.

    Who loses the role loses the links (R14).
    """
    members = plan.members.filter(user=link.created_by, user__isnull=False)
    member = members.select_related("user").first()
    if member is None:
        return None
    member.plan = plan
    return member if Action.MANAGE in allowed_actions(member) else None


def member_behind(link: ShareLink) -> PlanMember | None:
    """Return the part of who shares a plan's status by this link, while it may be."""
    if link.created_by is None:
        return None
    plans = Plan.objects.visible_to(link.created_by).present()
    plan = plans.select_related("team").filter(pk=link.target_id, team=link.team_id)
    found = plan.first()
    return managing_maker(link, found) if found else None
