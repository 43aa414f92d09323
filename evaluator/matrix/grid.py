"""One sheet as lines and columns, whichever way it lies.

Requirements always run down the *lines* and vendors across the *columns* here; a sheet
that lies the other way is turned. Places are told as the sheet has them, from 1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol, TypeAlias

from common.text import clean_line, match_key

Cell: TypeAlias = str | int | float | Decimal | bool | date | datetime | None
# (first row, first column, last row, last column), from 1, ends included.
Range: TypeAlias = tuple[int, int, int, int]

MOST_LINES = 1_000
MOST_COLUMNS = 120


class SheetLike(Protocol):
    """What `common.tables` reads of one sheet; `rows[0]` is the sheet's row 1."""

    @property
    def name(self) -> str: ...

    @property
    def rows(self) -> Sequence[Sequence[Cell]]: ...

    @property
    def merged(self) -> Sequence[Range]: ...


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells as they stand, and with merged ones filled; all lines equally long."""

    raw: tuple[tuple[Cell, ...], ...]
    filled: tuple[tuple[Cell, ...], ...]
    is_turned: bool

    @property
    def height(self) -> int:
        return len(self.raw)

    @property
    def width(self) -> int:
        return len(self.raw[0]) if self.raw else 0

    def place(self, line: int, column: int) -> tuple[int, int]:
        """Return row and column of the sheet, from 1."""
        there = (column, line) if self.is_turned else (line, column)
        return there[0] + 1, there[1] + 1

    def text(self, line: int, column: int) -> str:
        return text_of(self.raw[line][column])

    def filled_text(self, line: int, column: int) -> str:
        return text_of(self.filled[line][column])

    def is_blank(self, line: int) -> bool:
        return not any(text_of(cell) for cell in self.raw[line])


@dataclass(frozen=True, slots=True)
class PlainSheet:
    """A sheet as it is kept between two pages: every cell as its text."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    merged: tuple[Range, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "rows": [list(row) for row in self.rows],
            "merged": [list(each) for each in self.merged],
        }


def plain_sheet(sheet: SheetLike) -> PlainSheet:
    """Return the sheet without its empty ends; a tick of the program stays one."""
    rows = _trimmed([list(row) for row in sheet.rows])
    return PlainSheet(
        name=sheet.name,
        rows=tuple(tuple(map(_kept, row)) for row in rows),
        merged=tuple(
            (top, start, min(bottom, len(rows)), min(end, len(rows[0])))
            for top, start, bottom, end in sheet.merged
            if rows and top <= len(rows) and start <= len(rows[0])
        ),
    )


def plain_sheet_from(stored: Mapping[str, Any]) -> PlainSheet:
    return PlainSheet(
        name=stored["name"],
        rows=tuple(tuple(row) for row in stored["rows"]),
        merged=tuple(tuple(each) for each in stored["merged"]),
    )


def grid_of(sheet: SheetLike, *, is_turned: bool = False) -> Grid:
    """Return the sheet without its empty ends, turned if it lies the other way."""
    rows = _trimmed([list(row) for row in sheet.rows])
    filled = [list(row) for row in rows]
    for first_row, first_column, last_row, last_column in sheet.merged:
        _fill(filled, first_row - 1, first_column - 1, last_row - 1, last_column - 1)
    if is_turned:
        return Grid(_turned(rows), _turned(filled), is_turned=True)
    return Grid(_frozen(rows), _frozen(filled), is_turned=False)


def is_too_large(sheet: SheetLike) -> bool:
    """Tell whether this is more than a committee ever weighed by hand."""
    rows = _trimmed([list(row) for row in sheet.rows])
    longest, shortest = sorted((len(rows), len(rows[0]) if rows else 0), reverse=True)
    return longest > MOST_LINES or shortest > MOST_COLUMNS


def text_of(cell: Cell) -> str:
    """Return the cell as one line of text; numbers without an idle fraction."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float | Decimal):
        number = Decimal(str(cell))
        return f"{number.normalize():f}" if number.is_finite() else str(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    return " ".join(clean_line(str(cell)).split())


def key_of(cell: Cell) -> str:
    return match_key(text_of(cell))


def _kept(cell: Cell) -> Cell:
    return cell if isinstance(cell, bool) else (text_of(cell) or None)


def _trimmed(rows: list[list[Cell]]) -> list[list[Cell]]:
    while rows and not any(text_of(cell) for cell in rows[-1]):
        rows.pop()
    width = max(
        (
            place
            for row in rows
            for place, cell in enumerate(row, start=1)
            if text_of(cell)
        ),
        default=0,
    )
    return [(row + [None] * width)[:width] for row in rows]


def _fill(rows: list[list[Cell]], top: int, start: int, bottom: int, end: int) -> None:
    if not (0 <= top < len(rows) and 0 <= start < len(rows[top])):
        return
    value = rows[top][start]
    for row in rows[top : bottom + 1]:
        for column in range(start, min(end + 1, len(row))):
            row[column] = value


def _frozen(rows: list[list[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(tuple(row) for row in rows)


def _turned(rows: list[list[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(zip(*rows, strict=True))
