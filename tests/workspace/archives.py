"""Reading an archive as somebody does who has nothing but the file."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import IO, Any

from django.core.files.storage import default_storage

from workspace.models import Job
from workspace.services.job_runs import claim_job, run_attempt
from workspace.services.team_archives import enqueue_archive


class Archive:
    def __init__(self, file: IO[bytes]) -> None:
        self.zip = zipfile.ZipFile(file)
        assert self.zip.testzip() is None
        [self.folder] = {name.partition("/")[0] for name in self.zip.namelist()}

    @property
    def names(self) -> set[str]:
        inside = len(self.folder) + 1
        return {name[inside:] for name in self.zip.namelist()}

    def text(self, name: str) -> str:
        return self.zip.read(f"{self.folder}/{name}").decode("utf-8-sig")

    def rows(self, table: str) -> list[dict[str, Any]]:
        return json.loads(self.text(f"{table}.json"))

    def csv_rows(self, table: str) -> list[dict[str, str]]:
        text = io.StringIO(self.text(f"{table}.csv"), newline="")
        return list(csv.DictReader(text, strict=True))

    def everything(self) -> bytes:
        """Return the content of all entries, each after its name."""
        return b"".join(
            name.encode() + self.zip.read(name) for name in sorted(self.zip.namelist())
        )


def make(team, owner, clock) -> Job:
    job = enqueue_archive(team=team, actor=owner, now=clock())
    claimed = claim_job(job.pk, now=clock())
    assert claimed is not None
    run_attempt(claimed, clock=clock)
    job.refresh_from_db()
    return job


def archive_of(job: Job) -> Archive:
    with default_storage.open(job.result.path) as file:
        return Archive(io.BytesIO(file.read()))
