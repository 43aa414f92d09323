"""Invitations: single-use, bound to one address, for seven days at most (R15)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError
from common.transactions import locked_change
from workspace.models import Invitation, Member, Team, User
from workspace.registries import invitation_grants
from workspace.services.mail import send_later
from workspace.services.records import change_of, record
from workspace.services.teams import join_team
from workspace.tokens import hashes_of, new_token

VALID_FOR = timedelta(days=7)


class AlreadyMember(DomainError):
    message = _("This person is a member of the team already.")


class InvitationNotUsable(DomainError):
    message = _(
        "This invitation does not work any more. Ask the person who invited you"
        " for a new one."
    )


class OtherAddress(DomainError):
    message = _("This invitation is for another e-mail address than yours.")


@dataclass(frozen=True, slots=True)
class Guest:
    """Who is invited, as what, and with which roles on things of the other apps."""

    email: str
    role: str = Member.Role.MEMBER
    language: str = "en"
    grants: Sequence[Mapping[str, Any]] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Sent:
    """An invitation on its way. Without a mail server the token is shown, once."""

    invitation: Invitation
    token: str | None


@transaction.atomic
def invite(*, team: Team, guest: Guest, actor: User, now: datetime) -> Sent:
    """Invite an address. A second invitation adds to the first and replaces its link.

    Whether the address has an account makes no difference to the answer (R2).
    """
    Team.objects.select_for_update().get(pk=team.pk)
    if team.members.filter(user__email__iexact=guest.email).exists():
        raise AlreadyMember
    invitation = pending_invitation(team, guest) or Invitation(
        team=team, email=guest.email.lower()
    )
    offer(invitation, guest, now=now)
    invitation.language = guest.language
    invitation.invited_by = actor
    return send(invitation, actor=actor, now=now)


@transaction.atomic
def resend(*, invitation: Invitation, actor: User, now: datetime) -> Sent:
    """Send a new link for seven more days; the old one is dead from now on."""
    return send(lock_pending(invitation), actor=actor, now=now)


@transaction.atomic
def revoke(*, invitation: Invitation, actor: User, now: datetime) -> None:
    invitation = lock_pending(invitation)
    invitation.revoked_at = now
    invitation.save(update_fields=["revoked_at"])
    change = change_of(invitation)
    record(
        "invitation.revoked", team=invitation.team, actor=actor, change=change, now=now
    )


@locked_change
def accept_invitation(*, invitation: Invitation, user: User, now: datetime) -> Member:
    """Let the person in, once, with the role and the grants of the invitation."""
    invitation = lock_pending(invitation)
    if invitation.expires_at <= now:
        raise InvitationNotUsable
    if invitation.email.lower() != user.email.lower():
        raise OtherAddress
    invitation.accepted_at, invitation.accepted_by = now, user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    member = join_team(
        team=invitation.team, user=user, role=invitation.role, actor=user, now=now
    )
    for grant in invitation.grants:
        if give := invitation_grants.get(grant["kind"]):
            give(
                team=invitation.team,
                user=user,
                grant=grant,
                invited_by=invitation.invited_by,
                now=now,
            )
    return member


def send(invitation: Invitation, *, actor: User, now: datetime) -> Sent:
    """Give it a new token and a new end, and mail the link if there is a server.

    The mail's job makes the token that is sent, because a job holds no secrets.
    """
    token, invitation.token_hash = new_token()
    invitation.expires_at = now + VALID_FOR
    invitation.save()
    change = change_of(invitation, after={"team_role": invitation.role})
    record("invitation.sent", team=invitation.team, actor=actor, change=change, now=now)
    if not settings.HAS_MAIL_SERVER:
        return Sent(invitation, token)
    send_later(
        "invitation",
        user=None,
        team=invitation.team,
        arguments={"invitation": invitation.pk},
        now=now,
    )
    return Sent(invitation, None)


@transaction.atomic
def renew_token(*, pk: int, now: datetime) -> tuple[Invitation, str] | None:
    """Make the token of the mail that is being written; None when it is pointless."""
    usable = Invitation.objects.usable(now=now).select_for_update(of=("self",))
    invitation = usable.select_related("team", "invited_by").filter(pk=pk).first()
    if invitation is None:
        return None
    token, invitation.token_hash = new_token()
    invitation.save(update_fields=["token_hash"])
    return invitation, token


def find_by_token(token: str, *, now: datetime) -> Invitation | None:
    """Return the invitation of the link; expired, revoked, used and unknown: None."""
    usable = Invitation.objects.usable(now=now)
    return usable.filter(token_hash__in=hashes_of(token)).first()


def pending_invitation(team: Team, guest: Guest) -> Invitation | None:
    pending = Invitation.objects.pending().select_for_update()
    return pending.filter(team=team, email__iexact=guest.email).first()


def offer(invitation: Invitation, guest: Guest, *, now: datetime) -> None:
    """Add to what is offered already and lower nothing; what is over counts no more."""
    stands = invitation.pk is not None and invitation.expires_at > now
    if not (stands and invitation.role == Member.Role.OWNER):
        invitation.role = guest.role
    present = invitation.grants if stands else []
    invitation.grants = merged(present, guest.grants)


def lock_pending(invitation: Invitation) -> Invitation:
    pending = Invitation.objects.pending().select_for_update(of=("self",))
    rows = pending.select_related("team").filter(pk=invitation.pk)
    found: Invitation | None = rows.first()
    if found is None:
        raise InvitationNotUsable
    return found


def merged(
    present: list[dict[str, Any]], added: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Return all grants; a new role on a thing replaces the one given before."""
    by_thing = {(each["kind"], each["id"]): dict(each) for each in [*present, *added]}
    return list(by_thing.values())
