"""What assets need of each other: circles, and what an asset would miss."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from graphlib import CycleError, TopologicalSorter

STAYS = frozenset({"archive", "retire"})
REBUILT = frozenset({"rebuilt", "tested", "live"})


class Missing(StrEnum):
    """Why what is needed is not there for it."""

    LEFT = "left"
    UNDOCUMENTED = "undocumented"
    NOT_REBUILT = "not_rebuilt"


@dataclass(frozen=True, slots=True)
class Standing:
    """How far an asset is, and what was decided to become of it ("" for nothing)."""

    state: str
    disposition: str

    @property
    def stays_behind(self) -> bool:
        return self.state == "left" or self.disposition in STAYS


def missing(asset: Standing, needed: Standing) -> Missing | None:
    """Return what an asset would miss of one that it needs; None if nothing."""
    if asset.stays_behind:
        return None
    if needed.stays_behind:
        return Missing.LEFT
    if asset.state in REBUILT and needed.state not in REBUILT:
        return Missing.NOT_REBUILT
    if asset.state != "found" and needed.state == "found":
        return Missing.UNDOCUMENTED
    return None


def circle_of(needs: Mapping[int, Iterable[int]]) -> tuple[int, ...]:
    """Return things that need each other in their order; nothing if none do."""
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        # Each is a predecessor of the next, and the first stands at the end again.
        return tuple(reversed(error.args[1][1:]))
    return ()
