"""The file with a monthly history of usage."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms

from common.tables.door import TableRefused, read_sheets
from common.tables.limits import AT_ONCE
from common.tables.problems import TableProblem
from evaluator.forms.money.usage import ENTERED
from evaluator.selectors.money.usage_history import NoHistory, read_history
from workspace.forms.uploads import TableUploadForm

LIMITS = replace(AT_ONCE, rows=2_000, columns=100, cells=100_000)


class HistoryUploadForm(TableUploadForm):
    """Reads the first visible sheet; the file is not kept."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.problems: tuple[TableProblem, ...] = ()

    @property
    def csv_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("encoding", "decimal_mark", "date_order")]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        file = cleaned.get("file")
        if file is None or self.errors:
            return cleaned
        try:
            sheets = read_sheets(
                file.file, name=file.name, options=self.options, limits=LIMITS
            )
            sheet = next((each for each in sheets if not each.is_hidden), sheets[0])
            cleaned["history"] = read_history(sheet, ENTERED, self.options)
        except (TableRefused, NoHistory) as refusal:
            self.problems = refusal.problems
            self.add_error("file", refusal.problems[0].sentence)
        return cleaned
