"""What workspace does across apps. Each app adds its parts in `AppConfig.ready()`.

Every callable is called with exactly the keyword arguments of its type below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from django.http import HttpRequest

from common.navigation import NavigationGroup
from workspace.models import Team, User


@dataclass(frozen=True, slots=True)
class NeedsYou:
    """One line of the "needs you" list: what, where, until when."""

    text: str
    url: str
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """A card of the dashboard: a partial, and what it shows."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Door:
    """A way on from an empty dashboard; `icon` is a name of Lucide."""

    icon: str
    title: str
    text: str
    url: str


class FindNeeds(Protocol):
    def __call__(
        self, *, user: User, team: Team, now: datetime
    ) -> Iterable[NeedsYou]: ...


class DrawCards(Protocol):
    def __call__(self, *, user: User, team: Team, now: datetime) -> Iterable[Card]: ...


class OpenDoors(Protocol):
    def __call__(self, *, user: User, team: Team, now: datetime) -> Iterable[Door]: ...


class GiveGrant(Protocol):
    """Give what an invitation grants; `grant` is one entry of `Invitation.grants`.

    What no longer exists is passed over in silence: the person still joins the team.
    """

    def __call__(
        self,
        *,
        team: Team,
        user: User,
        grant: Mapping[str, Any],
        invited_by: User | None,
        now: datetime,
    ) -> None: ...


class SayGoodbye(Protocol):
    """Close what the person had in the team, inside the transaction of leaving."""

    def __call__(
        self, *, team: Team, user: User, actor: User, now: datetime
    ) -> None: ...


# The side rail: groups of links in the order of registration, empty ones left out.
rail: list[Callable[[HttpRequest], NavigationGroup]] = []
needs_you: list[FindNeeds] = []
dashboard_cards: list[DrawCards] = []
doors: list[OpenDoors] = []
invitation_grants: dict[str, GiveGrant] = {}
member_left: list[SayGoodbye] = []
