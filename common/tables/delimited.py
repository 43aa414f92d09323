"""Read text with separated cells (csv); runs in the child process only."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from math import sqrt
from pathlib import Path
from typing import IO, Any

from common.tables.limits import LONGEST_CELL, Limits
from common.tables.reading import DELIMITERS, ReadOptions
from common.tables.refusals import Fault, Unreadable, unreadable

BLOCK = 2_000
CHUNK = 1 << 20
SAMPLE = 1 << 16
MOST_FAULTS = 1_000
_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def read_delimited(
    path: str, limits: Limits, options: ReadOptions
) -> Iterator[dict[str, Any]]:
    """Yield one head, then rows in blocks with the line on which each begins."""
    encoding = encoding_of(path, options)
    check_text(path, encoding)
    csv.field_size_limit(LONGEST_CELL)
    with Path(path).open(encoding=encoding, newline="") as file:
        delimiter = options.delimiter or sniffed_delimiter(file.read(SAMPLE))
        file.seek(0)
        yield {"sheet": "", "hidden": False, "merged": []}
        yield from blocks_of(file, delimiter, limits)


def encoding_of(path: str, options: ReadOptions) -> str:
    with Path(path).open("rb") as file:
        start = file.read(4)
    for mark, encoding in _MARKS.items():
        if start.startswith(mark):
            return encoding
    if options.encoding == "utf-16":
        raise unreadable("utf16_without_mark")
    return options.encoding or "utf-8"


def check_text(path: str, encoding: str) -> None:
    """Refuse bytes that are no text in this encoding, and NUL, by their lines (R34)."""
    if encoding == "utf-16":
        check_wide_text(path)
        return
    faults = []
    with Path(path).open("rb") as file:
        for number, line in enumerate(file, start=1):
            if fault := fault_of(line, number, encoding):
                faults.append(fault)
            if len(faults) == MOST_FAULTS:
                break
    if faults:
        raise Unreadable(*faults)


def fault_of(line: bytes, number: int, encoding: str) -> Fault | None:
    if b"\0" in line:
        return Fault("nul", row=number)
    if line.isascii():
        return None
    try:
        line.decode(encoding)
    except UnicodeDecodeError as error:
        facts: dict[str, str | int] = {"encoding": encoding, "byte": error.start + 1}
        return Fault("undecodable", facts, row=number)
    return None


def check_wide_text(path: str) -> None:
    line = 1
    try:
        with Path(path).open(encoding="utf-16", newline="") as file:
            while chunk := file.read(CHUNK):
                if "\0" in chunk:
                    line += chunk[: chunk.index("\0")].count("\n")
                    raise Unreadable(Fault("nul", row=line))
                line += chunk.count("\n")
    except UnicodeError as error:
        raise Unreadable(
            Fault("undecodable", {"encoding": "utf-16"}, row=line)
        ) from error


def sniffed_delimiter(sample: str) -> str:
    """Return the mark that cuts most of the first lines into equally many cells."""
    ranked = [
        (score_of(sample, mark), -place, mark) for place, mark in enumerate(DELIMITERS)
    ]
    return max(ranked)[2]


def score_of(sample: str, delimiter: str) -> float:
    lines = sample.splitlines(keepends=True)
    whole = lines[:-1] if len(lines) > 1 and len(sample) >= SAMPLE - 1 else lines
    try:
        rows = [row for row in csv.reader(whole[:200], delimiter=delimiter) if row]
    except csv.Error:
        return 0
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return 0
    width, count = widths.most_common(1)[0]
    return count / len(rows) * sqrt(min(width, 20))


def blocks_of(
    file: io.TextIOBase | IO[str], delimiter: str, limits: Limits
) -> Iterator[dict[str, Any]]:
    """Yield the records; whatever is none is reported at the end, all at once."""
    reader = csv.reader(file, delimiter=delimiter, strict=True)
    faults: list[Fault] = []
    block: list[list[str | None]] = []
    lines: list[int] = []
    cells = rows = 0
    while True:
        line = reader.line_num + 1
        try:
            record = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            faults.append(fault_for(error, line, reader.line_num))
            if len(faults) == MOST_FAULTS:
                break
            continue
        rows, cells = rows + 1, cells + len(record)
        refuse_beyond(rows, cells, len(record), line, limits)
        block.append([cell or None for cell in record])
        lines.append(line)
        if len(block) == BLOCK:
            yield {"rows": block, "lines": lines}
            block, lines = [], []
    if faults:
        raise Unreadable(*faults)
    if block:
        yield {"rows": block, "lines": lines}


def fault_for(error: csv.Error, line: int, last: int) -> Fault:
    """Name the line on which the record begins: an open quote swallows all after it."""
    text = str(error)
    if "unexpected end of data" in text:
        return Fault("open_quote", row=line)
    if "field larger than field limit" in text:
        return Fault("long_cell", {"most": LONGEST_CELL}, row=line)
    if "expected after" in text:
        return Fault("stray_quote", row=last)
    return Fault("odd_line", row=last)


def refuse_beyond(rows: int, cells: int, width: int, line: int, limits: Limits) -> None:
    if width > limits.columns:
        facts: dict[str, str | int] = {"most": limits.columns, "cell": f"line {line}"}
        raise Unreadable(Fault("too_many_columns", facts, row=line))
    if rows > limits.rows:
        raise unreadable("too_many_rows", most=limits.rows)
    if cells > limits.cells:
        raise unreadable("too_many_cells", most=limits.cells)
