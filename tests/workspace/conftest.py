from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest

from workspace.models import Job, StoredFile
from workspace.registries import JobKind, job_kinds, register_job
from workspace.services.job_runs import Progress

Runner = Callable[[Job, Progress], StoredFile | None]


class Script:
    """A kind of job whose runner the test writes."""

    def __init__(self) -> None:
        self.runs: list[Job] = []
        self.body: Runner = lambda _job, _progress: None

    def run(self, job: Job, progress: Progress) -> StoredFile | None:
        self.runs.append(job)
        return self.body(job, progress)


@pytest.fixture
def script() -> Iterator[Script]:
    script = Script()
    register_job(JobKind("scripted", "Scripted", script.run))
    register_job(JobKind("heavy", "Heavy", script.run, is_heavy=True))
    yield script
    del job_kinds["scripted"], job_kinds["heavy"]


class Clock:
    """A clock that the test moves."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **span: float) -> datetime:
        self.now += timedelta(**span)
        return self.now


@pytest.fixture
def clock(now) -> Clock:
    return Clock(now)
