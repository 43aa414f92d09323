"""The child process: `python -m common.tables.child_main`, one order on its stdin.

It imports neither Django nor the settings, so that it starts at once and knows no
secret. Each answer goes to stdout as a frame: the length in four bytes, then JSON.
"""

from __future__ import annotations

import json
import resource
import struct
import sys
from datetime import date, datetime, time
from importlib import import_module
from typing import Any

from common.tables.refusals import Unreadable

LENGTH = struct.Struct(">I")


def main() -> None:
    order = json.loads(sys.stdin.buffer.read())
    limit(memory=order["memory"], seconds=order["seconds"])
    module, _, name = order["function"].partition(":")
    try:
        for part in getattr(import_module(module), name)(
            order["path"], **order["given"]
        ):
            send(["part", part])
    except Unreadable as refusal:
        send(["refused", [encoded(fault) for fault in refusal.faults]])
    except MemoryError:
        send(["failed", "memory"])
    else:
        send(["end", None])


def limit(*, memory: int, seconds: int) -> None:
    """Take from this process what it must not have: R33."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def send(frame: Any) -> None:
    content = json.dumps(frame, default=tagged, separators=(",", ":")).encode()
    sys.stdout.buffer.write(LENGTH.pack(len(content)) + content)
    sys.stdout.buffer.flush()


def tagged(value: object) -> Any:
    """Write what JSON has no word for: days, moments and times of day."""
    if isinstance(value, range):
        return list(value)
    for kind in (datetime, date, time):
        if isinstance(value, kind):
            return {kind.__name__: value.isoformat()}
    return {"text": str(value)}  # a length of time


def encoded(fault: Any) -> dict[str, Any]:
    return {name: getattr(fault, name) for name in fault.__slots__}


if __name__ == "__main__":
    main()
