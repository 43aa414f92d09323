"""Speak to a person outside of a request: their language, digits, calendar, zone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import cast
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from common.locale import Calendar, Digits, Locale, override_locale
from workspace.models import Team, User


@contextmanager
def speaking_to(
    user: User | None, team: Team | None = None, *, language: str = ""
) -> Iterator[None]:
    """Write for this person inside the block, as the pages would for them.

    `language` is for people who have chosen none, or have no account to choose in.
    """
    with ExitStack() as stack:
        stack.enter_context(override_locale(locale_of(user, language=language)))
        stack.enter_context(timezone.override(zone_of(user, team)))
        yield


def locale_of(user: User | None, *, language: str = "") -> Locale:
    if user is None:
        return Locale.for_language(language or settings.LANGUAGE_CODE)
    return Locale.for_language(
        user.language or language or settings.LANGUAGE_CODE,
        digits=cast("Digits | None", user.digits or None),
        calendar=cast("Calendar | None", user.calendar or None),
    )


def zone_of(user: User | None, team: Team | None) -> ZoneInfo:
    """The zone the person chose, or that of the team."""
    own = user.time_zone if user else ""
    return ZoneInfo(own or (team.time_zone if team else "") or settings.TIME_ZONE)
