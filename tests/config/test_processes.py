"""Real workers and schedulers on real brokers, killed at the worst moment (R54)."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from config import needs
from workspace.models import Job, Member, StoredFile, Team, User

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 60.0

pytestmark = pytest.mark.django_db(transaction=True)


def database_url() -> str:
    """Name the suite's own database for the processes that a test starts."""
    values = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{values['NAME']}"
    host = f"{values['HOST']}:{values['PORT'] or 5432}"
    return f"postgresql://{values['USER']}:{values['PASSWORD']}@{host}/{values['NAME']}"


class Machine:
    """One machine's processes over a folder of its own."""

    def __init__(self, folder: Path, broker: str) -> None:
        self.folder = folder
        self.env = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.processes.settings",
            "DATABASE_URL": database_url(),
            "CELERY_BROKER_URL": broker or f"folder://{folder}/queue",
            "STORAGE_URL": f"folder://{folder}/files",
            "VAR_DIR": str(folder),
        }
        self.running: list[subprocess.Popen[bytes]] = []
        self.log = folder / "log"

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            process = subprocess.Popen(  # noqa: S603
                (sys.executable, *command),
                cwd=ROOT,
                env=self.env,
                process_group=0,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self.running.append(process)
        return process

    def start_worker(self) -> subprocess.Popen[bytes]:
        return self.start(
            *("-m", "celery", "-A", "config.celery", "worker", "--concurrency", "1"),
            *("--without-gossip", "--without-mingle", "--without-heartbeat"),
        )

    def start_scheduler(self) -> subprocess.Popen[bytes]:
        return self.start("manage.py", "scheduler")

    def wait_until(self, is_so: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not is_so():
            if time.monotonic() > deadline:
                pytest.fail(f"It did not happen in time.\n{self.log.read_text()}")
            time.sleep(0.1)

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def starts(self) -> int:
        file = self.folder / "starts"
        return len(file.read_text().split()) if file.exists() else 0

    def stop(self) -> None:
        for process in self.running:
            if process.poll() is None:
                self.kill(process)


BROKERS = [
    pytest.param("", id="folder"),
    pytest.param(needs.address("redis"), id="redis", marks=pytest.mark.redis),
    pytest.param(needs.address("rabbitmq"), id="rabbitmq", marks=pytest.mark.rabbitmq),
]


@pytest.fixture
def machine(request, tmp_path) -> Iterator[Machine]:
    machine = Machine(tmp_path, getattr(request, "param", ""))
    yield machine
    machine.stop()


@pytest.fixture
def job() -> Job:
    team = Team.objects.create(name="Marketing")
    user = User.objects.create_user("lead@example.org")
    Member.objects.create(team=team, user=user)
    now = timezone.now()
    return Job.objects.create(
        kind="slow",
        team=team,
        user=user,
        arguments={"steps": 10},
        created_at=now,
        run_after=now,
    )


def state_of(job: Job) -> str:
    job.refresh_from_db()
    return job.state


@pytest.mark.parametrize("machine", BROKERS, indirect=True)
def test_a_killed_worker_loses_and_doubles_nothing(machine, job):  # R54
    machine.start_scheduler()
    worker = machine.start_worker()
    machine.wait_until(lambda: machine.starts() == 1)

    machine.kill(worker)
    after_kill = (state_of(job), StoredFile.objects.count())
    machine.start_worker()
    machine.wait_until(lambda: state_of(job) == "done")

    assert after_kill == ("running", 0)
    assert (machine.starts(), job.attempts) == (2, 2)
    assert StoredFile.objects.count() == 1
    assert [path.stat().st_size for path in stored(machine)] == [10]


def test_a_worker_told_to_stop_finishes_its_job(machine, job):  # R54
    machine.start_scheduler()
    worker = machine.start_worker()
    machine.wait_until(lambda: machine.starts() == 1)

    worker.terminate()
    worker.wait(PATIENCE)

    assert (state_of(job), job.attempts) == ("done", 1)


def test_a_killed_scheduler_is_replaced_by_the_next(machine, job):  # R54
    machine.start_worker()
    machine.kill(machine.start_scheduler())

    machine.start_scheduler()
    machine.wait_until(lambda: state_of(job) == "done")

    assert machine.starts() == 1


def stored(machine: Machine) -> list[Path]:
    return [path for path in (machine.folder / "files").rglob("*") if path.is_file()]
