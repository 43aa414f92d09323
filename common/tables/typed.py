"""Rows of declared columns, read from a sheet; everything wrong is told at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from common.tables.cell_kinds import Cell, CellError
from common.tables.problems import MOST_PROBLEMS, TableProblem
from common.tables.reading import PLAIN, ReadOptions
from common.tables.sheets import Sheet
from common.text import match_key

Reader = Callable[[Cell], Any]


@dataclass(frozen=True, slots=True)
class Column:
    """A column that a table may have. `titles` are its names in all languages."""

    key: str
    title: str | Promise
    read: Reader
    titles: tuple[str, ...] = ()
    is_required: bool = False  # the column must be there, and no cell of it empty

    @property
    def match_keys(self) -> frozenset[str]:
        return frozenset(map(match_key, (self.key, str(self.title), *self.titles)))


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row by the key of their column; empty ones are None."""

    number: int  # of the sheet; the line, for a csv
    cells: dict[str, Any]


@dataclass(slots=True)
class TypedRows:
    """What was read. Each row with data is in `rows` or has a problem (R37)."""

    rows: list[Row] = field(default_factory=list)
    problems: list[TableProblem] = field(default_factory=list)
    rows_read: int = 0
    rows_refused: int = 0

    def report(self, problem: TableProblem) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(problem)


def read_rows(
    sheet: Sheet,
    columns: Sequence[Column],
    *,
    header_row: int = 1,
    mapping: Mapping[str, int] | None = None,
    options: ReadOptions = PLAIN,
) -> TypedRows:
    """Read all rows below the header, which is counted from 1.

    `mapping` gives the place of columns by key, counted from 1; without it they are
    found by their titles in the header.
    """
    found = TypedRows()
    places = dict(mapping) if mapping else places_of(sheet, columns, header_row, found)
    name_missing(sheet, columns, places, header_row, found)
    if found.problems:
        return found
    kept = {places[each.key]: each for each in columns if each.key in places}
    width = filled_width(sheet, header_row)
    for number in range(header_row + 1, len(sheet.rows) + 1):
        if any(cell is not None for cell in sheet.rows[number - 1]):
            read_row(sheet, number, kept, options, found, width=width)
    return found


def places_of(
    sheet: Sheet, columns: Sequence[Column], header_row: int, found: TypedRows
) -> dict[str, int]:
    """Find each column by its titles, in any language and spelling."""
    by_title = {key: column for column in columns for key in column.match_keys}
    places: dict[str, int] = {}
    header = sheet.rows[header_row - 1] if len(sheet.rows) >= header_row else []
    for place, title in enumerate(header, start=1):
        column = by_title.get(match_key(str(title))) if title is not None else None
        if column is None:
            continue
        if column.key in places:
            message = _("The column “%(title)s” is here twice. Remove one of them.")
            text = message % {"title": title}
            found.report(problem_at(sheet, text, header_row, place))
        places.setdefault(column.key, place)
    return places


def name_missing(
    sheet: Sheet,
    columns: Sequence[Column],
    places: Mapping[str, int],
    header_row: int,
    found: TypedRows,
) -> None:
    for column in columns:
        if column.is_required and column.key not in places:
            message = _("The column “%(title)s” is missing. Add it to the header.")
            text = message % {"title": column.title}
            found.report(problem_at(sheet, text, header_row))


def read_row(
    sheet: Sheet,
    number: int,
    columns: Mapping[int, Column],
    options: ReadOptions,
    found: TypedRows,
    *,
    width: int,
) -> None:
    """Add the row, or all that is wrong with it."""
    cells: dict[str, Any] = {}
    problems = []
    for place, column in columns.items():
        try:
            cell = Cell(sheet.at(number, place), options)
            cells[column.key] = read_cell(column, cell)
        except CellError as error:
            problems.append(problem_at(sheet, str(error), number, place))
    if sheet.lines and (problem := ragged(sheet, number, width)):
        problems.append(problem)
    found.rows_read += 1
    if problems:
        found.rows_refused += 1
        for problem in problems:
            found.report(problem)
        return
    found.rows.append(Row(sheet.place_of(number), cells))


def read_cell(column: Column, cell: Cell) -> Any:
    if not cell.is_empty:
        return column.read(cell)
    if column.is_required:
        title = column.title
        raise CellError(_("“%(title)s” must not be empty here.") % {"title": title})
    return None


def ragged(sheet: Sheet, number: int, expected: int) -> TableProblem | None:
    """A line of a csv with more cells than its header has lost a quotation mark.

    A shorter one is honest: Excel itself leaves out empty cells at the end of lines.
    """
    width = filled_width(sheet, number)
    if width <= expected:
        return None
    message = _("This line has %(width)s cells, the header has %(expected)s.")
    text = message % {"width": width, "expected": expected}
    return problem_at(sheet, text, number)


def filled_width(sheet: Sheet, row: int) -> int:
    """Return the place of the last cell of the row that is not empty."""
    cells = sheet.rows[row - 1] if row <= len(sheet.rows) else []
    return max((at for at, cell in enumerate(cells, 1) if cell is not None), default=0)


def problem_at(sheet: Sheet, text: str, row: int, column: int = 0) -> TableProblem:
    return TableProblem(text, sheet.name, sheet.place_of(row), column)
