"""The one door: every csv and xlsx that comes into the product comes in here."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from typing import IO, Any

from django.utils.translation import gettext_lazy as _

from common.errors import DomainError
from common.tables.child import run_limited
from common.tables.limits import AT_ONCE, MEGABYTE, Limits
from common.tables.problems import TableProblem, problem_of
from common.tables.reading import PLAIN, ReadOptions
from common.tables.refusals import Unreadable, unreadable
from common.tables.sheets import Sheet

READER = "common.tables.reader:read_table"
EXPLAINER = "common.tables.reader:explain_table"
# The reading itself failed; why, it could not say.
FAILED = frozenset({"broke_down", "too_much", "too_slow"})
# What may have a better explanation: one cell far away makes a huge rectangle.
UNEXPLAINED = FAILED | {"too_many_rows", "too_many_columns", "too_many_cells"}
SHORTEST = 0.2  # seconds in which a child can at least start
CHUNK = 1 << 20


class TableRefused(DomainError):
    """The file cannot be taken. `problems` holds all that was found, at most 1,000."""

    message = _("%(problem)s")

    def __init__(self, problems: Iterable[TableProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__(problem=self.problems[0].sentence)


def read_sheets(
    file: IO[bytes],
    *,
    name: str,
    options: ReadOptions = PLAIN,
    limits: Limits = AT_ONCE,
) -> list[Sheet]:
    """Return the sheets of an xlsx, or the one of a csv, called `name`.

    Raises TableRefused, whatever the file holds.
    """
    sheets: list[Sheet] = []
    heads: list[dict[str, Any]] = []
    lines: list[list[int]] = []
    for part in read_parts(file, options=options, limits=limits):
        if "sheet" in part:
            heads.append(part)
            sheets.append(Sheet(part["sheet"] or name, []))
            lines.append([])
        else:
            sheets[-1].rows.extend(map(without_blanks, part["rows"]))
            lines[-1].extend(part.get("lines", ()))
    return [
        Sheet(
            name=sheet.name,
            rows=without_empty_end(sheet.rows),
            merged=tuple(tuple(each) for each in head["merged"]),
            is_hidden=head["hidden"],
            lines=tuple(numbers),
        )
        for sheet, head, numbers in zip(sheets, heads, lines, strict=True)
    ]


def read_parts(
    file: IO[bytes], *, options: ReadOptions, limits: Limits
) -> Iterator[dict[str, Any]]:
    given = {"limits": asdict(limits), "options": asdict(options)}
    with refusing(), kept_on_disk(file, limits) as path:
        end = time.monotonic() + limits.seconds
        try:
            yield from run_limited(READER, path, given, limits=limits)
        except Unreadable as refusal:
            left = replace(limits, seconds=end - time.monotonic())
            raise explained(refusal, path, given, left) from None


def explained(
    refusal: Unreadable, path: str, given: dict[str, Any], limits: Limits
) -> Unreadable:
    """Return a better reason, if there is one and time is left to look for it."""
    if refusal.faults[0].code not in UNEXPLAINED or limits.seconds < SHORTEST:
        return refusal
    try:
        list(run_limited(EXPLAINER, path, given, limits=limits))
    except Unreadable as better:
        return refusal if better.faults[0].code in FAILED else better
    return refusal


def work_on(
    function: str, file: IO[bytes], given: dict[str, Any], *, limits: Limits
) -> Iterator[Any]:
    """Yield what `module:function` yields for the file, from the child process.

    For files that are no plain tables, such as a score sheet, and for large ones, which
    are worked on where they are read: what comes back should be small. The function
    gets the path and `given`. Raises TableRefused.
    """
    with refusing(), kept_on_disk(file, limits) as path:
        yield from run_limited(function, path, given, limits=limits)


@contextmanager
def refusing() -> Iterator[None]:
    """Turn what the child found into sentences."""
    try:
        yield
    except Unreadable as refusal:
        problems = [problem_of(fault) for fault in refusal.faults]
        raise TableRefused(problems) from refusal


@contextmanager
def kept_on_disk(file: IO[bytes], limits: Limits) -> Iterator[str]:
    """Give the child a copy that nobody else writes to, and that goes by itself."""
    with tempfile.NamedTemporaryFile(prefix="changeover-table-") as copy:
        size = 0
        file.seek(0)
        while chunk := file.read(CHUNK):
            size += len(chunk)
            if size > limits.bytes:
                raise unreadable("too_large", most=limits.bytes // MEGABYTE)
            copy.write(chunk)
        copy.flush()
        yield copy.name


def without_blanks(row: list[Any]) -> list[Any]:
    return [None if cell == "" else cell for cell in row]


def without_empty_end(rows: list[list[Any]]) -> list[list[Any]]:
    last = len(rows)
    while last and all(cell is None for cell in rows[last - 1]):
        last -= 1
    return rows[:last]
