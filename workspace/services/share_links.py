"""Share links: ways to one object for people without account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError, StateConflict
from common.text import clean_line
from workspace.models import ShareLink, Team, User
from workspace.services.records import Change, record
from workspace.tokens import hashes_of, new_token

DEFAULT_DAYS = 14
MOST_DAYS = 90
SHORTEST_PASSWORD = 8
NOTED_EVERY = timedelta(hours=1)


class LinkLabelMissing(DomainError):
    message = _("Say whom the link is for.")


class LinkLastsTooLong(DomainError):
    message = _("A link lasts from 1 to 90 days.")


class LinkPasswordTooShort(DomainError):
    message = _("Use at least 8 characters for the password, or none at all.")


class LinkIsSpent(StateConflict):
    message = _("This link was for one use, and it was used.")


@dataclass(frozen=True, slots=True)
class NewLink:
    """What the creator chose; everything personal is off unless ticked (R22)."""

    label: str
    days: int = DEFAULT_DAYS
    password: str = ""
    is_one_use: bool = False
    shows_names: bool = False
    shows_scores: bool = False
    shows_notes: bool = False
    shows_prices: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """What the link opens."""

    kind: str
    pk: int
    team: Team


@transaction.atomic
def create_link(
    new: NewLink, *, target: Target, actor: User, now: datetime
) -> tuple[ShareLink, str]:
    """Return the link and its token, which is shown once and stored nowhere (R24)."""
    label = clean_line(new.label)
    if not label:
        raise LinkLabelMissing
    if not 1 <= new.days <= MOST_DAYS:
        raise LinkLastsTooLong
    if new.password and len(new.password) < SHORTEST_PASSWORD:
        raise LinkPasswordTooShort
    token, token_hash = new_token()
    link = ShareLink.objects.create(
        team=target.team,
        target_kind=target.kind,
        target_id=target.pk,
        label=label,
        token_hash=token_hash,
        password=make_password(new.password) if new.password else "",
        is_one_use=new.is_one_use,
        shows_names=new.shows_names,
        shows_scores=new.shows_scores,
        shows_notes=new.shows_notes,
        shows_prices=new.shows_prices,
        created_by=actor,
        created_at=now,
        expires_at=now + timedelta(days=new.days),
    )
    tell("link.created", link, actor=actor, now=now)
    return link, token


@transaction.atomic
def revoke_link(*, link: ShareLink, actor: User, now: datetime) -> None:
    """End the link at once; a second time changes nothing."""
    if ShareLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=now):
        tell("link.revoked", link, actor=actor, now=now)


@transaction.atomic
def extend_link(*, link: ShareLink, days: int, actor: User, now: datetime) -> bool:
    """Let a living link live so many days from now; return whether it did live."""
    if not 1 <= days <= MOST_DAYS:
        raise LinkLastsTooLong
    living = ShareLink.objects.usable(now=now).filter(pk=link.pk)
    is_living = bool(living.update(expires_at=now + timedelta(days=days)))
    if is_living:
        tell("link.extended", link, actor=actor, now=now)
    return is_living


def spend(*, link: ShareLink, now: datetime) -> None:
    """Use up a link for one use, inside the transaction of what it is used for."""
    living = ShareLink.objects.usable(now=now).filter(pk=link.pk)
    if link.is_one_use and not living.update(spent_at=now):
        raise LinkIsSpent


def find_link(token: str, *, now: datetime) -> ShareLink | None:
    """Return the link; expired, revoked and unknown look the same."""
    links = ShareLink.objects.usable(now=now).select_related("team", "created_by")
    return links.filter(token_hash__in=hashes_of(token)).first()


def is_password(link: ShareLink, password: str) -> bool:
    return check_password(password, link.password)


def note_use(*, link: ShareLink, now: datetime) -> None:
    ShareLink.objects.filter(pk=link.pk).update(last_used_at=now)


def note_use_now_and_then(*, link: ShareLink, now: datetime) -> None:
    """Note the use of a link that programs read: their way has no page to tell of it.

    Seldom, so that reading often writes little; the reading itself consumes nothing.
    """
    seldom = Q(last_used_at=None) | Q(last_used_at__lt=now - NOTED_EVERY)
    ShareLink.objects.filter(seldom, pk=link.pk).update(last_used_at=now)


def tell(verb: str, link: ShareLink, *, actor: User, now: datetime) -> None:
    ticked = [
        name
        for name in ("names", "scores", "notes", "prices")
        if getattr(link, f"shows_{name}")
    ]
    record(
        verb,
        team=link.team,
        actor=actor,
        change=Change(
            kind=link.target_kind,
            pk=link.target_id,
            subject=link.label,
            after={"label": link.label, "shows": ticked},
        ),
        now=now,
    )
