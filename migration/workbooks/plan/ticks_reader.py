"""Read back a workbook of a plan: whose it is, and what its checklist says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.errors import DomainError
from common.tables.cell_kinds import (
    Cell,
    CellError,
    read_line,
    read_text,
    read_yes_no,
)
from common.tables.door import read_sheets
from common.tables.limits import MEGABYTE, Limits
from common.tables.problems import MOST_PROBLEMS, TableProblem
from common.tables.sheets import Sheet
from common.tables.sniffing import HEAD, is_text
from migration.workbooks.plan.identity import Identity, mark_of, unsign
from migration.workbooks.plan.layout import HIDDEN
from migration.workbooks.plan.ticks import MARK, MARKS, pk_of

# Far above the workbook of the largest plan.
LIMITS = Limits(bytes=20 * MEGABYTE, rows=50_000, cells=2_000_000, answer=64 * MEGABYTE)
LONGEST = {"proof": 600, "note": 4_000}
MOST_ROWS_ABOVE = 50


class NoPlanWorkbook(DomainError):
    message = gettext_lazy(
        "This file is no plan workbook of this site, or its hidden sheet was removed or"
        " changed. Download the workbook of the plan here, tick in it and upload it as"
        " .xlsx."
    )


class TicksAsCsv(DomainError):
    message = gettext_lazy(
        "This is a text or a CSV, which does not tell of which plan it is. Tick in the"
        " workbook (.xlsx) that you download here, and upload that."
    )


class NoChecklist(DomainError):
    message = gettext_lazy(
        "The checklist is gone from this workbook, or its hidden row above the head."
        " Download the workbook anew and copy your ticks into it."
    )


@dataclass(frozen=True, slots=True)
class Row:
    """What a row says of its task; None: its column is gone, so it says nothing."""

    number: int
    task: int
    is_done: bool | None
    proof: str | None
    note: str | None


@dataclass(slots=True)
class FilledChecklist:
    identity: Identity
    sheet: str
    rows: list[Row] = field(default_factory=list)
    problems: list[TableProblem] = field(default_factory=list)

    def report(self, text: str, row: int) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(TableProblem(text, self.sheet, row))


def read_checklist_back(file: IO[bytes], *, name: str) -> FilledChecklist:
    """Read the upload; what is wrong in rows comes all together.

    Raises TableRefused, NoPlanWorkbook, TicksAsCsv, NoChecklist.
    """
    head = file.read(HEAD)
    file.seek(0)
    if is_text(head):
        raise TicksAsCsv
    sheets = read_sheets(file, name=name, limits=LIMITS)
    identity = identity_in(sheets)
    for sheet in sheets:
        if places := marks_in(sheet):
            filled = FilledChecklist(identity, sheet.name)
            read_rows(filled, sheet, *places)
            return filled
    raise NoChecklist


def identity_in(sheets: Sequence[Sheet]) -> Identity:
    hidden = next((each for each in sheets if each.name == HIDDEN), None)
    if hidden is None:
        raise NoPlanWorkbook
    text = "".join(str(row[0]) for row in hidden.rows if row and row[0] is not None)
    identity = unsign(text)
    if identity is None:
        raise NoPlanWorkbook
    return identity


def marks_in(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """Return the row of machine names and the columns that it names."""
    for number, row in enumerate(sheet.rows[:MOST_ROWS_ABOVE], start=1):
        places = {
            cell.removeprefix(MARKS): place
            for place, cell in enumerate(row, start=1)
            if isinstance(cell, str) and cell.startswith(MARKS)
        }
        if {MARK, "task", "done"} <= places.keys():
            return number, places
    return None


def read_rows(
    filled: FilledChecklist, sheet: Sheet, above: int, places: Mapping[str, int]
) -> None:
    """Read all rows below that name a task. Blank rows and notes between are left."""
    met: dict[int, int] = {}
    for number in range(above + 1, len(sheet.rows) + 1):
        key = sheet.at(number, places[MARK])
        if key is None:
            continue
        pk = task_of(filled, key, number)
        if pk is None:
            continue
        if pk in met:
            text = _("This row names the same task as row %(row)s. Delete one of them.")
            filled.report(text % {"row": met[pk]}, number)
            continue
        met[pk] = number
        title = sheet.at(number, places["task"])
        if mark_of(str(title or "")) != filled.identity.tasks[pk].task:
            filled.report(
                _(
                    "The task in this row is not the one that stood here: rows were"
                    " sorted or copied in part, or the title was changed. Put the title"
                    " back, or download the workbook anew."
                ),
                number,
            )
            continue
        read_row(filled, sheet, number, pk, places)


def task_of(filled: FilledChecklist, key: object, number: int) -> int | None:
    try:
        pk = pk_of(str(key))
    except ValueError:
        pk = 0
    if pk in filled.identity.tasks:
        return pk
    text = _(
        "The hidden key of this row names no task of this workbook. Delete the row, or"
        " download the workbook anew."
    )
    filled.report(text, number)
    return None


def read_row(
    filled: FilledChecklist,
    sheet: Sheet,
    number: int,
    pk: int,
    places: Mapping[str, int],
) -> None:
    texts: dict[str, str | None] = {}
    try:
        is_done = read_tick(Cell(sheet.at(number, places["done"])))
        for name, most in LONGEST.items():
            place = places.get(name)
            cell = Cell(sheet.at(number, place)) if place else None
            texts[name] = read_words(name, cell, most) if cell else None
    except CellError as error:
        filled.report(str(error), number)
        return
    filled.rows.append(Row(number, pk, is_done, **texts))


def read_tick(cell: Cell) -> bool:
    if cell.is_empty:
        return False
    try:
        return read_yes_no(cell)
    except CellError as error:
        text = _("“%(text)s” is no tick. Take ✓ or ☐.")
        raise CellError(text % {"text": str(cell.value)[:40]}) from error


def read_words(name: str, cell: Cell, most: int) -> str:
    if cell.is_empty:
        return ""
    text = read_text(cell) if name == "note" else read_line(cell)
    if len(text) > most:
        said = _("Write at most %(most)s characters as proof.")
        if name == "note":
            said = _("Write at most %(most)s characters as a note.")
        raise CellError(said % {"most": most})
    return text
