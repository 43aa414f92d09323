"""What pages read of people and teams, across models."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef
from django.utils.functional import Promise

from workspace.models import ApiToken, Invitation, Job, Member, Team, User
from workspace.permissions import ALLOWED, TeamAction
from workspace.registries import Parting, before_leaving
from workspace.telling import ToldActivity, activity_of_team


@dataclass(frozen=True, slots=True)
class Person:
    """A member as the list shows them. `has_factor` is for owners to know."""

    member: Member
    is_self: bool
    has_factor: bool


@dataclass(frozen=True, slots=True)
class Guest:
    invitation: Invitation
    has_expired: bool


@dataclass(frozen=True, slots=True)
class People:
    """The people of a team, and what the reader may do about them."""

    persons: list[Person]
    guests: list[Guest]
    may_manage: bool
    may_edit_team: bool
    activity: list[ToldActivity]
    roles: list[tuple[str, str | Promise]]


def memberships_of(user: User | AnonymousUser, *, now: datetime) -> list[Member]:
    """Return the person's memberships with their teams, by name of the team.

    Each tells along whether work in the background waits, so that no page has to ask.
    """
    if not user.is_authenticated:
        return []
    members = Member.objects.of_user(user).select_related("team")
    members = members.annotate(work_waits=Exists(Job.objects.left_lying(now=now)))
    return list(members.order_by("team__name", "team_id"))


def has_second_factor(user: User) -> bool:
    """Recovery codes alone are no second factor: they stand in for one."""
    return Authenticator.objects.filter(
        user=user, type=Authenticator.Type.TOTP
    ).exists()


def recovery_codes_of(user: User) -> Authenticator | None:
    codes = Authenticator.Type.RECOVERY_CODES
    return Authenticator.objects.filter(user=user, type=codes).first()


def people_of(team: Team, *, seen_by: User, now: datetime) -> People:
    """Return members by name; guests too for those who may invite."""
    members = list(
        Member.objects.filter(team=team)
        .select_related("user")
        .order_by("user__name", "user__email")
    )
    own = next(member for member in members if member.user_id == seen_by.pk)
    allowed = ALLOWED[own.role]
    may_manage = TeamAction.MANAGE_MEMBERS in allowed
    with_factor = users_with_factor(members) if may_manage else set()
    return People(
        persons=[
            Person(member, member is own, member.user_id in with_factor)
            for member in members
        ],
        guests=guests_of(team, now=now) if may_manage else [],
        may_manage=may_manage,
        may_edit_team=TeamAction.MANAGE_TEAM in allowed,
        activity=activity_of_team(team) if TeamAction.VIEW_AUDIT in allowed else [],
        roles=list(Member.Role.choices),
    )


def users_with_factor(members: list[Member]) -> set[int]:
    factors = Authenticator.objects.filter(
        type=Authenticator.Type.TOTP, user__in=[member.user_id for member in members]
    )
    return set(factors.values_list("user_id", flat=True))


def guests_of(team: Team, *, now: datetime) -> list[Guest]:
    pending = Invitation.objects.pending().filter(team=team)
    return [
        Guest(invitation, has_expired=invitation.expires_at <= now)
        for invitation in pending.select_related("invited_by").order_by("email")
    ]


def tokens_of(user: User, *, now: datetime) -> list[ApiToken]:
    """Return the person's tokens that still open something, the newest first."""
    usable = ApiToken.objects.visible_to(user).usable(now=now)
    return list(usable.select_related("team").order_by("-created_at", "-pk"))


def partings_of_account(user: User, *, now: datetime) -> list[Parting]:
    """Return what the end of the account would do; a team of one goes with it."""
    others = Member.objects.filter(team=OuterRef("team")).exclude(user=user)
    members = user.memberships.filter(Exists(others)).select_related("team", "user")
    return [
        parting
        for member in members.order_by("team__name", "team_id")
        for parting in partings_of(member, seen_by=user, now=now)
    ]


def partings_of(member: Member, *, seen_by: User, now: datetime) -> list[Parting]:
    """Return what the end of the membership would do, as far as the reader sees it."""
    return [
        parting
        for tell in before_leaving
        for parting in tell(
            team=member.team, user=member.user, seen_by=seen_by, now=now
        )
    ]
