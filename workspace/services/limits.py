"""How often something may be tried, counted in the database for all processes (R3).

A sliding window, exact: at most `limit` tries in any span of `window`.
"""

from __future__ import annotations

import hashlib
import hmac
import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from common.errors import TooMuch
from workspace.models import AttemptCount

LONGEST_WINDOW = timedelta(days=1)
# The row that is locked while one key's tries are counted; it counts nothing itself.
LOCK = datetime(2000, 1, 1, tzinfo=UTC)


class TooManyAttempts(TooMuch):
    message = _("There were too many attempts. Wait a while, then try again.")


@dataclass(frozen=True, slots=True)
class Limit:
    """A named limit; `name` parts the counts of different things."""

    name: str
    limit: int
    window: timedelta


def hit(name: str, key: str, *, limit: int, window: timedelta, now: datetime) -> None:
    """Count one try, or refuse it. Without a database all is refused, not all let in.

    Call it before the work that is limited, outside any transaction: a count that is
    rolled back with the work would not limit anything.
    """
    digest = digest_of(name, key)
    try:
        refuse_if_full(digest, limit=limit, window=window, now=now)
        take_place(digest, limit=limit, window=window, now=now)
    except DatabaseError as error:
        raise TooManyAttempts(retry_after=seconds(window)) from error


def give_back(name: str, key: str, *, now: datetime) -> None:
    """Take the try of this moment back: it was no failure."""
    AttemptCount.objects.filter(
        key=digest_of(name, key), window=now, count__gt=0
    ).update(count=F("count") - 1)


@contextmanager
def failures_counted(
    limits: list[tuple[Limit, str]], *, now: datetime
) -> Iterator[list[bool]]:
    """Count a failure against every limit unless the body appends True.

    The place is taken before the secret is looked at, so that tries in parallel
    cannot pass the limit together.
    """
    for each, key in limits:
        hit(each.name, key, limit=each.limit, window=each.window, now=now)
    outcome: list[bool] = []
    yield outcome
    if any(outcome):
        for each, key in limits:
            give_back(each.name, key, now=now)


@transaction.atomic
def take_place(digest: str, *, limit: int, window: timedelta, now: datetime) -> None:
    AttemptCount.objects.bulk_create(
        [AttemptCount(key=digest, window=LOCK)], ignore_conflicts=True
    )
    AttemptCount.objects.select_for_update().filter(key=digest, window=LOCK).first()
    refuse_if_full(digest, limit=limit, window=window, now=now)
    counts = AttemptCount.objects.filter(key=digest)
    counts.filter(window__gt=LOCK, window__lte=now - window).delete()
    if not counts.filter(window=now).update(count=F("count") + 1):
        AttemptCount.objects.create(key=digest, window=now, count=1)


def purge_attempts(now: datetime) -> None:
    """Forget tries that limit nothing any more, and the locks of keys without tries."""
    counts = AttemptCount.objects.filter(window__gt=LOCK)
    counts.filter(window__lt=now - LONGEST_WINDOW).delete()
    AttemptCount.objects.filter(window=LOCK).exclude(
        key__in=counts.values("key")
    ).delete()


def refuse_if_full(
    digest: str, *, limit: int, window: timedelta, now: datetime
) -> None:
    recent = list(
        AttemptCount.objects.filter(key=digest, window__gt=now - window, count__gt=0)
        .order_by("window")
        .values_list("window", "count")
    )
    if sum(count for _at, count in recent) >= limit:
        raise TooManyAttempts(retry_after=seconds(recent[0][0] + window - now))


def digest_of(name: str, key: str) -> str:
    """A keyed hash, so that the table names no address and no person."""
    return hmac.new(
        settings.SIGNING_KEY.encode(), f"{name}\0{key}".encode(), hashlib.sha256
    ).hexdigest()


def seconds(span: timedelta) -> int:
    return max(1, math.ceil(span.total_seconds()))


@transaction.atomic
def add_to_window(digest: str, added: int, *, window: datetime) -> int:
    """Add to the count of a fixed window, and return what all processes have counted.

    For limits where a few more or less do no harm; `hit` is exact.
    """
    AttemptCount.objects.bulk_create(
        [AttemptCount(key=digest, window=window)], ignore_conflicts=True
    )
    mine = AttemptCount.objects.filter(key=digest, window=window)
    mine.update(count=F("count") + added)
    return int(mine.values_list("count", flat=True).get())
