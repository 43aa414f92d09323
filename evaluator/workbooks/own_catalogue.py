"""A team's own platforms and facts as a workbook: one row a fact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from common.tables.cells import cell_text
from evaluator.catalogue.own_rows import (
    FACT_COLUMNS,
    FACTS,
    PLATFORM_COLUMNS,
    PLATFORMS,
    fact_rows,
    platform_rows,
)

# Text is text: nothing that people typed becomes a formula, a link or a number (R38).
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
# Without a moment of its own, the same facts give the same file.
MADE = datetime(2000, 1, 1, tzinfo=UTC)
WIDE = frozenset({"value", "source", "address", "note", "slot", "terms"})


def write_own_catalogue(platforms: Sequence[Mapping[str, Any]]) -> bytes:
    file = BytesIO()
    with xlsxwriter.Workbook(file, dict(OPTIONS)) as book:
        book.set_properties({"created": MADE})
        head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#EEF1F7"})
        write_sheet(book, FACTS, FACT_COLUMNS, fact_rows(platforms), head)
        write_sheet(book, PLATFORMS, PLATFORM_COLUMNS, platform_rows(platforms), head)
    return file.getvalue()


def write_sheet(
    book: Any, name: str, columns: Sequence[str], rows: Iterable[list[Any]], head: Any
) -> None:
    sheet = book.add_worksheet(name)
    for column, title in enumerate(columns):
        sheet.write_string(0, column, title, head)
        sheet.set_column(column, column, 36 if title in WIDE else 16)
    last = 0
    for last, cells in enumerate(rows, start=1):
        for column, cell in enumerate(cells):
            write_cell(sheet, last, column, cell)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)


def write_cell(sheet: Any, row: int, column: int, cell: Any) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        sheet.write_number(row, column, cell)
    else:
        sheet.write_string(row, column, cell_text(str(cell)))
