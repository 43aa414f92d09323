"""Sessions: each one is on the person's list, and can be ended on the server (R5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction

from workspace.models import User
from workspace.services.records import append_to_chain

LONGEST = timedelta(days=7)  # however busy it is
NOTED_EVERY = timedelta(minutes=5)
# Keys inside the session, in seconds since the epoch.
BEGAN = "began"
SEEN = "seen"


@dataclass(frozen=True, slots=True)
class Browser:
    """What the list shows of where a session is used."""

    address: str
    agent: str


def list_session(
    *, user: User, session_key: str, browser: Browser, now: datetime
) -> UserSession:
    """Put a session on the person's list; what is not there could not be ended."""
    session, _created = UserSession.objects.update_or_create(
        session_key=session_key,
        defaults={
            "user": user,
            "ip": browser.address,
            "user_agent": browser.agent[:200],
            "created_at": now,
            "last_seen_at": now,
        },
    )
    return session


def note_use(*, session_key: str, now: datetime) -> None:
    UserSession.objects.filter(session_key=session_key).update(last_seen_at=now)


def living_sessions(user: User) -> list[UserSession]:
    """Return the sessions that still open the door, the latest used first."""
    listed = UserSession.objects.filter(user=user).order_by("-last_seen_at", "-pk")
    keys = SessionStore.get_model_class().objects.filter(
        session_key__in=listed.values("session_key"),
    )
    living = set(keys.values_list("session_key", flat=True))
    return [session for session in listed if session.session_key in living]


def purge_sessions(now: datetime) -> None:
    """Delete the sessions that have ended, and their lines on people's lists."""
    sessions = SessionStore.get_model_class().objects
    sessions.filter(expire_date__lt=now).delete()
    # A line is written a moment before the session it tells of.
    listed = UserSession.objects.filter(last_seen_at__lt=now - NOTED_EVERY)
    listed.exclude(session_key__in=sessions.values("session_key")).delete()


@transaction.atomic
def end_session(*, session: UserSession, actor: User, now: datetime) -> None:
    session.end()
    append_to_chain("account.logged_out", team=None, actor=actor, now=now)


@transaction.atomic
def end_other_sessions(*, user: User, kept: str | None, now: datetime) -> int:
    """End all the person's sessions but the one with the kept key."""
    others = UserSession.objects.filter(user=user).exclude(session_key=kept)
    ended = [session.end() for session in others]
    if ended:
        append_to_chain("account.logged_out", team=None, actor=user, now=now)
    return len(ended)
