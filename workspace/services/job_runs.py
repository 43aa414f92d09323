"""One attempt at a job: claimed by one worker, counted before it starts (R53)."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from celery.exceptions import SoftTimeLimitExceeded
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError
from workspace.models import Job, StoredFile, Team
from workspace.registries import job_kinds
from workspace.services.files import delete_file
from workspace.speech import speaking_to

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 3
MOST_HEAVY = 2
FIRST_WAIT = timedelta(seconds=10)
# Five beats missed: the worker is dead, not slow.
ORPHANED_AFTER = timedelta(seconds=50)
WRITE_EVERY = 0.5  # seconds between two writes of progress

TOO_LONG = _("This took too long and was stopped.")
GAVE_UP = _("This did not work after three tries. Try again later.")

Clock = Callable[[], datetime]


class AttemptIsOver(Exception):
    """The job was cancelled, or given to another worker, while this one ran."""


class NoLongerMember(DomainError):
    message = _("This was stopped, because you are no longer in the team.")


class Progress:
    """How far the job is. Runners call `begin(steps)` once and `step()` after each.

    Each write is also the sign of life, and the place where a cancelled job stops.
    Call it outside of transactions: nobody sees a row that is not committed.
    """

    def __init__(self, job: Job, clock: Clock) -> None:
        self.job = job
        self.clock = clock
        self.done = 0
        self.written = 0.0

    def begin(self, steps: int) -> None:
        self.write(all_steps=steps, done_steps=0)

    def step(self, count: int = 1) -> None:
        self.done += count
        if time.monotonic() - self.written >= WRITE_EVERY:
            self.write(done_steps=self.done)

    def write(self, **fields: int) -> None:
        attempt = Job.objects.attempt(self.job).filter(cancel_asked_at=None)
        if not attempt.update(beat_at=self.clock(), **fields):
            raise AttemptIsOver
        self.written = time.monotonic()


@transaction.atomic
def claim_job(pk: int, *, now: datetime) -> Job | None:
    """Take the job, or None when it is taken, over, or has to wait for its turn."""
    job = Job.objects.waiting(now=now).filter(pk=pk).first()
    if job is None:
        return None
    if must_wait(job):
        Job.objects.filter(pk=pk, state=Job.State.WAITING).update(sent_at=None)
        return None
    claimed = Job.objects.filter(pk=pk, state=Job.State.WAITING).update(
        state=Job.State.RUNNING,
        attempts=F("attempts") + 1,
        started_at=now,
        beat_at=now,
    )
    job.refresh_from_db()
    return job if claimed else None


def must_wait(job: Job) -> bool:
    """Tell whether the team has as many heavy jobs running as it may (R46)."""
    if job.team_id is None or not job_kinds[job.kind].is_heavy:
        return False
    Team.objects.select_for_update().get(pk=job.team_id)
    heavy = [kind.name for kind in job_kinds.values() if kind.is_heavy]
    running = Job.objects.filter(
        team_id=job.team_id, kind__in=heavy, state=Job.State.RUNNING
    )
    return running.count() >= MOST_HEAVY


def run_attempt(job: Job, *, clock: Clock) -> None:
    """Run a claimed job to its end, in the language of the person who waits for it."""
    with speaking_to(job.user, job.team):
        try:
            refuse_stranger(job)
            result = job_kinds[job.kind].run(job, Progress(job, clock))
        except AttemptIsOver:
            close_cancelled(job, now=clock())
        except DomainError as refusal:
            close_failed(job, str(refusal), now=clock())
        except SoftTimeLimitExceeded:
            close_failed(job, str(TOO_LONG), now=clock())
        except Exception:
            logger.exception("job failed kind=%s attempt=%s", job.kind, job.attempts)
            give_back(job, now=clock())
            raise
        else:
            close_done(job, result, now=clock())


def refuse_stranger(job: Job) -> None:
    """Who left the team, or was locked out, gets nothing more from it (R14)."""
    if job.user is None:
        return
    is_member = not job.team or job.team.members.filter(user=job.user).exists()
    if not (job.user.is_active and is_member):
        raise NoLongerMember


def close_done(job: Job, result: StoredFile | None, *, now: datetime) -> None:
    closed = Job.objects.attempt(job).update(
        state=Job.State.DONE,
        result=result,
        done_steps=F("all_steps"),
        finished_at=now,
    )
    if not closed and result is not None:
        delete_file(result)  # another worker has the job: one effect


def close_failed(job: Job, message: str, *, now: datetime) -> None:
    Job.objects.attempt(job).update(
        state=Job.State.FAILED, message=message[:300], finished_at=now
    )


def close_cancelled(job: Job, *, now: datetime) -> None:
    Job.objects.attempt(job).exclude(cancel_asked_at=None).update(
        state=Job.State.CANCELLED, finished_at=now
    )


def give_back(job: Job, *, now: datetime) -> None:
    """Let the job be tried again, each time later, up to the last attempt."""
    if job.attempts >= MOST_ATTEMPTS:
        close_failed(job, str(GAVE_UP), now=now)
        return
    Job.objects.attempt(job).update(
        state=Job.State.WAITING,
        run_after=now + FIRST_WAIT * 4 ** (job.attempts - 1),
        sent_at=None,
    )


def return_orphans(*, now: datetime) -> int:
    """Take back what dead workers left, so that it ends without a hand (R54)."""
    orphans = Job.objects.filter(
        state=Job.State.RUNNING, beat_at__lt=now - ORPHANED_AFTER
    ).select_related("user", "team")
    for job in orphans:
        logger.warning("job %s was left by its worker", job.public_id)
        if job.cancel_asked_at:
            close_cancelled(job, now=now)
            continue
        with speaking_to(job.user, job.team):
            give_back(job, now=now)
    return len(orphans)
