from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from datetime import timedelta
from threading import Thread

import pytest
from celery import current_app
from kombu.exceptions import OperationalError

from config.celery import make_app
from workspace.jobs import run_job
from workspace.models import Job
from workspace.services import dispatch
from workspace.services.dispatch import dispatch_job, dispatch_waiting
from workspace.services.jobs import enqueue_job

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(monkeypatch) -> list[int]:
    """What reached the broker."""
    sent: list[int] = []
    monkeypatch.setattr(
        run_job, "apply_async", lambda args, **_options: sent.append(args[0])
    )
    monkeypatch.setattr(dispatch.pause, "until", 0.0)
    return sent


@pytest.fixture
def dead_broker(monkeypatch) -> None:
    def refuse(*_args, **_options):
        raise OperationalError("refused")

    monkeypatch.setattr(run_job, "apply_async", refuse)
    monkeypatch.setattr(dispatch.pause, "until", 0.0)


def add(now, *, kind="scripted", team=None, **fields) -> Job:
    return Job.objects.create(
        kind=kind, team=team, created_at=now, run_after=now, **fields
    )


def test_a_job_is_sent_once(script, sent, now):
    job = add(now)

    dispatch_waiting(now=now)
    dispatch_waiting(now=now + timedelta(seconds=2))

    assert sent == [job.pk]


def test_a_job_is_sent_with_its_limits(script, monkeypatch, now):  # R53
    given = {}
    monkeypatch.setattr(run_job, "apply_async", lambda _args, **o: given.update(o))
    add(now)

    dispatch_waiting(now=now)

    assert given == {"soft_time_limit": 240, "time_limit": 300}


def test_a_lost_message_is_sent_again(script, sent, now):  # R52
    job = add(now)
    dispatch_waiting(now=now)

    dispatch_waiting(now=now + timedelta(minutes=6))

    assert sent == [job.pk, job.pk]


def test_a_job_of_later_is_not_sent_yet(script, sent, now):
    Job.objects.create(kind="scripted", run_after=now + timedelta(seconds=1))

    dispatch_waiting(now=now)

    assert sent == []


def test_a_dead_broker_loses_nothing(script, dead_broker, now):  # R52
    job = add(now)

    dispatch_waiting(now=now)

    job.refresh_from_db()
    assert (job.state, job.sent_at) == ("waiting", None)


def test_after_a_silent_broker_requests_stop_trying_for_a_while(
    script, dead_broker, monkeypatch, now
):
    job = add(now)
    dispatch_job(job.pk, now=now)
    tries = []
    monkeypatch.setattr(run_job, "apply_async", lambda *a, **_o: tries.append(a))

    dispatch_job(job.pk, now=now)
    dispatch_waiting(now=now)  # the scheduler goes on trying

    assert len(tries) == 1


def test_each_team_has_its_turn(script, sent, team, other_team, now):  # R46
    mine = [add(now, team=team) for _number in range(3)]
    theirs = add(now, team=other_team)

    dispatch_waiting(now=now)

    assert sent == [mine[0].pk, theirs.pk, mine[1].pk, mine[2].pk]


def test_no_team_has_more_than_two_heavy_jobs_under_way(
    script, sent, team, other_team, now
):  # R46
    mine = [add(now, kind="heavy", team=team) for _number in range(4)]
    theirs = add(now, kind="heavy", team=other_team)

    dispatch_waiting(now=now)
    dispatch_waiting(now=now)
    Job.objects.filter(pk=mine[0].pk).update(state="done")
    dispatch_waiting(now=now)

    assert sorted(sent) == sorted([mine[0].pk, mine[1].pk, theirs.pk, mine[2].pk])


def test_a_saved_job_goes_to_the_broker_after_the_commit(
    script, sent, now, team, people, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        job = enqueue_job(
            "scripted", team=team, user=people["lead"], arguments={}, now=now
        )
        assert sent == []

    assert sent == [job.pk]


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A server that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        kept = []
        thread = Thread(
            target=lambda: [kept.append(server.accept()) for _ in range(8)], daemon=True
        )
        thread.start()
        yield server.getsockname()[1]


@pytest.mark.parametrize("scheme", ["redis", "amqp"])
def test_a_silent_broker_costs_a_request_less_than_three_seconds(
    script, silent_port, monkeypatch, now, scheme
):  # R52
    before = current_app._get_current_object()
    # Celery itself looks there first, before what it is told.
    monkeypatch.delenv("CELERY_BROKER_URL", raising=False)
    monkeypatch.setattr(dispatch.pause, "until", 0.0)
    job = add(now)
    broker = make_app(f"{scheme}://127.0.0.1:{silent_port}/0")
    monkeypatch.setattr(run_job.__class__, "app", broker, raising=False)
    started = time.monotonic()

    try:
        dispatch_job(job.pk, now=now)
    finally:
        before.set_current()

    job.refresh_from_db()
    assert time.monotonic() - started < 3
    assert (job.state, job.sent_at) == ("waiting", None)
