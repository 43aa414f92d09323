"""Who leads a plan whose only lead leaves the team."""

from __future__ import annotations

from workspace.models import Member, Team, User


def heir_of(team: Team, *, former: User) -> User | None:
    """Return the owner of the team, without the former lead, who is one the longest."""
    owners = Member.objects.filter(team=team).owners().exclude(user=former)
    heir = owners.select_related("user").order_by("joined_at", "pk").first()
    return heir.user if heir else None
