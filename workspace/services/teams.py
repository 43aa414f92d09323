"""Teams and their members."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError
from common.transactions import locked_change
from workspace.models import ApiToken, Member, Team, User
from workspace.registries import member_left
from workspace.services.records import Change, change_of, record


class LastOwner(DomainError):
    message = _("A team needs an owner. Make somebody else an owner first.")


class OwnRoleRaised(DomainError):
    message = _("Nobody raises the own role. Ask another owner.")


class MemberGone(DomainError):
    message = _("This person is not a member any more.")


@transaction.atomic
def create_team(*, name: str, time_zone: str, actor: User, now: datetime) -> Team:
    """Make a team; who makes it is its first owner."""
    team = Team.objects.create(name=name, time_zone=time_zone, created_at=now)
    record("team.created", team=team, actor=actor, change=change_of(team), now=now)
    join_team(team=team, user=actor, role=Member.Role.OWNER, actor=actor, now=now)
    return team


def join_team(
    *, team: Team, user: User, role: str, actor: User | None, now: datetime
) -> Member:
    """Make the person a member, inside the transaction of what led to it."""
    member, is_new = Member.objects.get_or_create(
        team=team, user=user, defaults={"role": role, "joined_at": now}
    )
    if is_new:
        change = change_of_member(member, after={"team_role": role})
        record("member.joined", team=team, actor=actor, change=change, now=now)
    return member


@locked_change
def change_role(*, member: Member, role: str, actor: User, now: datetime) -> Member:
    member = lock_member(member)
    if member.role == role:
        return member
    if role == Member.Role.OWNER and member.user_id == actor.pk:
        raise OwnRoleRaised
    refuse_without_owner(member)
    before, member.role = {"team_role": member.role}, role
    member.save(update_fields=["role"])
    change = change_of_member(member, before=before, after={"team_role": role})
    record("member.role_changed", team=member.team, actor=actor, change=change, now=now)
    return member


@locked_change
def remove_member(*, member: Member, actor: User, now: datetime) -> None:
    """Take a person out of the team, or let the actor leave. Their scores stay."""
    member = lock_member(member)
    refuse_without_owner(member)
    for say_goodbye in member_left:
        say_goodbye(team=member.team, user=member.user, actor=actor, now=now)
    ApiToken.objects.of_member(member).update(revoked_at=now)
    change = change_of_member(member, before={"team_role": member.role})
    record("member.removed", team=member.team, actor=actor, change=change, now=now)
    member.delete()


@transaction.atomic
def edit_team(
    *, team: Team, values: Mapping[str, Any], actor: User, now: datetime
) -> Team:
    """Change name, time zone, or whether a second factor is needed."""
    team = Team.objects.select_for_update().get(pk=team.pk)
    before = {name: getattr(team, name) for name in values}
    if before == dict(values):
        return team
    for name, value in values.items():
        setattr(team, name, value)
    team.save(update_fields=list(values))
    change = change_of(team, before=before, after=values)
    record("team.changed", team=team, actor=actor, change=change, now=now)
    if before.get("requires_mfa") != values.get("requires_mfa"):
        record("team.mfa_required", team=team, actor=actor, change=change, now=now)
    return team


def change_of_member(
    member: Member,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> Change:
    """Name the person, whose role may change, not the membership."""
    change = change_of(member, before=before, after=after)
    return replace(change, subject=str(member.user))


def lock_member(member: Member) -> Member:
    """Read the member under the team's lock: owners change one after the other."""
    Team.objects.select_for_update().get(pk=member.team_id)
    members = Member.objects.select_related("team", "user")
    present: Member | None = members.filter(pk=member.pk).first()
    if present is None:
        raise MemberGone
    return present


def refuse_without_owner(member: Member) -> None:
    """Refuse when the team would be left without an owner (R15)."""
    if member.role != Member.Role.OWNER:
        return
    others = Member.objects.owners().filter(team=member.team).exclude(pk=member.pk)
    if not others.exists():
        raise LastOwner
