from __future__ import annotations

from datetime import timedelta

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.utils import timezone
from django.utils.translation import get_language

from common.errors import DomainError
from workspace.models import Job, Member, StoredFile
from workspace.services.files import NewFile, store_file
from workspace.services.job_runs import (
    AttemptIsOver,
    Progress,
    claim_job,
    return_orphans,
    run_attempt,
)
from workspace.services.jobs import cancel_job, enqueue_job

pytestmark = pytest.mark.django_db


@pytest.fixture
def job(script, team, people, now) -> Job:
    return enqueue_job(
        "scripted", team=team, user=people["lead"], arguments={"id": 7}, now=now
    )


def run(job: Job, clock) -> Job:
    claimed = claim_job(job.pk, now=clock())
    assert claimed is not None
    run_attempt(claimed, clock=clock)
    job.refresh_from_db()
    return job


def fail(_job, _progress):
    raise RuntimeError("the disk is full")


def test_a_job_runs_to_its_end_and_keeps_its_file(job, script, clock, team, people):
    script.body = lambda job, progress: store_file(
        NewFile("scores.xlsx", b"content", "application/x-test"),
        team=team,
        owner=people["lead"],
        now=clock(),
    )

    run(job, clock)

    assert job.state == "done"
    assert job.result is not None
    assert job.result.name == "scores.xlsx"
    assert job.finished_at == clock()


def test_a_job_delivered_twice_runs_once(job, script, clock):  # R53
    first = claim_job(job.pk, now=clock())
    second = claim_job(job.pk, now=clock())

    assert first is not None
    assert second is None
    assert first.attempts == 1


def test_an_attempt_counts_before_it_starts(job, script, clock):  # R53
    seen = []
    script.body = lambda job, _progress: seen.append(
        Job.objects.get(pk=job.pk).attempts
    )

    run(job, clock)

    assert seen == [1]


def test_a_failing_job_waits_longer_each_time_and_stops_at_three(job, script, clock):
    script.body = fail
    waits = []

    for _attempt in range(3):
        with pytest.raises(RuntimeError):
            run(job, clock)
        job.refresh_from_db()
        waits.append((job.run_after - clock()).total_seconds())
        clock.forward(minutes=10)

    assert waits[:2] == [10, 40]
    assert job.state == "failed"  # R53: visible, and never a fourth time
    assert job.attempts == 3
    assert "three tries" in job.message
    assert claim_job(job.pk, now=clock()) is None


def test_a_refused_job_fails_at_once_with_its_sentence(job, script, clock):
    class NothingThere(DomainError):
        message = "There is nothing to write."

    def refuse(_job, _progress):
        raise NothingThere

    script.body = refuse

    run(job, clock)

    assert (job.state, job.message) == ("failed", "There is nothing to write.")


def test_a_job_that_takes_too_long_fails_without_another_try(job, script, clock):
    def hang(_job, _progress):
        raise SoftTimeLimitExceeded

    script.body = hang

    run(job, clock)

    assert job.state == "failed"
    assert "too long" in job.message


def test_a_running_job_stops_where_it_next_tells_its_progress(job, script, clock):
    def cancelled_half_way(job, progress):
        progress.begin(4)
        cancel_job(job=job, now=clock())
        progress.written = 0.0
        progress.step()

    script.body = cancelled_half_way

    run(job, clock)

    assert job.state == "cancelled"


def test_progress_is_written_with_a_sign_of_life(job, script, clock):
    def two_of_four(job, progress):
        progress.begin(4)
        clock.forward(seconds=3)
        progress.written = 0.0
        progress.step(2)
        row = Job.objects.get(pk=job.pk)
        assert (row.done_steps, row.all_steps) == (2, 4)
        assert row.beat_at == clock()

    script.body = two_of_four

    run(job, clock)

    assert job.done_steps == job.all_steps == 4


def test_quick_steps_are_not_each_written(
    job, script, clock, django_assert_num_queries
):
    claimed = claim_job(job.pk, now=clock())
    progress = Progress(claimed, clock)
    progress.begin(1000)

    with django_assert_num_queries(0):
        for _step in range(100):
            progress.step()


def test_a_job_of_a_dead_worker_is_tried_again(job, script, clock):  # R54
    claim_job(job.pk, now=clock())

    early = return_orphans(now=clock.forward(seconds=40))
    late = return_orphans(now=clock.forward(seconds=20))

    job.refresh_from_db()
    assert (early, late) == (0, 1)
    assert job.state == "waiting"
    assert job.run_after - clock() <= timedelta(minutes=1)


def test_a_job_that_kills_its_worker_three_times_fails(job, script, clock):  # R53
    for _attempt in range(3):
        assert claim_job(job.pk, now=clock()) is not None
        return_orphans(now=clock.forward(minutes=2))
        clock.forward(minutes=5)

    job.refresh_from_db()
    assert job.state == "failed"


def test_a_worker_thought_dead_changes_nothing_any_more(job, script, clock, team):
    late = claim_job(job.pk, now=clock())
    return_orphans(now=clock.forward(minutes=2))
    again = claim_job(job.pk, now=clock.forward(minutes=1))
    assert late is not None
    assert again is not None
    script.body = lambda job, _progress: store_file(
        NewFile("late.csv", b"1", "text/csv"), team=team, owner=None, now=clock()
    )

    run_attempt(late, clock=clock)

    job.refresh_from_db()
    assert (job.state, job.attempts, job.result) == ("running", 2, None)
    assert not StoredFile.objects.exists()  # its file went with it


def test_the_late_worker_is_told_at_its_next_step(job, script, clock):
    late = claim_job(job.pk, now=clock())
    return_orphans(now=clock.forward(minutes=2))

    with pytest.raises(AttemptIsOver):
        Progress(late, clock).begin(3)


def test_who_left_the_team_gets_nothing_more_from_it(job, script, clock, people, team):
    Member.objects.get(team=team, user=people["lead"]).delete()

    run(job, clock)

    assert job.state == "failed"  # R14
    assert script.runs == []


def test_a_team_has_two_heavy_jobs_running_at_most(script, team, people, clock):
    jobs = [
        enqueue_job("heavy", team=team, user=people["lead"], arguments={}, now=clock())
        for _number in range(3)
    ]

    claimed = [claim_job(job.pk, now=clock()) for job in jobs]

    assert [job is not None for job in claimed] == [True, True, False]  # R46
    jobs[2].refresh_from_db()
    assert (jobs[2].state, jobs[2].sent_at) == ("waiting", None)


def test_a_job_speaks_the_language_and_the_zone_of_its_person(
    job, script, clock, people
):
    people["lead"].language = "fa"
    people["lead"].save()
    heard = []
    script.body = lambda _job, _progress: heard.append(
        (get_language(), timezone.get_current_timezone_name())
    )

    run(job, clock)

    assert heard == [("fa", "Asia/Tehran")]
