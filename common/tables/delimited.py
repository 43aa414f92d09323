"""Read text with separated cells (csv); runs in the child process only."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from io import StringIO
from itertools import accumulate, islice
from math import sqrt
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from common.tables.limits import LONGEST_CELL, Limits
from common.tables.reading import DELIMITERS, ReadOptions
from common.tables.refusals import Fault, Unreadable, unreadable

if TYPE_CHECKING:
    from _csv import Reader

BLOCK = 500  # rows; larger blocks leave the cache of the processor
CHUNK = 1 << 20
SAMPLE = 1 << 16
MOST_LINES = 200  # of the sample
MOST_FAULTS = 1_000
_BREAK = re.compile("\r\n|\r|\n")
_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def read_delimited(
    path: str, limits: Limits, options: ReadOptions
) -> Iterator[dict[str, Any]]:
    """Yield one head, then rows in blocks with the line on which each begins."""
    encoding = encoding_of(path, options)
    refuse_nul(path, encoding)
    csv.field_size_limit(LONGEST_CELL)
    try:
        with Path(path).open(encoding=encoding, newline="") as file:
            delimiter = options.delimiter or sniffed_delimiter(file.read(SAMPLE))
            file.seek(0)
            yield {"sheet": "", "hidden": False, "merged": []}
            lines = without_nul(file) if encoding == "utf-16" else file
            yield from blocks_of(lines, delimiter, limits)
    except UnicodeError as error:
        raise undecodable(path, encoding) from error


def without_nul(file: IO[str]) -> Iterator[str]:
    for number, line in enumerate(file, start=1):
        if "\0" in line:
            raise Unreadable(Fault("nul", row=number))
        yield line


def encoding_of(path: str, options: ReadOptions) -> str:
    with Path(path).open("rb") as file:
        start = file.read(4)
    for mark, encoding in _MARKS.items():
        if start.startswith(mark):
            return encoding
    if options.encoding == "utf-16":
        raise unreadable("utf16_without_mark")
    return options.encoding or "utf-8"


def refuse_nul(path: str, encoding: str) -> None:
    """Refuse NUL by its lines: csv would take it, and a database not (R34)."""
    if encoding == "utf-16":
        return  # every other byte is one; see `without_nul`
    with Path(path).open("rb") as file:
        if not any(b"\0" in chunk for chunk in iter(partial(file.read, CHUNK), b"")):
            return
        file.seek(0)
        numbers = (number for number, line in enumerate(file, 1) if b"\0" in line)
        raise Unreadable(
            *(Fault("nul", row=number) for number in islice(numbers, MOST_FAULTS))
        )


def undecodable(path: str, encoding: str) -> Unreadable:
    """Return every line that is no text in this encoding (R34)."""
    if encoding == "utf-16":
        return unreadable("undecodable", encoding=encoding)
    encoding = encoding.removesuffix("-sig")  # the mark of UTF-8 is text as well
    with Path(path).open("rb") as file:
        faults = [
            Fault("undecodable", {"encoding": encoding}, row=number)
            for number, line in enumerate(file, start=1)
            if not is_text(line, encoding)
        ]
    return Unreadable(*faults[:MOST_FAULTS])


def is_text(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def sniffed_delimiter(sample: str) -> str:
    """Return the mark that cuts most of the first lines into equally many cells."""
    lines = list(StringIO(sample, newline=""))
    is_cut = len(lines) > 1 and len(sample) >= SAMPLE - 1
    first = (lines[:-1] if is_cut else lines)[:MOST_LINES]
    is_cut = is_cut or len(lines) > MOST_LINES
    for is_strict in (True, False):
        scores = {
            mark: score_of(first, mark, is_strict=is_strict, is_cut=is_cut)
            for mark in DELIMITERS
        }
        if any(scores.values()):
            break
    return max(DELIMITERS, key=lambda mark: scores[mark])


def score_of(
    lines: list[str], delimiter: str, *, is_strict: bool, is_cut: bool
) -> float:
    """Return how well the mark fits; half if quotation marks go against it.

    A wrong mark inside a quoted cell would open another one, that takes in all lines
    after it and so makes them look alike: that is why strictness comes first.
    """
    rows: list[list[str]] = []
    share = 1.0
    try:
        for row in csv.reader(lines, delimiter=delimiter, strict=is_strict):
            rows.append(row)
    except csv.Error as error:
        is_last = is_cut and "unexpected end of data" in str(error)
        share = 1.0 if is_last else 0.5
    filled = list(filter(None, rows))
    widths = Counter(len(row) for row in filled if len(row) > 1)
    if not widths:
        return 0
    width, count = widths.most_common(1)[0]
    return share * count / len(filled) * sqrt(min(width, 20))


def blocks_of(
    lines: Iterable[str], delimiter: str, limits: Limits
) -> Iterator[dict[str, Any]]:
    """Yield the records; whatever is none is reported at the end, all at once."""
    rows = cells = 0
    for block, begins in records_of(
        csv.reader(lines, delimiter=delimiter, strict=True)
    ):
        rows, cells = rows + len(block), cells + sum(map(len, block))
        if max(map(len, block)) > limits.columns:
            refuse_wide(block, begins, limits)
        if rows > limits.rows:
            raise unreadable("too_many_rows", most=limits.rows)
        if cells > limits.cells:
            raise unreadable("too_many_cells", most=limits.cells)
        yield {"rows": block, "lines": begins}


def records_of(reader: Reader) -> Iterator[tuple[list[list[str]], Sequence[int]]]:
    """Yield blocks of records, each with the line on which it begins.

    Raises Unreadable at the end, with every record that could not be read.
    """
    faults: list[Fault] = []
    first, last = 1, -1
    while last != reader.line_num and len(faults) < MOST_FAULTS:
        last, block = reader.line_num, list[list[str]]()
        try:
            # Not list(islice(...)), which would lose the block with its one fault.
            for record in islice(reader, BLOCK):
                block.append(record)
        except csv.Error as error:
            faults.append(fault_for(error, begin_of(block, first), reader.line_num))
        if block:
            yield block, lines_of(block, first, reader.line_num)
        first = reader.line_num + 1
    if faults:
        raise Unreadable(*faults)


def lines_of(block: list[list[str]], first: int, last: int) -> Sequence[int]:
    """Count on which line each begins; most blocks have a line for each record."""
    if last - first + 1 == len(block):
        return range(first, last + 1)
    return list(accumulate(map(height_of, block[:-1]), initial=first))


def begin_of(block: list[list[str]], first: int) -> int:
    return first + sum(map(height_of, block))


def height_of(record: list[str]) -> int:
    return 1 + sum(len(_BREAK.findall(cell)) for cell in record)


def refuse_wide(block: list[list[str]], lines: Sequence[int], limits: Limits) -> None:
    faults = [
        Fault("too_wide", {"most": limits.columns}, row=line)
        for record, line in zip(block, lines, strict=True)
        if len(record) > limits.columns
    ]
    raise Unreadable(*faults[:MOST_FAULTS])


def fault_for(error: csv.Error, line: int, last: int) -> Fault:
    """Name the line on which the record begins: an open quote swallows all after it."""
    text = str(error)
    is_long = "field larger than field limit" in text
    # Hardly a cell that long, but one that took in all lines after it.
    if "unexpected end of data" in text or (is_long and last > line):
        return Fault("open_quote", row=line)
    if is_long:
        return Fault("long_cell", {"most": LONGEST_CELL}, row=line)
    if "expected after" in text:
        return Fault("stray_quote", row=last)
    return Fault("odd_line", row=last)
