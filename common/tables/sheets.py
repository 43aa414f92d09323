"""A table as it lies in a file: sheets, cells, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

Value = None | str | int | float | bool | date | datetime | time
# First row, first column, last row, last column; counted from 1, both ends included.
Range = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. `rows[0]` is row 1 of the sheet, whatever is empty above the data.

    A csv file is one sheet whose rows are its records; `lines` tells on which line of
    the file each begins, because a quoted cell may go over several lines.
    """

    name: str
    rows: list[list[Value]]
    merged: tuple[Range, ...] = ()
    is_hidden: bool = False
    lines: Sequence[int] = field(default=())

    def at(self, row: int, column: int) -> Value:
        """Return the cell, counted from 1; outside of the data it is empty."""
        if not 1 <= row <= len(self.rows):
            return None
        cells = self.rows[row - 1]
        return cells[column - 1] if 1 <= column <= len(cells) else None

    @property
    def width(self) -> int:
        return max(map(len, self.rows), default=0)

    def place_of(self, row: int) -> int:
        """Return the number under which a person finds the row: the line of a csv."""
        return self.lines[row - 1] if 0 < row <= len(self.lines) else row


def column_name(column: int) -> str:
    """Return the letters of the column, counted from 1: 1 is A, 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    return f"{column_name(column)}{row}"
