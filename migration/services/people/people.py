"""Who takes part in a plan, and as what."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError
from migration.models import DayOff, Plan, PlanMember, Stakeholder
from migration.selectors.people.heirs import heir_of
from migration.services.plans.plans import lock_plan
from workspace.models import Member, Team, User
from workspace.services.records import change_of, record

LEAD = PlanMember.Role.LEAD


class NotInTheTeam(DomainError):
    message = _("Only people of the team can take part. Invite them to it first.")


class TakesPartAlready(DomainError):
    message = _("%(name)s takes part already.")


class LastLead(DomainError):
    message = _("A plan needs a lead. Make somebody else lead first.")


@transaction.atomic
def add_plan_member(
    *, plan: Plan, user: User, role: str, actor: User | None, now: datetime
) -> PlanMember:
    lock_plan(plan)
    if not Member.objects.filter(team=plan.team_id, user=user).exists():
        raise NotInTheTeam
    member, is_new = PlanMember.objects.get_or_create(
        plan=plan, user=user, defaults={"role": role, "added_at": now}
    )
    if not is_new:
        raise TakesPartAlready(name=str(user))
    tell("plan_member.added", member, after=role, actor=actor, now=now)
    return member


@transaction.atomic
def change_role(
    *, member: PlanMember, role: str, actor: User | None, now: datetime
) -> PlanMember:
    """Give another role. An observer looks on, so open tasks lose their person."""
    plan = lock_plan(member.plan)
    member.refresh_from_db()
    member.plan = plan
    if member.role == role:
        return member
    check_other_lead(member)
    before, member.role = member.role, role
    member.save(update_fields=["role"])
    if role == PlanMember.Role.OBSERVER:
        member.tasks.open().update(assigned_to=None)
    tell(
        "plan_member.role_changed",
        member,
        before=before,
        after=role,
        actor=actor,
        now=now,
    )
    return member


@transaction.atomic
def remove_plan_member(*, member: PlanMember, actor: User, now: datetime) -> None:
    """Take a person off the plan; what they ticked stays ticked, in their name."""
    lock_plan(member.plan)
    check_other_lead(member)
    leave(member, actor=actor, now=now)


def leave(member: PlanMember, *, actor: User, now: datetime) -> None:
    tell("plan_member.removed", member, before=member.role, actor=actor, now=now)
    member.delete()


def check_other_lead(member: PlanMember) -> None:
    """Raise LastLead for the only one who leads the plan."""
    others = member.plan.members.leads().exclude(pk=member.pk)
    if member.role == LEAD and not others.exists():
        raise LastLead


@transaction.atomic
def leave_plans(*, team: Team, user: User, actor: User, now: datetime) -> None:
    """Take a person off the team's plans.

    A plan that loses its last lead gets an owner of the team as lead, or else nobody
    could ever change it.
    """
    members = PlanMember.objects.filter(user=user, plan__team=team)
    for member in members.select_related("plan__team", "user"):
        plan = lock_plan(member.plan)
        leave(member, actor=actor, now=now)
        if not plan.members.leads().exists():
            hand_over(plan, former=user, actor=actor, now=now)


def hand_over(plan: Plan, *, former: User, actor: User, now: datetime) -> None:
    heir = heir_of(plan.team, former=former)
    if heir is None:
        return
    present = plan.members.filter(user=heir).select_related("user").first()
    if present is None:
        add_plan_member(plan=plan, user=heir, role=LEAD, actor=actor, now=now)
        return
    present.plan = plan
    change_role(member=present, role=LEAD, actor=actor, now=now)


def tell(
    verb: str,
    member: PlanMember,
    *,
    actor: User | None,
    now: datetime,
    before: str = "",
    after: str = "",
) -> None:
    person = str(member.user)
    record(
        verb,
        team=member.plan.team,
        actor=actor,
        change=change_of(
            member.plan,
            before={"person": person, "plan_role": before} if before else None,
            after={"person": person, "plan_role": after} if after else None,
        ),
        now=now,
    )


def forget_chairs(*, person: User) -> None:
    """Leave of an erased person's chairs what is about the move, and not about them."""
    own = Stakeholder.objects.filter(member__user=person)
    DayOff.objects.filter(stakeholder__in=own).delete()
    own.update(
        name=str(person), email="", channel="", gains="", fears="", hours_a_day=None
    )
