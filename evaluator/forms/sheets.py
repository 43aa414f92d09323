"""A whole grid in one form, as a browser without scripts sends it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError
from common.numbers import read_id
from evaluator.forms.scores import EntryField, code_of
from evaluator.selectors.sheet import CellKey, Narrowing, Sheet
from evaluator.services.scores import CellEdit, ScoreEdit


class SheetOutdated(DomainError):
    message = _(
        "Criteria or candidates have changed since you opened the page, so nothing was"
        " saved. Enter the scores again."
    )


@dataclass(frozen=True, slots=True)
class Seen:
    """What the page showed, in the order of its fields: each version and entry."""

    rows: str
    columns: str
    cells: str


def seen_of(sheet: Sheet, narrowing: Narrowing) -> Seen:
    """Return what the form carries along so that only what was changed is saved."""
    columns = [column for column in sheet.columns(narrowing) if column.takes_entries]
    rows = [
        row.criterion.pk
        for group in sheet.groups(narrowing)
        for row in group.rows
        if not row.is_measured
    ]
    looks = (sheet.look(row, column) for row, column in product(rows, columns))
    return Seen(
        rows=" ".join(map(str, rows)),
        columns=" ".join(str(column.pk) for column in columns),
        cells=" ".join(f"{look.version}.{code_of(look)}" for look in looks),
    )


# What a sheet can hold at most: beyond it the ids are cut, and match no sheet.
LONGEST = 20_000


class IdsField(forms.Field):
    def to_python(self, value: Any) -> list[int]:
        words = str(value or "")[:LONGEST].split()
        if not all(word.isascii() and word.isdigit() for word in words):
            raise ValidationError(SheetOutdated.message)
        return [read_id(word) for word in words]


class SheetForm(forms.Form):
    """The entries (`s`, one a cell), and what the page showed in them."""

    rows = IdsField()
    columns = IdsField()
    cells = forms.CharField(max_length=200_000)

    def __init__(self, *args: Any, sheet: Sheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = {criterion.pk: criterion for criterion in sheet.rated}
        self.candidates = {
            column.pk for column in sheet.candidates if column.takes_entries
        }
        self.evaluation = sheet.evaluation
        self.sent: dict[CellKey, str] = {}
        self.changed: dict[CellKey, ScoreEdit] = {}
        self.refused: set[CellKey] = set()

    def clean(self) -> dict[str, Any]:
        """Ids that are not those of the person's own sheet end it (R12)."""
        cleaned = super().clean() or {}
        rows, columns = cleaned.get("rows", []), cleaned.get("columns", [])
        sizes = {
            len(rows) * len(columns),
            len(self.entries),
            len(cleaned.get("cells", "").split()),
        }
        known = set(rows) <= set(self.criteria) and set(columns) <= self.candidates
        if len(sizes) != 1 or not known:
            raise ValidationError(SheetOutdated.message)
        self.read_cells(product(rows, columns), cleaned["cells"].split())
        return cleaned

    @property
    def entries(self) -> list[str]:
        return [entry.strip() for entry in cast("QueryDict", self.data).getlist("s")]

    def read_cells(self, keys: Iterable[CellKey], seen: list[str]) -> None:
        """Find the cells in which something else stands than the page showed."""
        field = EntryField(required=False)
        for key, shown, typed in zip(keys, seen, self.entries, strict=True):
            version, _dot, code = shown.partition(".")
            self.sent[key] = typed
            try:
                entry = field.clean(typed)
                if entry != field.clean(code):
                    self.changed[key] = ScoreEdit(int(version), entry)
            except (ValueError, ValidationError):
                self.refused.add(key)

    def edits(self) -> list[CellEdit]:
        candidates = self.evaluation.candidates.in_bulk(self.candidates)
        return [
            CellEdit(self.criteria[criterion], candidates[candidate], edit)
            for (criterion, candidate), edit in self.changed.items()
        ]

    def problems(self, stale: Iterable[CellKey]) -> dict[CellKey, tuple[str, str]]:
        """Return what was typed and not saved, and why, cell by cell."""
        found = dict.fromkeys(stale, "stale") | dict.fromkeys(self.refused, "refused")
        return {key: (problem, self.sent[key]) for key, problem in found.items()}
