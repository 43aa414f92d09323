"""Score sheets as people send them back: opened, filled in and saved."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from evaluator.models import Candidate, Criterion, Evaluation
from evaluator.workbooks.offline.layout import KEY, LINK, NOTE, RUNG, SCORE, key_of

PLACES = {"score": SCORE, "rung": RUNG, "note": NOTE, "link": LINK}


def opened(content: bytes) -> Workbook:
    return load_workbook(BytesIO(content))


def resaved(content: bytes, change: Callable[[Workbook], Any]) -> BytesIO:
    """Open the sheet as a spreadsheet program does, change it, save it."""
    book = opened(content)
    change(book)
    saved = BytesIO()
    book.save(saved)
    saved.seek(0)
    return saved


def filled(
    content: bytes, evaluation: Evaluation, *entries: tuple[str, str, dict[str, Any]]
) -> BytesIO:
    """Fill in cells: ("Price", "Acme", {"score": 4})."""

    def fill(book: Workbook) -> None:
        for criterion, candidate, said in entries:
            row = row_of(book.worksheets[0], evaluation, criterion, candidate)
            for name, value in said.items():
                book.worksheets[0].cell(row, PLACES[name]).value = value

    return resaved(content, fill)


def row_of(
    sheet: Worksheet, evaluation: Evaluation, criterion: str, candidate: str
) -> int:
    leaf = Criterion.objects.get(evaluation=evaluation, own_name=criterion)
    column = Candidate.objects.get(evaluation=evaluation, name=candidate)
    key = key_of(leaf.pk, column.pk)
    return next(
        row for row in range(1, sheet.max_row + 1) if sheet.cell(row, KEY).value == key
    )
