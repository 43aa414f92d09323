"""What an administrator should know before the site is opened."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register


@register(Tags.security)
def check_signup(**_kwargs: Any) -> list[CheckMessage]:
    """Open sign-up confirms addresses by mail; without a server nobody comes in."""
    if settings.SIGNUP != "open" or settings.HAS_MAIL_SERVER:
        return []
    return [
        Warning(
            "SIGNUP=open needs a mail server: addresses are confirmed by mail.",
            hint="Set EMAIL_URL, or SIGNUP=invite.",
            id="workspace.W001",
        )
    ]
