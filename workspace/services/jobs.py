"""Work in the background. The row is the truth; the broker only wakes a worker."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError
from workspace.models import Job, Team, User
from workspace.registries import job_kinds
from workspace.services.dispatch import dispatch_job
from workspace.services.limits import TooManyAttempts

# R46: heavy jobs of one team.
MOST_WAITING = 10


class TooManyJobs(TooManyAttempts):
    message = _("Your team has many files in the making. Try again in a few minutes.")


class JobIsOver(DomainError):
    message = _("This work is already over.")


class JobIsNotOver(DomainError):
    message = _("This work is not over yet.")


@transaction.atomic
def enqueue_job(
    kind: str,
    *,
    team: Team | None,
    user: User | None,
    arguments: Mapping[str, int | str],
    now: datetime,
) -> Job:
    """Write the job within the transaction of the request (R52).

    Arguments are ids only: what they name is read when the job runs (R53).
    """
    if team is not None and job_kinds[kind].is_heavy:
        refuse_too_many(team)
    job = Job.objects.create(
        kind=kind,
        team=team,
        user=user,
        arguments=dict(arguments),
        created_at=now,
        run_after=now,
    )
    wake_after_commit(job, now=now)
    return job


def refuse_too_many(team: Team) -> None:
    Team.objects.select_for_update().get(pk=team.pk)
    heavy = [kind.name for kind in job_kinds.values() if kind.is_heavy]
    waiting = team.jobs.filter(kind__in=heavy, state=Job.State.WAITING).count()
    if waiting >= MOST_WAITING:
        raise TooManyJobs(retry_after=60)


def wake_after_commit(job: Job, *, now: datetime) -> None:
    # Robust: a dead broker must not turn a saved change into an error.
    transaction.on_commit(lambda: dispatch_job(job.pk, now=now), robust=True)


@transaction.atomic
def cancel_job(*, job: Job, now: datetime) -> Job:
    """End a waiting job at once; ask a running one to stop at its next step."""
    job = Job.objects.select_for_update().get(pk=job.pk)
    if job.state == Job.State.WAITING:
        job.state, job.finished_at = Job.State.CANCELLED, now
    elif job.state == Job.State.RUNNING:
        job.cancel_asked_at = now
    else:
        raise JobIsOver
    job.save(update_fields=["state", "finished_at", "cancel_asked_at"])
    return job


@transaction.atomic
def retry_job(*, job: Job, now: datetime) -> Job:
    """Start a failed or cancelled job from the beginning."""
    job = Job.objects.select_for_update().get(pk=job.pk)
    if job.state not in {Job.State.FAILED, Job.State.CANCELLED}:
        raise JobIsNotOver
    job.state, job.attempts, job.message = Job.State.WAITING, 0, ""
    job.done_steps = job.all_steps = 0
    job.run_after, job.sent_at = now, None
    job.cancel_asked_at = job.finished_at = None
    job.save()
    wake_after_commit(job, now=now)
    return job
