"""Fetch and check in one step: 404 when hidden, 403 when seen but not allowed."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from workspace.models import Job, Member, StoredFile, Team, User
from workspace.permissions import ALLOWED, TeamAction


def get_team(user: User, pk: int, *, action: TeamAction) -> Team:
    """Return the team: 404 if it is hidden from the user, 403 if only seen."""
    member = get_object_or_404(
        Member.objects.select_related("team"), team_id=pk, user=user
    )
    if action not in ALLOWED[member.role]:
        raise PermissionDenied
    return member.team


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


def get_file(user: User, public_id: UUID) -> StoredFile:
    return get_object_or_404(StoredFile.objects.visible_to(user), public_id=public_id)
