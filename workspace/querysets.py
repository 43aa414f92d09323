from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q

if TYPE_CHECKING:
    from workspace.models import (  # noqa: F401 (named in strings below)
        Activity,
        ApiToken,
        Invitation,
        Job,
        Member,
        ShareLink,
        StoredFile,
        Team,
        User,
    )

LEFT_LYING = timedelta(minutes=2)


def in_teams_of(user: User, path: str = "team") -> Q:
    """Limit rows to the teams that the person is in; `path` leads from row to team.

    Who came with a token of the API reaches the token's team only (R8). All that limits
    rows to people goes through here, so that no row is forgotten; a test looks.
    """
    joined = f"{path}__" if path else ""
    own = Q(**{f"{joined}members__user": user})
    if user.bound_team_id is not None:
        own &= Q(**{path or "pk": user.bound_team_id})
    return own


class TeamQuerySet(models.QuerySet["Team"]):
    def visible_to(self, user: User) -> Self:
        """Limit to what this user may know exists. Every view starts here."""
        return self.filter(in_teams_of(user, ""))


class MemberQuerySet(models.QuerySet["Member"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(in_teams_of(user))

    def of_user(self, user: User) -> Self:
        """The person's own memberships; with a token the one it is for."""
        own = self.filter(user=user)
        bound = user.bound_team_id
        return own if bound is None else own.filter(team_id=bound)

    def owners(self) -> Self:
        return self.filter(role="owner")


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, user: User) -> Self:
        """Only owners of the team see who is invited."""
        return self.filter(in_teams_of(user), team__members__role="owner")

    def pending(self) -> Self:
        return self.filter(accepted_at=None, revoked_at=None)

    def usable(self, *, now: datetime) -> Self:
        return self.pending().filter(expires_at__gt=now)


class ShareLinkQuerySet(models.QuerySet["ShareLink"]):
    def usable(self, *, now: datetime) -> Self:
        return self.filter(revoked_at=None, spent_at=None, expires_at__gt=now)

    def of(self, *, kind: str, pk: int) -> Self:
        return self.filter(target_kind=kind, target_id=pk)


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(in_teams_of(user), owner=user)

    def current(self, *, now: datetime) -> Self:
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=now))


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, user: User) -> Self:
        """A person sees the own jobs of the teams they are still in (R14)."""
        own = in_teams_of(user)
        if user.bound_team_id is None:
            own |= Q(team=None)
        return self.filter(own, user=user)

    def open(self) -> Self:
        return self.filter(state__in=["waiting", "running"])

    def over(self) -> Self:
        return self.exclude(state__in=["waiting", "running"])

    def waiting(self, *, now: datetime) -> Self:
        return self.filter(state="waiting", run_after__lte=now)

    def left_lying(self, *, now: datetime) -> Self:
        """Light work that nobody took up in minutes: no scheduler, broker or worker."""
        return self.filter(
            kind__in=["mail", "duties", "purge"],
            state="waiting",
            run_after__lt=now - LEFT_LYING,
        )

    def under_way(self, *, since: datetime) -> Self:
        """Running, or sent to a worker and not yet taken."""
        return self.filter(Q(state="running") | Q(state="waiting", sent_at__gte=since))

    def unsent_mail_visible_to(self, user: User) -> Self:
        """Owners see what could not be sent, and may try again."""
        return self.filter(
            in_teams_of(user),
            kind="mail",
            state="failed",
            team__members__role="owner",
        )

    def attempt(self, job: Job) -> Self:
        """This attempt of a running job: empty once it was taken from its worker."""
        return self.filter(pk=job.pk, state="running", attempts=job.attempts)


class ActivityQuerySet(models.QuerySet["Activity"]):
    def of(self, *, kind: str, pk: int) -> Self:
        return self.filter(target_kind=kind, target_id=pk)


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def visible_to(self, user: User) -> Self:
        """A person's own tokens; those of teams they have left are dead (R14)."""
        return self.filter(in_teams_of(user), user=user)

    def of_member(self, member: Member) -> Self:
        """Those that still open something of what the person does in the team."""
        return self.filter(
            user_id=member.user_id, team_id=member.team_id, revoked_at=None
        )

    def usable(self, *, now: datetime) -> Self:
        """Neither revoked nor over, of a person who is active and still in the team."""
        return self.filter(
            revoked_at=None,
            expires_at__gt=now,
            user__is_active=True,
            team__members__user=F("user"),
        )
