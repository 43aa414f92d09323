"""Read a team's layer from whatever was uploaded: YAML, or a workbook (R30-R37)."""

from __future__ import annotations

from typing import IO

from common.tables.door import read_sheets
from common.tables.limits import MEGABYTE, Limits
from common.tables.sheets import Sheet, Value
from common.tables.sniffing import HEAD, is_text
from evaluator.catalogue.own_layer import (
    Fault,
    LayerError,
    OwnPlatform,
    Place,
    read_layer,
)
from evaluator.catalogue.own_rows import FACTS, PLATFORMS, read_own_rows
from evaluator.catalogue.own_yaml import LARGEST, read_own_yaml

LIMITS = Limits(bytes=5 * MEGABYTE, rows=20_000, columns=100, cells=300_000)


def read_own_catalogue(file: IO[bytes], *, name: str) -> list[OwnPlatform]:
    """Return what the file says. Raises LayerError; TableRefused for no text."""
    head = file.read(HEAD)
    file.seek(0)
    if is_text(head):
        return read_layer(read_own_yaml(file.read(LARGEST + 1)))
    sheets = {
        sheet.name.strip().casefold(): sheet
        for sheet in read_sheets(file, name=name, limits=LIMITS)
    }
    facts = sheets.get(FACTS.casefold())
    if facts is None:
        what = f"There is no sheet “{FACTS}”. Start from the workbook you download."
        raise LayerError([Fault(Place(1), what)])
    platforms = sheets.get(PLATFORMS.casefold())
    return read_layer(
        read_own_rows(numbered(platforms) if platforms else [], numbered(facts))
    )


def numbered(sheet: Sheet) -> list[tuple[int, list[Value]]]:
    """Return the rows with their numbers; empty ones say nothing."""
    return [
        (number, row)
        for number, row in enumerate(sheet.rows, start=1)
        if number == 1 or any(cell is not None for cell in row)
    ]
