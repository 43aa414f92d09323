"""Fetch and check in one step: 404 when hidden, 403 when seen but not allowed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from workspace.models import ApiToken, Invitation, Job, Member, StoredFile, Team, User
from workspace.permissions import ALLOWED, TeamAction
from workspace.requests import PersonRequest

# The key of the session that holds the hash of the token a browser came with.
OPENED_INVITATION = "invitation"


def get_team(user: User, pk: int, *, action: TeamAction) -> Team:
    """Return the team: 404 if it is hidden from the user, 403 if only seen."""
    member = get_membership(user, pk)
    if action not in ALLOWED[member.role]:
        raise PermissionDenied
    return member.team


def get_present_team(request: PersonRequest, *, action: TeamAction) -> Team | None:
    """Return the team this session works in; nothing for people without a team."""
    if request.team is None:
        return None
    return get_team(request.user, request.team.pk, action=action)


def get_membership(user: User, pk: int) -> Member:
    """Return the user's own membership of the team, whatever its role."""
    members = Member.objects.of_user(user).select_related("team", "user")
    return get_object_or_404(members, team_id=pk)


def get_member(user: User, pk: int, *, action: TeamAction) -> Member:
    member = get_object_or_404(
        Member.objects.visible_to(user).select_related("team", "user"), pk=pk
    )
    get_team(user, member.team_id, action=action)
    return member


def get_job(user: User, public_id: UUID) -> Job:
    return get_object_or_404(
        Job.objects.visible_to(user).select_related("result"), public_id=public_id
    )


def get_unsent_mail(user: User, public_id: UUID) -> Job:
    """Return the mail that could not be sent; only owners see that there is one."""
    unsent = Job.objects.unsent_mail_visible_to(user)
    return get_object_or_404(unsent, public_id=public_id)


def get_api_token(user: User, pk: int) -> ApiToken:
    """Return one of the person's own tokens."""
    return get_object_or_404(
        ApiToken.objects.visible_to(user).select_related("team"), pk=pk
    )


def get_file(user: User, public_id: UUID) -> StoredFile:
    return get_object_or_404(StoredFile.objects.visible_to(user), public_id=public_id)


def get_invitation(user: User, pk: int) -> Invitation:
    """Return the invitation; only owners of the team see that it is there."""
    visible = Invitation.objects.visible_to(user).pending()
    return get_object_or_404(visible.select_related("team"), pk=pk)


def find_invited(session: SessionBase, *, now: datetime) -> Invitation | None:
    """Return the invitation whose link this browser opened, while it works."""
    usable = Invitation.objects.usable(now=now).select_related("team", "invited_by")
    opened = session.get(OPENED_INVITATION)
    return usable.filter(token_hash=opened).first() if opened else None
