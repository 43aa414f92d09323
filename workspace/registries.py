"""What workspace does across apps. Each app adds its parts in `AppConfig.ready()`.

Every callable is called with exactly the keyword arguments of its type below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.functional import Promise

from common.navigation import NavigationGroup
from workspace.models import Job, StoredFile, Team, User

if TYPE_CHECKING:
    from workspace.services.job_runs import Progress

MINUTE = 60


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
    """A way on from an empty dashboard; `icon` is a name of Lucide.

    A shortcut stays as a button once there is work on the dashboard.
    """

    icon: str
    title: str
    text: str
    url: str
    is_shortcut: bool = False


class FindNeeds(Protocol):
    def __call__(
        self, *, user: User, team: Team, now: datetime
    ) -> Iterable[NeedsYou]: ...


class DrawCards(Protocol):
    def __call__(self, *, user: User, team: Team, now: datetime) -> Iterable[Card]: ...


class OpenDoors(Protocol):
    def __call__(self, *, user: User, team: Team, now: datetime) -> Iterable[Door]: ...


class AddDemoPart(Protocol):
    """Add what the app shows in the demo team; people come by the name in the story."""

    def __call__(
        self, *, team: Team, people: Mapping[str, User], now: datetime
    ) -> None: ...


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


@dataclass(frozen=True, slots=True)
class Parting:
    """What a person's leaving would do to one thing of the team, and where that is."""

    title: str
    text: str
    url: str


class TellPartings(Protocol):
    """Tell what a leaving would do to those who may see the thing. Nothing is saved."""

    def __call__(
        self, *, team: Team, user: User, seen_by: User, now: datetime
    ) -> Iterable[Parting]: ...


@dataclass(frozen=True, slots=True)
class JobKind:
    """How a kind of job runs. Limits are seconds; heavy ones are few per team (R46)."""

    name: str
    title: str | Promise
    run: Callable[[Job, Progress], StoredFile | None]
    soft_limit: int = 4 * MINUTE
    hard_limit: int = 5 * MINUTE
    is_heavy: bool = False
    # Mail and duties are nobody's own work: no list of jobs shows them.
    is_shown: bool = True


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a mail, made when the mail is written."""

    name: str
    content: bytes
    content_type: str


@dataclass(frozen=True, slots=True)
class MailContext:
    """What fills a mail. Address and language are for people without an account."""

    values: Mapping[str, Any]
    address: str = ""
    language: str = ""
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class MailTemplate:
    """Two text templates and what fills them.

    `build` gets the person and the job's ids. It returns None when the mail has become
    pointless, because the thing is gone or the person does not want it.
    """

    subject: str
    body: str
    build: Callable[[User | None, Mapping[str, Any]], MailContext | None]


def for_everybody(rows: QuerySet[Any], _person: User) -> QuerySet[Any]:
    return rows


def all_of_them(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows


@dataclass(frozen=True, slots=True)
class DataPart:
    """What one model gives to the archive of a team, and to the data of a person.

    Every column is told but those of `without`, so that a new one joins by itself.
    """

    name: str  # of its files in the archive
    title: str | Promise
    model: type[Model]
    # The lookup from a row to its team; empty: the rows are in no team's archive.
    team: str = ""
    # The lookups from a row to the person whom it is about.
    person: tuple[str, ...] = ()
    # Further columns, and the attributes that they are read from: "ballot.candidate".
    more: Mapping[str, str] = field(default_factory=dict)
    without: frozenset[str] = frozenset()
    # Whether the rows about a person go when the person is erased.
    is_erased: bool = False
    # Leaves out of a team's archive what is still sealed (R17).
    shown: Callable[[QuerySet[Any]], QuerySet[Any]] = all_of_them
    # Leaves out of it what this owner of the team may not see either (R21).
    shown_to: Callable[[QuerySet[Any], User], QuerySet[Any]] = for_everybody


class EraseTraces(Protocol):
    """Delete what is the person's alone, inside the transaction of the erasure."""

    def __call__(self, *, person: User) -> None: ...


# The side rail: groups of links in the order of registration, empty ones left out.
rail: list[Callable[[HttpRequest], NavigationGroup]] = []
needs_you: list[FindNeeds] = []
dashboard_cards: list[DrawCards] = []
doors: list[OpenDoors] = []
# What further apps add to the demo team, in the transaction that makes it.
demo_parts: list[AddDemoPart] = []
invitation_grants: dict[str, GiveGrant] = {}
# What is told before somebody leaves, and done when they do.
before_leaving: list[TellPartings] = []
member_left: list[SayGoodbye] = []

# Kind of a share link's object -> name of the address that shows it to readers.
share_pages: dict[str, str] = {}

# Rows that belong to a team or are about a person, for export (R57). Models that are in
# no part are in `kept_out`, each with its reason.
data_parts: list[DataPart] = []
kept_out: dict[type[Model], str] = {}
erasers: list[EraseTraces] = []

job_kinds: dict[str, JobKind] = {}
mail_templates: dict[str, MailTemplate] = {}
# Sentences of the activity list by verb; the placeholders are %(actor)s, %(subject)s
# and the keys of the activity's `before` and `after`, such as %(after_role)s.
activity_texts: dict[str, str | Promise] = {}
# What the codes stored under a key of `before` and `after` are called on a page,
# such as activity_words["role"]["lead"].
activity_words: dict[str, Mapping[str, str | Promise]] = {}
# Called every hour with the present moment; safe to repeat. Purgers delete what is
# over; duties are everything else that the clock asks for, such as reminders.
purgers: list[Callable[[datetime], None]] = []
duties: list[Callable[[datetime], None]] = []


def register_job(kind: JobKind) -> None:
    job_kinds[kind.name] = kind
