"""What a story tells of the two steps before the requirements. All of it is made up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

# What stands in a row of answers beside the digits.
DONT_KNOW = "u"


@dataclass(frozen=True, slots=True)
class FigureSaid:
    key: str
    value: float
    source: str
    currency: str = ""


@dataclass(frozen=True, slots=True)
class ReadinessSaid:
    point: str
    answer: str
    owner: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ObjectiveSaid:
    statement: str
    kind: str
    metric: str = ""
    unit: str = ""
    baseline: float | None = None
    source: str = ""
    target: float | None = None
    days: int | None = None  # until the deadline
    owner: str = ""
    goal: str = ""
    market: str = ""
    trade_off: str = ""
    department: str = ""
    part_of: int | None = None  # place of the whole in the list, from 0
    sign: str = ""
    criteria: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Beginnings:
    signs: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    figures: tuple[FigureSaid, ...] = ()
    kinds: Mapping[str, str] = field(default_factory=dict)
    readiness: tuple[ReadinessSaid, ...] = ()
    goals: tuple[str, ...] = ()
    objectives: tuple[ObjectiveSaid, ...] = ()

    def answers_of(self, who: str, sign: str) -> list[str]:
        """Return what the person says to each statement of the sign, in order."""
        row = self.signs.get(sign, {}).get(who, "")
        return ["unknown" if mark == DONT_KNOW else mark for mark in row.split()]


LISTS: dict[str, type] = {
    "figures": FigureSaid,
    "readiness": ReadinessSaid,
    "objectives": ObjectiveSaid,
}


def read_beginnings(raw: Mapping[str, Any]) -> Beginnings:
    """Read them; an unknown or a missing field is a TypeError."""
    parts: dict[str, Any] = dict(raw)
    for name, kind in LISTS.items():
        parts[name] = tuple(kind(**each) for each in parts.get(name, ()))
    parts["goals"] = tuple(parts.get("goals", ()))
    return Beginnings(**parts)
