"""What the child process runs for a table: tell what it is, check it, read it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import is_zipfile

from common.tables.delimited import read_delimited
from common.tables.limits import MEGABYTE, Limits
from common.tables.reading import ReadOptions
from common.tables.refusals import unreadable
from common.tables.sniffing import HEAD, XLSX, kind_of


def read_table(
    path: str, limits: dict[str, Any], options: dict[str, Any]
) -> Iterator[dict[str, Any]]:
    """Yield heads of sheets and blocks of rows as plain data. Raises Unreadable."""
    with Path(path).open("rb") as file:
        head = file.read(HEAD)
    size, bounds = Path(path).stat().st_size, Limits(**limits)
    if kind_of(head, size) != XLSX:
        return read_delimited(path, bounds, ReadOptions(**options))
    if size > bounds.packed:
        raise unreadable("too_large", most=bounds.packed // MEGABYTE)
    # Only now: the library for xlsx takes as long to load as a small csv to read.
    from common.tables.xlsx import read_xlsx

    return read_xlsx(path, bounds)


def explain_table(
    path: str, limits: dict[str, Any], options: dict[str, Any]
) -> Iterator[None]:
    """Raise Unreadable with the reason why `read_table` broke down, if it is known."""
    if is_zipfile(path):
        from common.tables.xlsx import explain

        explain(path, Limits(**limits))
    return iter(())
