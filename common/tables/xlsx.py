"""Read an xlsx; runs in the child process only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite
from posixpath import basename
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from common.tables.containers import CHUNK, check_container
from common.tables.limits import LONGEST_CELL, Limits
from common.tables.refusals import Fault, Unreadable, unreadable
from common.tables.sheets import Range, cell_name

BLOCK = 2_000
MOST_FAULTS = 1_000
_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})(\d{1,7})"')
_ERROR = re.compile(
    rb"<(?:\w+:)?c\s([^>]*?\bt\s*=\s*[\"']e[\"'][^>]*)>\s*"
    rb"(?:<(?:\w+:)?f\b[^>]*/>|<(?:\w+:)?f\b[^>]*>[^<]*</(?:\w+:)?f>)?\s*"
    rb"<(?:\w+:)?v>([^<]{1,20})<"
)
_PLACE = re.compile(rb"\br\s*=\s*[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(slots=True)
class Extent:
    """How far the cells of one part of the file reach."""

    row: int = 0
    column: int = 0
    cells: int = 0


def read_xlsx(path: str, limits: Limits) -> Iterator[dict[str, Any]]:
    """Yield a head for each sheet, then its rows in blocks; all plain data."""
    check_container(path, limits)
    errors = errors_by_sheet(path)
    try:
        book = CalamineWorkbook.from_path(path)
    except CalamineError as error:
        raise unreadable("broken_xlsx") from error
    cells = 0
    for index, meta in enumerate(book.sheets_metadata):
        if meta.typ != SheetTypeEnum.WorkSheet:
            continue
        try:
            sheet = book.get_sheet_by_index(index)
        except CalamineError as error:
            raise unreadable("broken_sheet", name=meta.name) from error
        extent = extent_of(sheet)
        merged = merged_of(sheet)
        cells += refuse_beyond(extent, limits)
        if cells > limits.cells:
            raise unreadable("too_many_cells", most=limits.cells)
        hidden = meta.visible != SheetVisibleEnum.Visible
        if covered(merged, extent) > extent.row * extent.column:
            raise unreadable("broken_sheet", name=meta.name)
        yield {"sheet": meta.name, "hidden": hidden, "merged": merged}
        yield from blocks_of(sheet, meta.name, errors.get(index, {}))


def extent_of(sheet: CalamineSheet) -> Extent:
    """Each sheet is laid out as a full rectangle, whatever its `dimension` says."""
    if sheet.end is None:
        return Extent()
    row, column = sheet.end[0] + 1, sheet.end[1] + 1
    return Extent(row, column, sheet.height * sheet.width)


def explain(path: str, limits: Limits) -> None:
    """Say why the reader broke down, if one cell far away made its rectangle too large.

    Measures every part from its own cells. Raises Unreadable then, else nothing.
    """
    with ZipFile(path) as archive:
        for entry in archive.infolist():
            extent = Extent()
            for piece in pieces(archive, entry.filename):
                measure(piece, extent)
            refuse_beyond(extent, limits)


def pieces(archive: ZipFile, name: str) -> Iterator[bytes]:
    """Yield the part cut between elements, so that no cell is halved."""
    rest = b""
    with archive.open(name) as part:
        while chunk := part.read(CHUNK):
            whole = rest + chunk
            # A cell with its value, at most; the start of a row is no cell.
            cut = max(whole.rfind(b"<c "), whole.rfind(b":c "), 0)
            cut = whole.rfind(b"<", 0, cut + 1) if cut else 0
            if not cut and len(whole) > 4 * CHUNK:
                cut = len(whole)
            yield whole[:cut]
            rest = whole[cut:]
    yield rest


def measure(piece: bytes, extent: Extent) -> None:
    found = _CELL.findall(piece)
    if not found:
        return
    extent.cells += len(found)
    extent.row = max(extent.row, *(int(row) for row in {row for _, row in found}))
    letters = {letters for letters, _ in found}
    extent.column = max(extent.column, *(number_of(each) for each in letters))


def number_of(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def refuse_beyond(extent: Extent, limits: Limits) -> int:
    """Return how many cells the sheet lays out, if they are not too many."""
    area, last = extent.row * extent.column, cell_name(extent.row, extent.column)
    fits = extent.column <= limits.columns and extent.row <= limits.rows
    if fits and area <= limits.cells:
        return area
    if extent.cells * 4 < area:
        raise unreadable("far_cell", cell=last)
    if extent.column > limits.columns:
        raise unreadable("too_many_columns", most=limits.columns, cell=last)
    if extent.row > limits.rows:
        raise unreadable("too_many_rows", most=limits.rows)
    raise unreadable("too_many_cells", most=limits.cells)


def errors_by_sheet(path: str) -> dict[int, dict[tuple[int, int], str]]:
    """Return the error values by the place of their sheet in the workbook.

    The reader leaves them out, and what is left out silently is lost.
    """
    with ZipFile(path) as archive:
        found = {
            basename(name): errors
            for name in archive.namelist()
            if name.startswith("xl/") and (errors := errors_of(archive, name))
        }
        if not found:
            return {}
        sheets = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 (no DTD left)
        relations = ElementTree.fromstring(  # noqa: S314
            archive.read("xl/_rels/workbook.xml.rels")
        )
    targets = {each.get("Id"): each.get("Target", "") for each in relations}
    keys = [each.get(_RELATION) for each in sheets.iterfind(".//{*}sheet")]
    named = [basename(targets.get(key, "")) for key in keys]
    return {place: found.get(name, {}) for place, name in enumerate(named)}


def errors_of(archive: ZipFile, name: str) -> dict[tuple[int, int], str]:
    errors = {}
    for piece in pieces(archive, name):
        if b'"e"' not in piece and b"'e'" not in piece:
            continue  # much quicker than the pattern
        for attributes, text in _ERROR.findall(piece):
            place = _PLACE.search(attributes)
            if place is None:
                raise unreadable("broken_sheet", name=basename(name))
            column, row = place.groups()
            errors[int(row), number_of(column)] = text.decode("utf-8", "replace")
    return errors


def merged_of(sheet: CalamineSheet) -> list[Range]:
    ranges = sheet.merged_cell_ranges or []
    return [
        (top + 1, start + 1, bottom + 1, end + 1)
        for (top, start), (bottom, end) in ranges
    ]


def covered(merged: list[Range], extent: Extent) -> int:
    """Count the cells under merged ranges; ranges that overlap count some twice."""
    return sum(
        max(0, min(bottom, extent.row) - top + 1)
        * max(0, min(end, extent.column) - start + 1)
        for top, start, bottom, end in merged
    )


def blocks_of(
    sheet: CalamineSheet, name: str, errors: dict[tuple[int, int], str]
) -> Iterator[dict[str, Any]]:
    begin: list[Any] = [""] * (sheet.start[1] if sheet.start else 0)
    faults: list[Fault] = []
    block: list[list[Any]] = []
    number = 0
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        row = begin + cells if begin else cells
        if any(map(is_odd, row)):
            faults += faults_of(row, name, number)
            row = ["#NUM!" if is_endless(cell) else cell for cell in row]
        block.append(row)
        if len(block) == BLOCK:
            yield filled(block, number, errors)
            block = []
    if faults:
        raise Unreadable(*faults[:MOST_FAULTS])
    if block:
        yield filled(block, number, errors)


def is_odd(cell: object) -> bool:
    if type(cell) is str:
        return len(cell) > LONGEST_CELL or "\0" in cell
    return is_endless(cell)


def is_endless(cell: object) -> bool:
    """Tell a number that is none; what overflows is an error value to Excel, too."""
    return type(cell) is float and not isfinite(cell)


def faults_of(row: list[Any], sheet: str, number: int) -> Iterator[Fault]:
    for column, cell in enumerate(row, start=1):
        if isinstance(cell, str) and len(cell) > LONGEST_CELL:
            yield Fault("long_cell", {"most": LONGEST_CELL}, sheet, number, column)
        elif isinstance(cell, str) and "\0" in cell:
            yield Fault("nul_in_cell", {}, sheet, number, column)


def filled(
    block: list[list[Any]], last: int, errors: dict[tuple[int, int], str]
) -> dict[str, Any]:
    """Put the error values back, and send the block."""
    first = last - len(block) + 1
    for (row, column), text in errors.items():
        if first <= row <= last and column <= len(block[row - first]):
            block[row - first][column - 1] = text
    return {"rows": block}
