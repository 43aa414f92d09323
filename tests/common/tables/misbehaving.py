"""Readers that do what a hostile file might make a library do; run in the child."""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path


def takes_its_time(path: str) -> Iterator[str]:
    yield "begun"
    time.sleep(60)


def burns_time(path: str) -> Iterator[str]:
    while True:
        pass
    yield path


def eats_memory(path: str) -> Iterator[str]:
    yield str(len(bytearray(4 << 30)))


def kills_itself(path: str) -> Iterator[str]:
    os.kill(os.getpid(), signal.SIGSEGV)
    yield path


def raises(path: str) -> Iterator[str]:
    raise KeyError(path)
    yield path


def writes_files(path: str) -> Iterator[str]:
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    with tempfile.TemporaryDirectory() as folder:
        yield str(Path(folder, "x").write_bytes(b"x"))


def speaks_nonsense(path: str) -> Iterator[str]:
    sys.stdout.buffer.write(b"\0\0\0\x05nonsense")
    yield path


def tells_what_it_knows(path: str) -> Iterator[dict[str, str]]:
    yield {**os.environ, "django": "django" if "django" in sys.modules else ""}


def never_stops(path: str) -> Iterator[str]:
    while True:
        yield path + "x" * 100_000
