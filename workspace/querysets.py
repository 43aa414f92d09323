from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from workspace.models import (  # noqa: F401 (named in strings below)
        Activity,
        Invitation,
        Job,
        Member,
        ShareLink,
        StoredFile,
        Team,
        User,
    )

LEFT_LYING = timedelta(minutes=2)


class TeamQuerySet(models.QuerySet["Team"]):
    def visible_to(self, user: User) -> Self:
        """Limit to what this user may know exists. Every view starts here."""
        return self.filter(members__user=user)


class MemberQuerySet(models.QuerySet["Member"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(team__members__user=user)

    def owners(self) -> Self:
        return self.filter(role="owner")


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, user: User) -> Self:
        """Only owners of the team see who is invited."""
        return self.filter(team__members__user=user, team__members__role="owner")

    def pending(self) -> Self:
        return self.filter(accepted_at=None, revoked_at=None)

    def usable(self, *, now: datetime) -> Self:
        return self.pending().filter(expires_at__gt=now)


class ShareLinkQuerySet(models.QuerySet["ShareLink"]):
    def usable(self, *, now: datetime) -> Self:
        return self.filter(revoked_at=None, expires_at__gt=now)

    def of(self, *, kind: str, pk: int) -> Self:
        return self.filter(target_kind=kind, target_id=pk)


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(owner=user, team__members__user=user)

    def current(self, *, now: datetime) -> Self:
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=now))


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, user: User) -> Self:
        """A person sees the own jobs of the teams they are still in (R14)."""
        return self.filter(user=user).filter(Q(team=None) | Q(team__members__user=user))

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
            kind="mail",
            state="failed",
            team__members__user=user,
            team__members__role="owner",
        )

    def attempt(self, job: Job) -> Self:
        """This attempt of a running job: empty once it was taken from its worker."""
        return self.filter(pk=job.pk, state="running", attempts=job.attempts)


class ActivityQuerySet(models.QuerySet["Activity"]):
    def of(self, *, kind: str, pk: int) -> Self:
        return self.filter(target_kind=kind, target_id=pk)
