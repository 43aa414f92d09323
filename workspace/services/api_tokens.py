"""Tokens of the API: shown once, for one person, one team and one scope (R8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError
from common.text import clean_line
from workspace.models import ApiToken, Team, User
from workspace.services.limits import hit
from workspace.services.mail import send_later
from workspace.services.records import change_of, record
from workspace.tokens import hashes_of, new_token

DEFAULT_DAYS = 90
MOST_DAYS = 365
# What needs an identity check on a page is open to such a token for a day (R7).
MANAGE_LASTS = timedelta(hours=24)
MOST_TOKENS = 20
NOTED_EVERY = timedelta(minutes=15)
# By this a scanner of repositories knows what it has found.
PREFIX = "changeover_"
# R3: wrong tokens from one address.
WRONG, MOST_WRONG, WRONG_WINDOW = "token.address", 20, timedelta(minutes=1)


class TokenLabelMissing(DomainError):
    message = _("Say what the token is for.")


class TokenLastsTooLong(DomainError):
    message = _("A token lasts from 1 to 365 days.")


class TooManyTokens(DomainError):
    message = _("You have 20 tokens for this team. Revoke one that is not used.")


@dataclass(frozen=True, slots=True)
class NewToken:
    label: str
    scope: str = ApiToken.Scope.READ
    days: int = DEFAULT_DAYS


@transaction.atomic
def create_token(
    new: NewToken, *, team: Team, actor: User, now: datetime
) -> tuple[ApiToken, str]:
    """Return the row and the token, which is shown once and stored nowhere."""
    label = clean_line(new.label)
    if not label:
        raise TokenLabelMissing
    if not 1 <= new.days <= MOST_DAYS:
        raise TokenLastsTooLong
    # The lock on the person lets two forms sent at once not pass the limit together.
    User.objects.select_for_update().get(pk=actor.pk)
    if ApiToken.objects.usable(now=now).filter(user=actor, team=team).count() >= (
        MOST_TOKENS
    ):
        raise TooManyTokens
    secret, _hash = new_token()
    shown = PREFIX + secret
    token = ApiToken.objects.create(
        user=actor,
        team=team,
        scope=new.scope,
        label=label,
        token_hash=hashes_of(shown)[0],
        created_at=now,
        expires_at=now + lasts(new),
    )
    change = change_of(token, after={"scope": token.scope})
    record("token.created", team=team, actor=actor, change=change, now=now)
    send_later(
        "token_created", user=actor, team=team, arguments={"token": token.pk}, now=now
    )
    return token, shown


def lasts(new: NewToken) -> timedelta:
    chosen = timedelta(days=new.days)
    return min(chosen, MANAGE_LASTS) if new.scope == ApiToken.Scope.MANAGE else chosen


@transaction.atomic
def revoke_token(*, token: ApiToken, actor: User, now: datetime) -> None:
    """End the token at once; a second time changes nothing."""
    living = ApiToken.objects.filter(pk=token.pk, revoked_at=None)
    if living.update(revoked_at=now):
        change = change_of(token)
        record("token.revoked", team=token.team, actor=actor, change=change, now=now)


@transaction.atomic
def revoke_tokens_of(user: User, *, now: datetime) -> None:
    """End all tokens of a person, as when the password has changed."""
    living = ApiToken.objects.usable(now=now).filter(user=user)
    for token in living.select_related("team").order_by("pk"):
        revoke_token(token=token, actor=user, now=now)


def find_token(shown: str, *, now: datetime) -> ApiToken | None:
    """Return the token; expired, revoked, unknown, and one whose person may not use
    it any more look the same (R14)."""
    usable = ApiToken.objects.usable(now=now).select_related("user", "team")
    return usable.filter(token_hash__in=hashes_of(shown)).first()


def count_wrong_token(network: str, *, now: datetime) -> None:
    """Count a token that opens nothing. Raises TooManyAttempts (R3)."""
    hit(WRONG, network, limit=MOST_WRONG, window=WRONG_WINDOW, now=now)


def note_use(*, token: ApiToken, now: datetime) -> None:
    """Note when it was used, to the quarter of an hour."""
    used = token.last_used_at
    if used is None or now - used >= NOTED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)


def purge_tokens(now: datetime) -> None:
    """Forget tokens that ended a month ago; the records still tell of them."""
    month_ago = now - timedelta(days=30)
    ApiToken.objects.filter(expires_at__lt=month_ago).delete()
    ApiToken.objects.filter(revoked_at__lt=month_ago).delete()
