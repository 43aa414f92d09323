"""Work on a file in a child process, so that no file can harm the one who asked (R33).

Not `multiprocessing`: a worker of the queue may have no children of that kind, and a
fork would carry all that the parent knows.
"""

from __future__ import annotations

import json
import math
import os
import selectors
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any, cast

from common.tables.child_main import LENGTH
from common.tables.limits import Limits
from common.tables.refusals import Fault, Unreadable, unreadable

ROOT = Path(__file__).resolve().parent.parent.parent
CHUNK = 1 << 18
# The interpreter and its libraries take address space before the file takes any.
OVERHEAD = 512 * 1024 * 1024
_TAGS: dict[str, Callable[[str], Any]] = {
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": lambda text: datetime.fromisoformat(f"2000-01-01T{text}").time(),
    "text": str,
}


def run_limited(
    function: str, path: str, given: dict[str, Any], *, limits: Limits
) -> Iterator[Any]:
    """Yield what `module:function` yields for the file at `path`, in another process.

    `given` are its keyword arguments, as JSON holds them. Raises Unreadable with what
    the function found, or because it took too long, too much memory, or broke down.
    """
    child = start()
    try:
        order(child, function, path, given, limits)
        yield from answers(child, limits)
    finally:
        child.kill()
        child.wait()
        cast("IO[bytes]", child.stdout).close()


def start() -> subprocess.Popen[bytes]:
    command = [sys.executable, "-s", "-m", "common.tables.child_main"]
    return subprocess.Popen(  # noqa: S603 (our own module, no word of a user's)
        command,
        cwd=ROOT,
        env={"LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        close_fds=True,
    )


def order(
    child: subprocess.Popen[bytes],
    function: str,
    path: str,
    given: dict[str, Any],
    limits: Limits,
) -> None:
    content = {
        "function": function,
        "path": path,
        "given": given,
        "memory": limits.memory + OVERHEAD,
        "seconds": math.ceil(limits.seconds) + 1,
    }
    with suppress(BrokenPipeError), cast("IO[bytes]", child.stdin) as pipe:
        pipe.write(json.dumps(content).encode())


def answers(child: subprocess.Popen[bytes], limits: Limits) -> Iterator[Any]:
    for frame in frames(cast("IO[bytes]", child.stdout), limits):
        kind, content = decoded(frame)
        if kind == "part":
            yield content
        elif kind == "end":
            return
        elif kind == "refused":
            raise Unreadable(*(Fault(**fault) for fault in content))
        else:
            raise unreadable("too_much")
    raise unreadable("broke_down")


def decoded(frame: bytes) -> tuple[str, Any]:
    try:
        kind, content = json.loads(frame, object_hook=untagged)
    except ValueError as error:
        raise unreadable("broke_down") from error
    return str(kind), content


def frames(pipe: IO[bytes], limits: Limits) -> Iterator[bytes]:
    """Yield each whole frame; what the child leaves unfinished is no frame."""
    waiting, received = bytearray(), 0
    for chunk in chunks(pipe, deadline=time.monotonic() + limits.seconds):
        waiting += chunk
        received += len(chunk)
        if received > limits.answer:
            raise unreadable("too_much")
        start = 0
        while len(waiting) - start >= LENGTH.size:
            end = start + LENGTH.size + LENGTH.unpack_from(waiting, start)[0]
            if len(waiting) < end:
                break
            yield bytes(waiting[start + LENGTH.size : end])
            start = end
        del waiting[:start]


def chunks(pipe: IO[bytes], *, deadline: float) -> Iterator[bytes]:
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while True:
            left = deadline - time.monotonic()
            # A child that never stops to talk is no quicker than a silent one.
            if left <= 0 or not selector.select(left):
                raise unreadable("too_slow")
            chunk = os.read(pipe.fileno(), CHUNK)
            if not chunk:
                return
            yield chunk


def untagged(found: dict[str, Any]) -> Any:
    """Undo what the child's `tagged` wrote; it sends no other one-word objects."""
    if len(found) == 1:
        [(kind, text)] = found.items()
        if kind in _TAGS and isinstance(text, str):
            return _TAGS[kind](text)
    return found
