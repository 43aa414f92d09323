"""Read an uploaded score sheet as it lies there; runs in the child process only."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from common.tables.containers import check_container
from common.tables.limits import Limits
from common.tables.refusals import unreadable
from common.tables.sniffing import HEAD, XLSX, kind_of
from evaluator.workbooks.offline.layout import (
    HEAD_ROW,
    HIDDEN,
    IDENTITY_COLUMN,
    KEY,
    MOST_ROWS,
)

NOTHING: dict[str, Any] = {"identity": "", "sheet": "", "rows": []}


def read_raw(path: str, limits: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the identity and the rows that name a cell: (row number, values).

    A file without the hidden sheet has no identity. Raises Unreadable.
    """
    with Path(path).open("rb") as file:
        is_workbook = kind_of(file.read(HEAD), Path(path).stat().st_size) == XLSX
        if is_workbook:
            check_container(path, Limits(**limits))
        yield found_in(file) if is_workbook else NOTHING


def found_in(file: IO[bytes]) -> dict[str, Any]:
    # Streamed, without styles, merged ranges and links to other files.
    book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
    visible = [name for name in book.sheetnames if name != HIDDEN]
    if HIDDEN not in book.sheetnames or not visible:
        return NOTHING
    return {
        "identity": identity_in(book),
        "sheet": visible[0],
        "rows": list(named_rows(book, visible[0])),
    }


def identity_in(book: Workbook) -> str:
    pieces = []
    for (value,) in rows_of(book, HIDDEN, IDENTITY_COLUMN):
        if value is None:
            break
        pieces.append(str(value))
    return "".join(pieces)


def named_rows(book: Workbook, name: str) -> Iterator[tuple[int, list[Any]]]:
    for number, values in enumerate(rows_of(book, name, KEY), start=1):
        if number > HEAD_ROW and values[KEY - 1] is not None:
            yield number, list(values)


def rows_of(book: Workbook, name: str, columns: int) -> Iterator[tuple[Any, ...]]:
    sheet = book[name]
    # What the file says of its own size may be wrong, and rows would be lost.
    sheet.reset_dimensions()
    rows = sheet.iter_rows(max_col=columns, values_only=True)
    for number, values in enumerate(rows, start=1):
        if number > MOST_ROWS:
            raise unreadable("too_many_rows", most=MOST_ROWS)
        yield (*values, *[None] * (columns - len(values)))
