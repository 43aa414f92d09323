"""Sends waiting jobs to the workers, and takes back what a dead worker left.

Called after a commit for one job and by the scheduler for all: a message that was
lost, or never sent because the broker was down, is sent again (R52).
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Q
from kombu.exceptions import OperationalError

from workspace.jobs import run_job
from workspace.models import Job
from workspace.querysets import JobQuerySet
from workspace.registries import job_kinds

logger = logging.getLogger(__name__)

MOST_SENT = 200  # in one go
MOST_HEAVY = 2  # of one team, at the same time (R46)
RESEND_AFTER = timedelta(minutes=5)
PAUSE = 20.0  # seconds without a try after the broker kept a request waiting


class Pause:
    """Remembers in this process that the broker is silent.

    A request waits two seconds for it; the next ones leave their jobs to the scheduler.
    """

    until = 0.0

    def begin(self) -> None:
        self.until = time.monotonic() + PAUSE

    def is_on(self) -> bool:
        return time.monotonic() < self.until


pause = Pause()


def dispatch_waiting(*, now: datetime) -> int:
    """Send what is due. Safe at any time, from any number of processes."""
    return send_all(due(now=now)[:MOST_SENT], now=now)


def dispatch_job(pk: int, *, now: datetime) -> int:
    """Send this job at once, unless the broker was silent a moment ago."""
    return 0 if pause.is_on() else send_all(due(now=now).filter(pk=pk), now=now)


def due(*, now: datetime) -> JobQuerySet:
    unsent = Q(sent_at=None) | Q(sent_at__lt=now - RESEND_AFTER)
    return Job.objects.waiting(now=now).filter(unsent).order_by("run_after", "pk")


def send_all(jobs: JobQuerySet, *, now: datetime) -> int:
    sent = 0
    for job in within_limits(in_turn(list(jobs)), now=now):
        if not send(job, now=now):
            break
        sent += 1
    return sent


def in_turn(jobs: list[Job]) -> list[Job]:
    """Order so that each team has its first job sent before anyone's second (R46)."""
    seen: Counter[int | None] = Counter()
    turns = []
    for job in jobs:
        turns.append((seen[job.team_id], job))
        seen[job.team_id] += 1
    return [job for _turn, job in sorted(turns, key=lambda pair: pair[0])]


def within_limits(jobs: list[Job], *, now: datetime) -> Iterator[Job]:
    """Leave out the heavy jobs of a team that has two under way."""
    heavy = {kind.name for kind in job_kinds.values() if kind.is_heavy}
    if not any(job.kind in heavy for job in jobs):
        yield from jobs
        return
    under_way = Job.objects.filter(kind__in=heavy).under_way(since=now - RESEND_AFTER)
    busy: Counter[int | None] = Counter(under_way.values_list("team_id", flat=True))
    for job in jobs:
        if job.kind in heavy:
            if busy[job.team_id] >= MOST_HEAVY:
                continue
            busy[job.team_id] += 1
        yield job


def send(job: Job, *, now: datetime) -> bool:
    """Mark, then publish: two dispatchers never send the same job."""
    mine = Job.objects.filter(pk=job.pk, state=Job.State.WAITING, sent_at=job.sent_at)
    if not mine.update(sent_at=now):
        return True
    kind = job_kinds[job.kind]
    try:
        run_job.apply_async(
            (job.pk,), soft_time_limit=kind.soft_limit, time_limit=kind.hard_limit
        )
    except (OperationalError, OSError) as error:
        Job.objects.filter(pk=job.pk, sent_at=now).update(sent_at=None)
        pause.begin()
        logger.warning("broker takes no messages: %s", type(error).__name__)
        return False
    return True
