"""Why a finish moved: where on the chain the days came in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """A task of the chain that brought days in, or took some back (below zero)."""

    key: str
    days: int


def entries(chain: Sequence[tuple[str, int | None]]) -> list[Entry]:
    """Return where a chain became later, or earlier, than it was planned.

    `chain` gives, in its order, each task and the calendar days by which its end is
    later than in the baseline; None for a task that the baseline does not have. Such a
    task takes what it brings along with the next one that was planned. The days of all
    entries add up to those of the last planned task.
    """
    found, so_far = [], 0
    unplanned = ""
    for key, slipped in chain:
        if slipped is None:
            unplanned = unplanned or key
            continue
        if slipped > so_far and unplanned:
            found.append(Entry(unplanned, slipped - so_far))
        elif slipped != so_far:
            found.append(Entry(key, slipped - so_far))
        so_far, unplanned = slipped, ""
    return found
