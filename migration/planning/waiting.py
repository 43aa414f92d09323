"""Which links keep a task from being ticked; all others move dates only."""

from __future__ import annotations

from migration.planning.network import Kind

HOLDING = (Kind.FINISH_START, Kind.FINISH_FINISH)
"""Kinds by which the first must have ended before the second can end."""


def holds_tick(kind: Kind, lag: int) -> bool:
    """Tell whether the task before must be done before the one after can be.

    Nobody ticks that a task begins, so a link from a start (SS, SF) holds no tick. With
    a lag below zero the two overlap on purpose. A lag of days above it is a matter of
    the schedule: once the first is done, the second waits for nothing that can be done.
    """
    return kind in HOLDING and lag >= 0
