"""How teams, people and jobs look in answers of the API."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict
from uuid import UUID

from django.urls import reverse

from workspace.job_cards import JobCard
from workspace.models import ApiToken, Invitation, Member, Team, User
from workspace.permissions import ALLOWED
from workspace.selectors import Person
from workspace.services.invitations import Sent


class TeamShape(TypedDict):
    """`role` is the own one, `actions` what it may do."""

    id: int
    name: str
    time_zone: str
    requires_mfa: bool
    role: str
    actions: list[str]


class MemberShape(TypedDict):
    """`has_second_factor` is for owners to know, and null for others."""

    id: int
    name: str
    email: str
    role: str
    joined_at: datetime
    is_self: bool
    has_second_factor: bool | None


class PartingShape(TypedDict):
    title: str
    text: str
    url: str


class PartingsShape(TypedDict):
    """One for each plan of the person that you see too; `text` in your language."""

    partings: list[PartingShape]


class InvitationShape(TypedDict):
    id: int
    email: str
    role: str
    language: str
    expires_at: datetime


class SentInvitationShape(InvitationShape):
    """`link` is shown this once where no mail server sends it, and null elsewhere."""

    link: str | None


class JobShape(TypedDict):
    """`state` is waiting, running, done, failed or cancelled; `progress` in percent.

    `file` is the address of what the job made, while it is kept.
    """

    id: UUID
    kind: str
    title: str
    state: str
    progress: int | None
    message: str
    created_at: datetime
    finished_at: datetime | None
    may_cancel: bool
    may_retry: bool
    file: str | None


class OwnShape(TypedDict):
    email: str
    name: str
    language: str
    digits: str
    calendar: str
    time_zone: str
    wants_reminders: bool
    wants_news: bool
    has_second_factor: bool


class TokenShape(TypedDict):
    """A token of one's own; what it is made of is shown nowhere again."""

    id: int
    label: str
    team: int
    scope: str
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None


def team_shape(member: Member) -> TeamShape:
    team: Team = member.team
    return {
        "id": team.pk,
        "name": team.name,
        "time_zone": team.time_zone,
        "requires_mfa": team.requires_mfa,
        "role": member.role,
        "actions": sorted(ALLOWED[member.role]),
    }


def member_shape(person: Person, *, may_manage: bool) -> MemberShape:
    member = person.member
    return {
        "id": member.pk,
        "name": member.user.name,
        "email": member.user.email,
        "role": member.role,
        "joined_at": member.joined_at,
        "is_self": person.is_self,
        "has_second_factor": person.has_factor if may_manage else None,
    }


def invitation_shape(invitation: Invitation) -> InvitationShape:
    return {
        "id": invitation.pk,
        "email": invitation.email,
        "role": invitation.role,
        "language": invitation.language,
        "expires_at": invitation.expires_at,
    }


def sent_invitation_shape(sent: Sent, link: str | None) -> SentInvitationShape:
    return {**invitation_shape(sent.invitation), "link": link}


def job_shape(card: JobCard) -> JobShape:
    job = card.job
    file = reverse("api:job-file", args=[job.public_id]) if card.result else None
    return {
        "id": job.public_id,
        "kind": job.kind,
        "title": card.title,
        "state": job.state,
        "progress": card.progress,
        "message": job.message,
        "created_at": job.created_at,
        "finished_at": job.finished_at,
        "may_cancel": card.may_cancel,
        "may_retry": card.may_retry,
        "file": file,
    }


def own_shape(user: User, *, has_second_factor: bool) -> OwnShape:
    return {
        "email": user.email,
        "name": user.name,
        "language": user.language,
        "digits": user.digits,
        "calendar": user.calendar,
        "time_zone": user.time_zone,
        "wants_reminders": user.wants_reminders,
        "wants_news": user.wants_news,
        "has_second_factor": has_second_factor,
    }


def token_shape(token: ApiToken) -> TokenShape:
    return {
        "id": token.pk,
        "label": token.label,
        "team": token.team_id,
        "scope": token.scope,
        "created_at": token.created_at,
        "expires_at": token.expires_at,
        "last_used_at": token.last_used_at,
    }
