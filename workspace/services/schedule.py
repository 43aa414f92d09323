"""What happens by the clock: the scheduler's tick, and the duties it starts."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from workspace.models import Job, StoredFile
from workspace.registries import JobKind, duties, purgers
from workspace.services.dispatch import dispatch_waiting
from workspace.services.job_runs import Progress, return_orphans

HOUR = timedelta(hours=1)
KEEP_JOBS = timedelta(days=30)


def tick(*, now: datetime) -> None:
    return_orphans(now=now)
    start_duty("purge", every=HOUR, now=now)
    start_duty("duties", every=HOUR, now=now)
    dispatch_waiting(now=now)


def start_duty(kind: str, *, every: timedelta, now: datetime) -> None:
    """Write the duty's job once in its time, however many schedulers run.

    Two schedulers may both write it in the same moment: duties are safe to repeat.
    """
    recent = Job.objects.filter(kind=kind, created_at__gt=now - every)
    if not recent.exists():
        Job.objects.create(kind=kind, created_at=now, run_after=now)


def run_purge(job: Job, _progress: Progress) -> StoredFile | None:
    now = job.started_at or job.created_at
    for purge in purgers:
        purge(now)
    return None


def run_duties(job: Job, _progress: Progress) -> StoredFile | None:
    now = job.started_at or job.created_at
    for duty in duties:
        duty(now)
    return None


def purge_jobs(now: datetime) -> None:
    """Forget jobs that ended long ago."""
    Job.objects.over().filter(finished_at__lt=now - KEEP_JOBS).delete()


PURGE = JobKind("purge", _("Cleaning up"), run_purge, is_shown=False)
DUTIES = JobKind("duties", _("Reminders"), run_duties, is_shown=False)
