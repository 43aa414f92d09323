"""How many requests a minute the API takes from one person (R46).

Counted in the database for all processes, but not at each request: a process writes its
count down every `STEP` requests, and looks at the sum of all. So with n processes a
person may pass the limit by at most n times STEP requests.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from django.utils import timezone
from rest_framework.exceptions import Throttled
from rest_framework.throttling import BaseThrottle

from workspace.services.limits import add_to_window, digest_of

if TYPE_CHECKING:
    from rest_framework.request import Request
    from rest_framework.views import APIView

STEP = 20
MINUTE = timedelta(minutes=1)
MOST_KEPT = 10_000


class Counted(NamedTuple):
    """What this process knows of one person's present minute."""

    minute: datetime
    unwritten: int
    is_over: bool


counts: dict[str, Counted] = {}


class PersonThrottle(BaseThrottle):
    def allow_request(self, request: Request, view: APIView) -> bool:
        """Raises Throttled, which answers 429 with Retry-After."""
        now = timezone.now()
        if is_over(name_of(request), now=now):
            raise Throttled(wait=60 - now.second)
        return True


def name_of(request: Request) -> str:
    """A token counts for itself, and all of a person's sessions together."""
    if request.auth is not None:
        return f"token {request.auth.pk}"
    return f"user {request.user.pk}"


def is_over(name: str, *, now: datetime) -> bool:
    minute = now.replace(second=0, microsecond=0)
    known = counts.get(name)
    if known is None or known.minute != minute:
        known = Counted(minute, 0, is_over=False)
    if known.is_over:
        return True
    unwritten = known.unwritten + 1
    over = False
    if unwritten >= STEP:
        key = digest_of("api", name)
        total = add_to_window(key, unwritten, window=minute)
        unwritten, over = 0, total > settings.API_REQUESTS_A_MINUTE
    remember(name, Counted(minute, unwritten, over))
    return over


def remember(name: str, counted: Counted) -> None:
    if len(counts) >= MOST_KEPT:
        counts.clear()
    counts[name] = counted
