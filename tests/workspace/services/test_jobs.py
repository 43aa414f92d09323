from __future__ import annotations

import pytest

from workspace.services.job_runs import claim_job
from workspace.services.jobs import (
    JobIsNotOver,
    JobIsOver,
    TooManyJobs,
    cancel_job,
    enqueue_job,
    retry_job,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def enqueue(script, team, people, now):
    def enqueue(kind="scripted", **overrides):
        arguments = {"team": team, "user": people["lead"], **overrides}
        return enqueue_job(kind, arguments={"id": 1}, now=now, **arguments)

    return enqueue


def test_a_job_is_a_row_before_any_broker_hears_of_it(enqueue, now):  # R52
    job = enqueue()

    assert (job.state, job.sent_at, job.run_after) == ("waiting", None, now)


def test_a_team_may_have_ten_heavy_jobs_waiting(enqueue, other_team, people):  # R46
    for _number in range(10):
        enqueue("heavy")

    with pytest.raises(TooManyJobs):
        enqueue("heavy")
    assert enqueue("scripted").pk
    assert enqueue("heavy", team=other_team, user=people["outsider"]).pk


def test_a_waiting_job_is_cancelled_at_once(enqueue, now):
    job = enqueue()

    cancel_job(job=job, now=now)

    job.refresh_from_db()
    assert (job.state, job.finished_at) == ("cancelled", now)
    assert claim_job(job.pk, now=now) is None


def test_a_running_job_is_asked_to_stop(enqueue, now):
    job = enqueue()
    claim_job(job.pk, now=now)

    cancel_job(job=job, now=now)

    job.refresh_from_db()
    assert (job.state, job.cancel_asked_at) == ("running", now)


def test_what_is_over_cannot_be_cancelled(enqueue, now):
    job = enqueue()
    cancel_job(job=job, now=now)

    with pytest.raises(JobIsOver):
        cancel_job(job=job, now=now)


def test_a_cancelled_job_starts_from_the_beginning(enqueue, now):
    job = enqueue()
    cancel_job(job=job, now=now)

    retry_job(job=job, now=now)

    claimed = claim_job(job.pk, now=now)
    assert claimed is not None
    assert (claimed.attempts, claimed.cancel_asked_at) == (1, None)


def test_a_waiting_job_needs_no_second_start(enqueue, now):
    with pytest.raises(JobIsNotOver):
        retry_job(job=enqueue(), now=now)
