"""A workbook in somebody's hands: opened, ticked, saved."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from migration.models import Task
from migration.workbooks.plan.checklist_sheet import (
    DONE,
    FIRST,
    KEY,
    NOTE,
    PROOF,
    TASK,
)
from migration.workbooks.plan.ticks import CLOSED, OPEN, key_of

SHEET = "Checklist by person"


class Filling:
    def __init__(self, file: bytes) -> None:
        self.book: Any = load_workbook(BytesIO(file))
        self.sheet = self.book[SHEET]

    def row_of(self, task: Task) -> int:
        rows = range(FIRST, self.sheet.max_row + 1)
        wanted = key_of(task.pk)
        return next(row for row in rows if self.at(row, KEY).value == wanted)

    def at(self, row: int, column: int) -> Any:
        return self.sheet.cell(row, column + 1)

    def tick(self, task: Task, proof: str = "") -> None:
        row = self.row_of(task)
        self.at(row, DONE).value = CLOSED
        if proof:
            self.at(row, PROOF).value = proof

    def untick(self, task: Task) -> None:
        self.at(self.row_of(task), DONE).value = OPEN

    def write(self, task: Task, *, column: int, text: str) -> None:
        self.at(self.row_of(task), column).value = text

    def saved(self) -> bytes:
        file = BytesIO()
        self.book.save(file)
        return file.getvalue()

    def upload(self) -> SimpleUploadedFile:
        return SimpleUploadedFile("plan.xlsx", self.saved())


__all__ = ["DONE", "FIRST", "KEY", "NOTE", "PROOF", "TASK", "Filling"]
