"""Starts the three processes of one machine, watches them, and stops them together."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import FrameType

TICK = 0.2
RESTARTS = 3  # early deaths in a row before all is stopped
EARLY = 10.0  # seconds
DRAIN = 30.0  # seconds that a process may take to finish what it does


@dataclass
class Process:
    name: str
    command: tuple[str, ...]
    running: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    early_deaths: int = 0

    def start(self, env: Mapping[str, str]) -> None:
        self.started = time.monotonic()
        # A group of its own: Ctrl-C reaches this program only, which then lets each
        # process finish what it does.
        self.running = subprocess.Popen(self.command, env=dict(env), process_group=0)  # noqa: S603

    def is_dead(self) -> bool:
        return self.running is not None and self.running.poll() is not None

    def note_death(self) -> None:
        is_early = time.monotonic() - self.started < EARLY
        self.early_deaths = self.early_deaths + 1 if is_early else 0


@dataclass
class Processes:
    """`say` tells a person what happens; `ready` tells when all is up."""

    all: list[Process]
    env: Mapping[str, str]
    say: Callable[[str], None]
    is_stopping: bool = field(default=False, init=False)

    def run(self, when_up: Callable[[], None]) -> int:
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, self.ask_to_stop)
        for process in self.all:
            process.start(self.env)
        when_up()
        failed = self.watch()
        self.stop()
        return int(failed)

    def ask_to_stop(self, _signal: int, _frame: FrameType | None) -> None:
        self.is_stopping = True

    def watch(self) -> bool:
        """Restart what dies; give up when one cannot stay alive."""
        while not self.is_stopping:
            time.sleep(TICK)
            for process in self.all:
                if not process.is_dead() or self.is_stopping:
                    continue
                process.note_death()
                if process.early_deaths >= RESTARTS:
                    self.say(f"The {process.name} does not stay up: stopping.")
                    return True
                self.say(f"The {process.name} ended: starting it again.")
                process.start(self.env)
        return False

    def stop(self) -> None:
        alive = [p.running for p in self.all if p.running and not p.is_dead()]
        for running in alive:
            running.terminate()
        deadline = time.monotonic() + DRAIN
        for running in alive:
            try:
                running.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(running.pid, signal.SIGKILL)
                running.wait()


def for_one_machine(*, port: int) -> list[Process]:
    python = sys.executable
    return [
        Process(
            "web server",
            (
                *(python, "-m", "gunicorn", "config.wsgi"),
                *("-c", "python:config.gunicorn", "--bind", f"127.0.0.1:{port}"),
            ),
        ),
        Process(
            "worker",
            (
                # Root is usual inside a container, and messages are JSON only.
                *(python, "-W", "ignore:You're running the worker"),
                *("-m", "celery", "--quiet", "-A", "config.celery", "worker"),
                *("--concurrency", "2", "--loglevel", "WARNING"),
                *("--without-gossip", "--without-mingle", "--without-heartbeat"),
            ),
        ),
        Process("scheduler", (python, "manage.py", "scheduler")),
    ]
