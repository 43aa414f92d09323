"""What a person says in a cell, whole: the entry and all that stands beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from evaluator.models import Participant, Score
from evaluator.models.candidates import Rung
from evaluator.selectors.grid import own_scores, read_sheet
from evaluator.selectors.sheet import CellKey, Column, Sheet

FIELDS = ("entry", "rung", "note", "link")


@dataclass(frozen=True, slots=True)
class Said:
    """`entry` is the digit of a value, or the state of a cell without one."""

    entry: str = Score.State.EMPTY.value
    rung: str = ""
    note: str = ""
    link: str = ""

    @property
    def state(self) -> Score.State:
        if self.value is not None:
            return Score.State.SCORED
        return Score.State(self.entry)

    @property
    def value(self) -> int | None:
        return int(self.entry) if self.entry.isdecimal() else None

    @property
    def is_empty(self) -> bool:
        return self.entry == Score.State.EMPTY

    @property
    def rung_label(self) -> str:
        return str(Rung(self.rung).label) if self.rung else ""

    def changed(self, fields: Mapping[str, Any]) -> Said:
        return replace(self, **fields)


NOTHING_SAID = Said()


@dataclass(frozen=True, slots=True)
class Stored:
    """What is said in a cell, and the version of its row; 0: never saved."""

    said: Said = NOTHING_SAID
    version: int = 0


NEVER_SAVED = Stored()


@dataclass(frozen=True, slots=True)
class OwnSheet:
    """A person's own sheet with every text in it; nobody else's."""

    participant: Participant
    sheet: Sheet
    stored: Mapping[CellKey, Stored]

    @property
    def asked(self) -> list[Column]:
        """The candidates that the person scores now."""
        return [each for each in self.sheet.candidates if each.takes_entries]

    def at(self, key: CellKey) -> Stored:
        return self.stored.get(key, NEVER_SAVED)


def read_own_sheet(participant: Participant, *, today: date) -> OwnSheet:
    """Read it in one query more than the sheet of the page takes."""
    return OwnSheet(
        participant=participant,
        sheet=read_sheet(participant, today=today),
        stored=stored_cells(participant),
    )


def stored_cells(participant: Participant) -> dict[CellKey, Stored]:
    rows = own_scores(participant).values_list(
        "criterion_id",
        "ballot__candidate_id",
        "state",
        "value",
        "rung",
        "note",
        "link",
        "version",
    )
    return {
        (criterion, candidate): Stored(
            Said(state if value is None else str(value), rung, note, link), version
        )
        for criterion, candidate, state, value, rung, note, link, version in rows
    }
