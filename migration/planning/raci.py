"""Who does a deliverable, answers for it, is asked before, is told."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    RESPONSIBLE = "R"
    ACCOUNTABLE = "A"
    BOTH = "AR"  # does it, and answers for it
    CONSULTED = "C"
    INFORMED = "I"


ANSWERS = frozenset({Part.ACCOUNTABLE, Part.BOTH})
DOES = frozenset({Part.RESPONSIBLE, Part.BOTH})


STRONGEST_FIRST = (
    Part.BOTH,
    Part.ACCOUNTABLE,
    Part.RESPONSIBLE,
    Part.CONSULTED,
    Part.INFORMED,
)


@dataclass(frozen=True, slots=True)
class Duties:
    """How many answer for a deliverable, and how many do it."""

    accountable: int
    responsible: int

    @property
    def is_clear(self) -> bool:
        """Exactly one answers for it, and somebody does it."""
        return self.accountable == 1 and self.responsible > 0


def duties_of(parts: Collection[Part]) -> Duties:
    return Duties(
        accountable=sum(part in ANSWERS for part in parts),
        responsible=sum(part in DOES for part in parts),
    )


def part_of_role(parts: Collection[Part]) -> Part:
    """Return the part of a role whose people have these parts, at least one."""
    if {Part.ACCOUNTABLE, Part.RESPONSIBLE} <= set(parts):
        return Part.BOTH
    return min(parts, key=STRONGEST_FIRST.index)


def part_beside(part: Part, others: Collection[Part]) -> Part | None:
    """Return what is left of a part beside those of others: one alone answers."""
    if part not in ANSWERS or not ANSWERS & set(others):
        return part
    return Part.RESPONSIBLE if part is Part.BOTH else None
