"""A committee of 30 types scores at once, on the embedded default of one machine.

    python -m benchmarks.scoring_load               3 minutes, as the goal says
    python -m benchmarks.scoring_load --seconds 20  a quick look

Starts gunicorn on an empty folder with 15 candidates x 42 criteria and 30 evaluators.
Each saves a cell a second, by the request that the page sends. Fails on any error, on
an entry that is not in the database afterwards, and on a median above 150 ms.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

EVALUATORS, CANDIDATES, CRITERIA, CATEGORIES = 30, 15, 42, 6
PAUSE = 1.0
GOAL_MS = 150
SEED = 20261122
VERSION = re.compile(r'data-version="(\d+)"')
TOKEN = re.compile(r'data-csrf="(\w+)"')
Cell = tuple[int, int]


@dataclass(frozen=True)
class Stage:
    """What the evaluators need to know: their sessions, and the cells."""

    evaluation: int
    sessions: list[str]
    criteria: list[int]
    candidates: list[int]


@dataclass
class Evaluator:
    """One person at the keyboard, over one connection that is kept."""

    number: int
    port: int
    stage: Stage
    said: dict[Cell, int] = field(default_factory=dict)
    versions: dict[Cell, int] = field(default_factory=dict)
    took: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    cookie: str = ""
    token: str = ""

    def work(self, until: float) -> None:
        draw = random.Random(SEED + self.number)  # noqa: S311 (no secret)
        self.open_page()
        # Not all in the same moment: people are not a metronome.
        time.sleep(draw.random() * PAUSE)
        while (started := time.monotonic()) < until:
            cell = draw.choice(self.stage.criteria), draw.choice(self.stage.candidates)
            self.save(cell, draw.randint(0, 5))
            time.sleep(max(0.0, PAUSE - (time.monotonic() - started)))

    def open_page(self) -> None:
        self.connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        self.cookie = f"sessionid={self.stage.sessions[self.number]}"
        path = f"/evaluations/{self.stage.evaluation}/scores/?view=grid"
        self.connection.request("GET", path, headers={"Cookie": self.cookie})
        response = self.connection.getresponse()
        found = TOKEN.search(response.read().decode())
        given = response.headers.get_all("Set-Cookie", [])
        if found is None:
            raise RuntimeError(f"The page answered {response.status}.")
        self.token = found[1]
        self.cookie = "; ".join([self.cookie, *(c.partition(";")[0] for c in given)])

    def save(self, cell: Cell, value: int) -> None:
        body = urlencode(
            {"entry": value, "version": self.versions.get(cell, 0), "part": "cell"}
        )
        path = "/evaluations/{}/scores/{}/{}/save/".format(self.stage.evaluation, *cell)
        started = time.perf_counter()
        self.connection.request("POST", path, body, self.headers())
        response = self.connection.getresponse()
        text = response.read().decode()
        self.took.append(time.perf_counter() - started)
        if response.status != 200:
            self.errors.append(f"{response.status} {path}")
            return
        self.said[cell] = value
        self.versions[cell] = int(VERSION.search(text)[1])  # type: ignore[index]

    def headers(self) -> dict[str, str]:
        return {
            "Cookie": self.cookie,
            "X-CSRFToken": self.token,
            "HX-Request": "true",
            "Content-Type": "application/x-www-form-urlencoded",
        }


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--seconds", type=float, default=180)
    seconds = arguments.parse_args().seconds
    with TemporaryDirectory(prefix="scoring-load-") as folder:
        environment = surroundings(Path(folder))
        stage = Stage(**json.loads(in_django("set_stage", environment)))
        with gunicorn(environment, Path(folder)) as port:
            people = [Evaluator(number, port, stage) for number in range(EVALUATORS)]
            until = time.monotonic() + seconds
            with ThreadPoolExecutor(EVALUATORS) as pool:
                for done in [pool.submit(each.work, until) for each in people]:
                    done.result()
        stored = json.loads(in_django("read_scores", environment))
    return report(people, {tuple(row[:3]): row[3] for row in stored})


def report(people: list[Evaluator], stored: dict[tuple[int, ...], int]) -> int:
    took = [seconds * 1000 for each in people for seconds in each.took]
    errors = [error for each in people for error in each.errors]
    lost = [
        (each.number, cell)
        for each in people
        for cell, value in each.said.items()
        if stored.get((each.number, *cell)) != value
    ]
    centiles = quantiles(took, n=100)
    print(f"saves {len(took)}, errors {len(errors)}, lost entries {len(lost)}")
    print(
        f"median {median(took):.0f} ms (goal {GOAL_MS}), 95 of 100 within"
        f" {centiles[94]:.0f} ms, the slowest {max(took):.0f} ms"
    )
    for line in [*errors[:5], *lost[:5]]:
        print(line)
    return int(bool(errors or lost) or median(took) > GOAL_MS)


def surroundings(folder: Path) -> dict[str, str]:
    """Return the environment of an embedded default in this folder."""
    (folder / "var").mkdir()
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "VAR_DIR": str(folder / "var"),
        "PYTHONPATH": str(Path(__file__).parent.parent),
    }


def in_django(function: str, environment: dict[str, str]) -> str:
    """Run a function of `scoring_stage` in a process of its own."""
    done = subprocess.run(  # noqa: S603 (our own module)
        [sys.executable, "-m", "benchmarks.scoring_stage", function],
        env=environment,
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return done.stdout


@contextmanager
def gunicorn(environment: dict[str, str], folder: Path) -> Iterator[int]:
    """Serve as `make run` does; what goes wrong is printed at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "config.wsgi"]
    command += ["-c", "python:config.gunicorn"]
    log = folder / "server.log"
    with log.open("wb") as output:
        server = subprocess.Popen(  # noqa: S603 (our own command)
            command,
            env={**environment, "BIND": f"127.0.0.1:{port}"},
            stdout=output,
            stderr=output,
        )
        try:
            wait_for(port)
            yield port
        finally:
            server.terminate()
            server.wait(30)
            faults = [line for line in log.read_text().splitlines() if "ERROR" in line]
            print(*faults[:5], sep="\n")


def wait_for(port: int) -> None:
    for _time in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("The server did not start.")


if __name__ == "__main__":
    sys.exit(main())
