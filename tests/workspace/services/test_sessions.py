from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from workspace.services.sessions import (
    Browser,
    list_session,
    living_sessions,
    purge_sessions,
)

pytestmark = pytest.mark.django_db
BROWSER = Browser(address="203.0.113.7", agent="curl/8")


def begin(user, *, now) -> UserSession:
    store = SessionStore()
    store["person"] = user.pk
    store.save()
    return list_session(
        user=user, session_key=store.session_key, browser=BROWSER, now=now
    )


def test_the_list_shows_living_sessions_only(people, now):
    kept, ended = (begin(people["owner"], now=now) for _ in range(2))
    Session.objects.filter(session_key=ended.session_key).delete()

    assert living_sessions(people["owner"]) == [kept]


def test_what_has_ended_is_tidied_away(people, now):
    kept, _ended, fresh = (begin(people["owner"], now=now) for _ in range(3))
    Session.objects.filter(session_key=kept.session_key).update(
        expire_date=now + timedelta(hours=8)
    )
    Session.objects.exclude(session_key=kept.session_key).update(
        expire_date=now - timedelta(hours=1)
    )
    UserSession.objects.exclude(pk=fresh.pk).update(
        last_seen_at=now - timedelta(hours=1)
    )

    purge_sessions(now)

    assert list(Session.objects.values_list("session_key", flat=True)) == [
        kept.session_key
    ]
    # A line is written a moment before its session, so the newest stay.
    assert set(UserSession.objects.values_list("pk", flat=True)) == {kept.pk, fresh.pk}


def test_a_long_name_of_a_browser_is_cut(people, now):
    browser = Browser(address="::1", agent="x" * 5000)

    session = list_session(
        user=people["owner"], session_key="a", browser=browser, now=now
    )

    assert len(session.user_agent) == 200
