"""`make run`: three processes that start, are watched and stop together."""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError

from config import processes
from config.management.commands.up import read_port, refuse_taken
from config.processes import Process, Processes, for_one_machine

WAITS = "import time; time.sleep(60)"
# Says that it is up by a file, and finishes something when it is told to stop.
DRAINS = """
import pathlib, signal, sys, time
def finish(*_):
    pathlib.Path(sys.argv[1], sys.argv[2] + ".drained").touch()
    sys.exit(0)
signal.signal(signal.SIGTERM, finish)
pathlib.Path(sys.argv[1], sys.argv[2] + ".up").touch()
time.sleep(60)
"""
DEAF = """
import pathlib, signal, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
pathlib.Path(sys.argv[1], sys.argv[2] + ".up").touch()
time.sleep(60)
"""


def python(code: str, *arguments: str) -> tuple[str, ...]:
    return (sys.executable, "-c", code, *arguments)


def interrupt() -> None:
    os.kill(os.getpid(), signal.SIGINT)


def interrupt_when_up(folder: Path, number: int) -> Callable[[], None]:
    def wait() -> None:
        while len(list(folder.glob("*.up"))) < number:
            time.sleep(0.02)
        interrupt()

    return wait


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture(autouse=True)
def kept_signals():
    before = {name: signal.getsignal(name) for name in (signal.SIGINT, signal.SIGTERM)}
    yield
    for name, handler in before.items():
        signal.signal(name, handler)


def test_interrupting_lets_every_process_finish(said, tmp_path):
    both = [
        Process("web server", python(DRAINS, str(tmp_path), "web")),
        Process("worker", python(DRAINS, str(tmp_path), "worker")),
    ]

    failed = Processes(both, os.environ, said.append).run(
        interrupt_when_up(tmp_path, 2)
    )

    assert failed == 0
    assert len(list(tmp_path.glob("*.drained"))) == 2
    assert all(process.is_dead() for process in both)


def test_a_process_that_dies_is_started_again(said):
    dying = Process("worker", python(WAITS))

    def say(text: str) -> None:
        said.append(text)
        interrupt()

    def kill() -> None:
        assert dying.running is not None
        dying.running.kill()

    Processes([dying], os.environ, say).run(kill)

    assert said == ["The worker ended: starting it again."]


def test_one_that_cannot_stay_up_stops_all(said):
    both = [Process("web server", python(WAITS)), Process("worker", python("1/0"))]

    failed = Processes(both, os.environ, said.append).run(lambda: None)

    assert failed == 1
    assert said[-1] == "The worker does not stay up: stopping."
    assert all(process.is_dead() for process in both)


def test_one_that_does_not_listen_is_ended(said, monkeypatch, tmp_path):
    monkeypatch.setattr(processes, "DRAIN", 0.2)
    process = Process("worker", python(DEAF, str(tmp_path), "worker"))

    Processes([process], os.environ, said.append).run(interrupt_when_up(tmp_path, 1))

    assert process.is_dead()


def test_one_machine_runs_web_server_worker_and_scheduler():
    names = [process.name for process in for_one_machine(port=8000)]

    assert names == ["web server", "worker", "scheduler"]


def test_a_taken_port_is_named_with_a_way_out():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        with pytest.raises(CommandError, match=f"make run PORT={port + 1}"):
            refuse_taken(port)


@pytest.mark.parametrize("text", ["", "0", "eighty", "-1", "65536", "٨٠٠٠"])
def test_a_port_is_a_number(text):
    with pytest.raises(CommandError, match="PORT must be a number"):
        read_port(text)
