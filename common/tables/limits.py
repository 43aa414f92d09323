"""How large a file may be, and how long it may be worked on (R30, R33)."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024
LONGEST_CELL = 32_767  # characters; what Excel itself allows


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes, rows, columns and cells of one file; seconds and memory of its reading."""

    bytes: int = 120 * MEGABYTE
    packed: int = 60 * MEGABYTE  # an xlsx, which is packed
    unpacked: int = 1024 * MEGABYTE
    # Of a file that is larger than `small` when unpacked, at most this ratio.
    small: int = 50 * MEGABYTE
    ratio: int = 100
    entries: int = 1_000
    rows: int = 1_000_000
    columns: int = 500
    cells: int = 10_000_000
    seconds: float = 4.0
    memory: int = 1024 * MEGABYTE
    # What comes back from the reading: one long text may stand in every cell.
    answer: int = 256 * MEGABYTE


# What a page reads while somebody waits for its answer.
AT_ONCE = Limits(
    bytes=10 * MEGABYTE, rows=100_000, cells=1_000_000, answer=64 * MEGABYTE
)
# What a job reads in the background.
IN_A_JOB = Limits(seconds=120)
