"""Celery's entry points. A message names a row; the row tells everything else."""

from __future__ import annotations

import logging

from celery import shared_task
from django.utils import timezone

from workspace.logs import lines_of
from workspace.services.heartbeat import beating
from workspace.services.job_runs import claim_job, run_attempt

logger = logging.getLogger(__name__)


@shared_task(name="workspace.run_job")
def run_job(pk: int) -> None:
    """Run one job. Delivered twice, it runs once: the second finds it taken."""
    job = claim_job(pk, now=timezone.now())
    if job is None:
        return
    with lines_of(str(job.public_id), team=job.team_id), beating(job):
        run_attempt(job, clock=timezone.now)
        logger.info("job ended kind=%s attempt=%s", job.kind, job.attempts)
