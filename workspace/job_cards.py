"""What pages show of jobs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from workspace.models import Job, StoredFile, Team, User
from workspace.querysets import JobQuerySet
from workspace.registries import job_kinds

MOST_SHOWN = 50
# A worker takes a job within seconds; after this the reader is told that none does.
LATE = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class JobCard:
    """One job in words. `seen` changes with everything that the region shows."""

    job: Job
    title: str
    state: str
    progress: int | None
    is_over: bool
    is_late: bool

    @property
    def key(self) -> str:
        return str(self.job.public_id)

    @property
    def share(self) -> float:
        return (self.progress or 0) / 100

    @property
    def url(self) -> str:
        return reverse("workspace:job_detail", args=[self.job.public_id])

    @property
    def seen(self) -> str:
        job = self.job
        asked = "c" if job.cancel_asked_at else ""
        late = "l" if self.is_late else ""
        steps = f"{job.done_steps}-{job.all_steps}"
        return f"{job.state}-{job.attempts}-{steps}{asked}{late}"

    @property
    def may_cancel(self) -> bool:
        return not self.is_over and self.job.cancel_asked_at is None

    @property
    def may_retry(self) -> bool:
        return self.job.state in {Job.State.FAILED, Job.State.CANCELLED}

    @property
    def result(self) -> StoredFile | None:
        return self.job.result


def card_of(job: Job, *, now: datetime) -> JobCard:
    is_over = job.state not in {Job.State.WAITING, Job.State.RUNNING}
    has_steps = job.all_steps and job.state != Job.State.WAITING
    is_waiting = job.state == Job.State.WAITING
    return JobCard(
        job=job,
        title=str(job_kinds[job.kind].title),
        state=state_of(job),
        progress=100 * job.done_steps // job.all_steps if has_steps else None,
        is_over=is_over,
        is_late=is_waiting and job.run_after < now - LATE,
    )


def state_of(job: Job) -> str:
    if job.cancel_asked_at and job.state == Job.State.RUNNING:
        return _("stopping")
    if job.state == Job.State.WAITING and job.attempts:
        return _("waiting for another try")
    return str(job.get_state_display())


def jobs_of(user: User, *, now: datetime) -> list[JobCard]:
    """Return the person's newest jobs as cards."""
    return [card_of(job, now=now) for job in own_jobs(user)[:MOST_SHOWN]]


def own_jobs(user: User) -> JobQuerySet:
    """Return the person's own jobs, newest first."""
    shown = [kind.name for kind in job_kinds.values() if kind.is_shown]
    jobs = Job.objects.visible_to(user).filter(kind__in=shown).select_related("result")
    return jobs.order_by("-created_at", "-pk")


def unsent_mail_of(team: Team, *, seen_by: User, now: datetime) -> list[JobCard]:
    """Return the mail of the team that could not be sent, for its owners."""
    unsent = Job.objects.unsent_mail_visible_to(seen_by).filter(team=team)
    newest = unsent.select_related("user").order_by("-finished_at", "-pk")
    return [card_of(job, now=now) for job in newest[:MOST_SHOWN]]
