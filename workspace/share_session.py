"""What a link's reader carries in the browser: one signed cookie, no login (R27)."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from workspace.models import ShareLink

SALT = "share"
# A reader who comes back tomorrow uses the link again.
LONGEST = 12 * 60 * 60


def cookie_name() -> str:
    return "__Host-share" if settings.SESSION_COOKIE_SECURE else "share"


def start(response: HttpResponse, link: ShareLink, *, is_unlocked: bool) -> None:
    """Let this browser read the link's one object."""
    response.set_cookie(
        cookie_name(),
        signing.dumps(
            {"link": link.pk, "hash": link.token_hash[:16], "open": is_unlocked},
            key=settings.SIGNING_KEY,
            salt=SALT,
        ),
        max_age=LONGEST,
        path="/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def link_of(request: HttpRequest, *, now: datetime) -> tuple[ShareLink | None, bool]:
    """Return the link of the cookie and whether its password was given.

    Read afresh at each request, so that a revoked link is dead at once (R25).
    """
    try:
        content = signing.loads(
            request.COOKIES.get(cookie_name(), ""),
            key=settings.SIGNING_KEY,
            fallback_keys=[*settings.SIGNING_KEY_FALLBACKS],
            salt=SALT,
            max_age=LONGEST,
        )
    except signing.BadSignature:
        return None, False
    links = ShareLink.objects.usable(now=now).select_related("team", "created_by")
    link = links.filter(pk=content["link"]).first()
    if link is None or link.token_hash[:16] != content["hash"]:
        return None, False
    return link, bool(content["open"])
