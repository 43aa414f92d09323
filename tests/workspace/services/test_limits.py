from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import OperationalError

from workspace.models import AttemptCount
from workspace.services import limits
from workspace.services.limits import (
    Limit,
    TooManyAttempts,
    failures_counted,
    give_back,
    hit,
    purge_attempts,
)

pytestmark = pytest.mark.django_db

THREE = {"limit": 3, "window": timedelta(minutes=5)}
KNOCK = Limit("knock", 2, timedelta(minutes=1))


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def test_the_try_past_the_limit_is_refused_and_told_when_to_come_back(now):  # R3
    for minute in range(3):
        hit("login", "a@example.org", **THREE, now=now + minutes(minute))

    with pytest.raises(TooManyAttempts) as refusal:
        hit("login", "a@example.org", **THREE, now=now + minutes(3))

    assert refusal.value.retry_after == 2 * 60


def test_the_window_slides(now):  # R3
    for minute in range(3):
        hit("login", "a@example.org", **THREE, now=now + minutes(minute))

    hit("login", "a@example.org", **THREE, now=now + minutes(5))

    with pytest.raises(TooManyAttempts):
        hit("login", "a@example.org", **THREE, now=now + minutes(5.5))


def test_tries_of_one_moment_are_all_counted(now):
    for _time in range(3):
        hit("login", "a@example.org", **THREE, now=now)

    with pytest.raises(TooManyAttempts):
        hit("login", "a@example.org", **THREE, now=now)


def test_other_keys_and_other_names_have_counts_of_their_own(now):
    for _time in range(3):
        hit("login", "a@example.org", **THREE, now=now)

    hit("login", "b@example.org", **THREE, now=now)
    hit("reset", "a@example.org", **THREE, now=now)


def test_a_try_given_back_does_not_count(now):
    for _time in range(5):
        hit("login", "a@example.org", **THREE, now=now)
        give_back("login", "a@example.org", now=now)

    hit("login", "a@example.org", **THREE, now=now)


def test_only_failures_stay_counted(now):  # R3
    for is_right in (False, True, True, True, False):
        with failures_counted([(KNOCK, "door")], now=now) as outcome:
            outcome.append(is_right)

    with pytest.raises(TooManyAttempts), failures_counted([(KNOCK, "door")], now=now):
        pytest.fail("the secret was looked at")


def test_the_place_is_taken_before_the_secret_is_looked_at(now):  # R3
    with (
        failures_counted([(KNOCK, "door")], now=now),
        failures_counted([(KNOCK, "door")], now=now),
        pytest.raises(TooManyAttempts),
        failures_counted([(KNOCK, "door")], now=now),
    ):
        pytest.fail("three tries in parallel passed a limit of two")


def test_the_table_names_nobody(now):  # R58
    hit("login", "a@example.org", **THREE, now=now)

    assert not AttemptCount.objects.filter(key__contains="example").exists()


def test_without_a_database_all_is_refused(now):  # R3
    with (
        patch.object(limits, "take_place", side_effect=OperationalError),
        pytest.raises(TooManyAttempts),
    ):
        hit("login", "a@example.org", **THREE, now=now)


def test_old_tries_are_forgotten(now):
    hit("login", "a@example.org", **THREE, now=now)

    hit("login", "a@example.org", **THREE, now=now + minutes(6))

    assert AttemptCount.objects.filter(count__gt=0).count() == 1


def test_tries_that_limit_nothing_any_more_are_tidied_away(now):
    hit("login", "a@example.org", **THREE, now=now)
    hit("login", "b@example.org", **THREE, now=now + timedelta(days=2))

    purge_attempts(now + timedelta(days=2))

    assert AttemptCount.objects.count() == 2  # the try of b, and its lock
