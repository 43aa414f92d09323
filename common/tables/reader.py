"""What the child process runs for a table: tell what it is, check it, read it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from common.tables.delimited import read_delimited
from common.tables.limits import Limits
from common.tables.reading import ReadOptions
from common.tables.sniffing import HEAD, XLSX, kind_of


def read_table(
    path: str, limits: dict[str, Any], options: dict[str, Any]
) -> Iterator[dict[str, Any]]:
    """Yield heads of sheets and blocks of rows as plain data. Raises Unreadable."""
    with Path(path).open("rb") as file:
        head = file.read(HEAD)
    kind = kind_of(head, Path(path).stat().st_size)
    if kind != XLSX:
        return read_delimited(path, Limits(**limits), ReadOptions(**options))
    # Only now: the library for xlsx takes as long to load as a small csv to read.
    from common.tables.xlsx import read_xlsx

    return read_xlsx(path, Limits(**limits))
