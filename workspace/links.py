"""Addresses that leave the site: in mails, calendars, workbooks (R42)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse


def site_link(name: str, *args: Any) -> str:
    """Return the page's address on the configured site, whatever Host said."""
    return f"{settings.SITE_URL}{reverse(name, args=args)}"
