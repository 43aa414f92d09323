"""Read a workbook as a person does: by the words beside and above a number."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

HEAD = 3


@dataclass(frozen=True)
class Reading:
    """A workbook without calculating: a formula shows the value stored beside it."""

    file: bytes
    shows_formulas: bool = False

    @cached_property
    def book(self) -> Any:
        return load_workbook(BytesIO(self.file), data_only=not self.shows_formulas)

    def sheet(self, name: str) -> Worksheet:
        return self.book[name]

    def cell(self, sheet: str, label: str, candidate: str, *, under: str = "") -> Cell:
        """Return the cell of a row and a candidate; `under` names a block or part."""
        found = self.sheet(sheet)
        start = row_of(found, under) if under else HEAD
        return found.cell(row_of(found, label, start), column_of(found, candidate))

    def value(self, sheet: str, label: str, candidate: str, *, under: str = "") -> Any:
        return self.cell(sheet, label, candidate, under=under).value

    def ranking(self) -> list[tuple[Any, str, Any]]:
        """Return rank, name and total of the summary's table, in its order."""
        rows = list(self.sheet("Summary").iter_rows(max_col=3, values_only=True))
        head = next(place for place, row in enumerate(rows) if row[0] == "Rank")
        table = []
        for rank, name, total in rows[head + 1 :]:
            if rank is None:
                break
            table.append((rank, name, total))
        return table

    def all_values(self) -> list[Any]:
        return [
            value
            for sheet in self.book
            for row in sheet.iter_rows(values_only=True)
            for value in row
            if value is not None
        ]

    def saved(self) -> bytes:
        file = BytesIO()
        self.book.save(file)
        return file.getvalue()


def row_of(sheet: Worksheet, label: str, start: int = 0) -> int:
    for row in range(start + 1, sheet.max_row + 1):
        if sheet.cell(row, 1).value == label:
            return row
    raise KeyError(label)


def column_of(sheet: Worksheet, candidate: str) -> int:
    for column in range(3, sheet.max_column + 1):
        if sheet.cell(HEAD, column).value == candidate:
            return column
    raise KeyError(candidate)
