"""Why a file cannot be taken, by code: nothing here knows a language or a framework.

The child process that reads a file raises these; the door turns them into sentences.
"""

from __future__ import annotations

from dataclasses import dataclass, field

Fact = str | int


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where: in which sheet, in which row and column (from 1)."""

    code: str
    facts: dict[str, Fact] = field(default_factory=dict)
    sheet: str = ""
    row: int = 0
    column: int = 0


class Unreadable(Exception):
    """The file is not taken, for one reason or for several found together."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(", ".join(fault.code for fault in faults))
        self.faults = faults


def unreadable(code: str, **facts: Fact) -> Unreadable:
    return Unreadable(Fault(code, facts))
