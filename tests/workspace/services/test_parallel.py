"""Rules that hold when many ask at the same moment, on a database with row locks."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from common.errors import DomainError
from workspace.models import Member
from workspace.services.accounts import create_account, use_once
from workspace.services.invitations import Guest, accept_invitation, invite
from workspace.services.limits import hit
from workspace.services.records import append_to_chain, verify_chain
from workspace.services.teams import remove_member

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="SQLite writes one after the other"
    ),
]
MANY = 12


def at_once(*tasks: Callable[[], object]) -> list[object]:
    """Run the tasks in threads that start together; a refusal is a result too."""
    barrier = Barrier(len(tasks))

    def run(task: Callable[[], object]) -> object:
        barrier.wait()
        try:
            return task()
        except DomainError as refusal:
            return type(refusal).__name__
        finally:
            connection.close()

    with ThreadPoolExecutor(len(tasks)) as pool:
        return list(pool.map(run, tasks))


def test_the_limit_holds(now):  # R3
    results = at_once(
        *[
            lambda: hit("door", "a", limit=5, window=timedelta(minutes=5), now=now)
            for _ in range(MANY)
        ]
    )

    assert results.count("TooManyAttempts") == MANY - 5


def test_a_code_is_taken_once(people, now):  # R4
    results = at_once(
        *[
            lambda: use_once(user=people["owner"], what="totp:1", now=now)
            for _ in range(MANY)
        ]
    )

    assert results.count(True) == 1


def test_an_invitation_is_accepted_once(team, people, now):  # R15
    person = create_account(email="new@example.org", password=None)
    guest = Guest("new@example.org")
    sent = invite(team=team, guest=guest, actor=people["owner"], now=now)

    results = at_once(
        *[
            lambda: accept_invitation(invitation=sent.invitation, user=person, now=now)
            for _ in range(MANY)
        ]
    )

    assert results.count("InvitationNotUsable") == MANY - 1


def test_two_owners_cannot_both_go(people, now):  # R15
    Member.objects.filter(user=people["lead"]).update(role="owner")
    owners = list(
        Member.objects.filter(
            user__in=[people["owner"], people["lead"]]
        ).select_related("team", "user")
    )

    results = at_once(
        *[
            lambda member=member: remove_member(
                member=member, actor=member.user, now=now
            )
            for member in owners
        ]
    )

    assert sorted(map(str, results)) == ["LastOwner", "None"]


def test_many_come_in_at_the_same_moment(people, now):  # R56
    at_once(
        *[
            lambda: append_to_chain(
                "account.logged_in", team=None, actor=people["owner"], now=now
            )
            for _ in range(30)
        ]
    )

    assert list(verify_chain(None)) == []
