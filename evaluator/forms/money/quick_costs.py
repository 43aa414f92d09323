"""The quick cost table as one form: a figure, or a range, per cell."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.fields import MoneyField
from evaluator.costs.ranges import Range
from evaluator.selectors.money.quick_costs import Cell, QuickTable
from evaluator.services.money.quick_costs import LARGEST, QuickEdit

ENDS = ("low", "likely", "high")


class AmountField(MoneyField):
    """An amount of money: 0 or more."""

    widget = forms.TextInput(
        attrs={"inputmode": "decimal", "dir": "ltr", "class": "input amount"}
    )

    def validate(self, value: Decimal | None) -> None:
        super().validate(value)
        if value is None:
            return
        if not 0 <= value < LARGEST:
            raise ValidationError(
                _("Enter an amount of 0 or more, below a million millions.")
            )
        if value != round(value, 6):
            raise ValidationError(_("Enter at most six decimals."))


class QuickTableForm(forms.Form):
    """Only what was changed in this form is written; versions tell of others."""

    def __init__(
        self, *args: Any, table: QuickTable, with_ranges: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.table, self.with_ranges = table, with_ranges
        for cell in table.cells:
            for end in self.ends_of(cell):
                self.fields[name_of(cell, end)] = AmountField(
                    label=f"{cell.candidate.name}, {end}",
                    initial=stored(cell, end),
                    required=False,
                    show_hidden_initial=True,
                )
            self.fields[version_of(cell)] = forms.IntegerField(
                widget=forms.HiddenInput,
                initial=cell.version,
                min_value=0,
                required=False,
            )

    def ends_of(self, cell: Cell) -> tuple[str, ...]:
        return ENDS if self.with_ranges or cell.has_range else ("likely",)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for cell in self.table.cells:
            values = [cleaned.get(name_of(cell, end)) for end in self.ends_of(cell)]
            given = [value for value in values if value is not None]
            if given and values[len(values) // 2] is None:
                self.add_error(name_of(cell, "likely"), _("Enter the likely figure."))
            if given != sorted(given):
                self.add_error(
                    name_of(cell, "likely"),
                    _("A range rises from low over likely to high."),
                )
        return cleaned

    def edits(self) -> list[QuickEdit]:
        return [self.edit(cell) for cell in self.table.cells if self.is_touched(cell)]

    def is_touched(self, cell: Cell) -> bool:
        changed = set(self.changed_data)
        return any(name_of(cell, end) in changed for end in self.ends_of(cell))

    def edit(self, cell: Cell) -> QuickEdit:
        figures = {
            end: self.cleaned_data[name_of(cell, end)] for end in self.ends_of(cell)
        }
        version = self.cleaned_data[version_of(cell)] or 0
        return QuickEdit(cell.candidate, cell.kind, range_of(figures), version)


def range_of(figures: Mapping[str, Decimal | None]) -> Range | None:
    """Return the range: an end that is not given is the likely figure."""
    likely = figures["likely"]
    if likely is None:
        return None
    low, high = figures.get("low"), figures.get("high")
    return Range(
        likely if low is None else low, likely, likely if high is None else high
    )


def stored(cell: Cell, end: str) -> Decimal | None:
    return getattr(cell.line, end) if cell.is_filled else None


def name_of(cell: Cell, end: str) -> str:
    return f"{cell.kind.key}-{cell.candidate.pk}-{end}"


def version_of(cell: Cell) -> str:
    return f"{cell.kind.key}-{cell.candidate.pk}-version"
