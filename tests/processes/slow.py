"""A job that takes a fifth of a second per step, notes its starts, and makes a file."""

import time
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from workspace.models import Job, StoredFile
from workspace.registries import JobKind, register_job
from workspace.services.files import NewFile, store_file
from workspace.services.job_runs import Progress


def run(job: Job, progress: Progress) -> StoredFile | None:
    steps = job.arguments["steps"]
    with Path(settings.VAR_DIR, "starts").open("a") as starts:
        starts.write(f"{job.pk}\n")
    progress.begin(steps)
    for _step in range(steps):
        time.sleep(0.2)
        progress.step()
    content = b"x" * steps
    return store_file(
        NewFile("slow.txt", content, "text/plain"),
        team=job.team,
        owner=job.user,
        now=timezone.now(),
    )


register_job(JobKind("slow", "Slow", run, is_heavy=True))
