"""Tables out: CSV that no spreadsheet program takes for a formula (R38)."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.http import HttpRequest, StreamingHttpResponse
from django.utils.functional import Promise
from django.utils.http import content_disposition_header

from common.tables.cells import cell_text
from common.text import file_name

Cell = str | Promise | int | float | Decimal | bool | date | datetime | None

# What starts a formula somewhere, and its full-width twins, after blanks too. A text
# that only looks guarded gets a mark as well, so that each can be read back.
_FORMULA = re.compile(r"'*\s*[=+\-@\t\r\n＝＋－＠]")
_GUARDED = re.compile(r"'+\s*[=+\-@\t\r\n＝＋－＠]")
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Table:
    """What a person sees as a table: its name, its heads, its rows.

    `whose` is the title of what it belongs to, where the name alone does not tell.
    """

    name: str
    head: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    whose: str = ""

    @property
    def file_name(self) -> str:
        """Name first what it holds: the tables of one plan differ in that alone."""
        whole = f"{self.name} - {self.whose}" if self.whose else self.name
        return f"{file_name(whole, longest=LONGEST_NAME)}.csv"


class Echo:
    """A file that gives back what is written to it, so that rows can be streamed."""

    def write(self, text: str) -> str:
        return text


def csv_lines(table: Table) -> Iterator[str]:
    """Yield the lines of RFC 4180, with the mark by which Excel knows UTF-8."""
    writer = csv.writer(Echo())
    yield "\ufeff"
    yield writer.writerow([guarded(title) for title in table.head])
    for row in table.rows:
        yield writer.writerow([written(cell) for cell in row])


def written(cell: Cell) -> str | int | float:
    """Numbers stay numbers, days are ISO, text is never a formula."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, Decimal):
        return format(cell.normalize(), "f")
    if isinstance(cell, int | float):
        return cell
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else guarded(str(cell))


def guarded(text: str) -> str:
    text = cell_text(text)
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """Undo `guarded`: what a table of ours holds comes back as it was."""
    return text[1:] if _GUARDED.match(text) else text


def wants_csv(request: HttpRequest) -> bool:
    """Tell whether a list is asked for as a file: `?format=csv` beside its filters."""
    return request.GET.get("format") == "csv"


def csv_answer(table: Table) -> StreamingHttpResponse:
    """Answer with the table as an attachment that no cache keeps (R16, R29)."""
    answer = StreamingHttpResponse(csv_lines(table), content_type="text/csv")
    answer["Content-Disposition"] = content_disposition_header(True, table.file_name)  # noqa: FBT003 (Django's)
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
