"""The team's table of hours as a form: what is left empty is as shipped."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.fields import NumberField
from migration.selectors.inventory.effort import EffortRow, TeamTable
from migration.services.inventory.effort import MOST

SIZE_WORDS = {"S": _("small"), "M": _("medium"), "L": _("large")}
Cell = tuple[EffortRow, forms.BoundField]


class FigureField(NumberField):
    """Above 0 and below 1,000, in any digits."""

    def clean(self, value: Any) -> Decimal | None:
        figure: Decimal | None = super().clean(value)
        if figure is not None and not 0 < figure < MOST:
            raise ValidationError(_("Enter a figure above 0 and below 1,000."))
        return figure if figure is None else round(figure, 4)


class EffortTableForm(forms.Form):
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, table: TeamTable, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "effort-%s")
        super().__init__(*args, **kwargs)
        self.table = table
        self.fields["version"].initial = table.version
        for kind in table.kinds:
            for row in kind.sizes:
                size = SIZE_WORDS[row.key.split(":")[1]]
                self.add(row, f"{kind.name}: {size}")
        for share in table.shares:
            self.add(share.row, share.name)

    def add(self, row: EffortRow, label: str) -> None:
        self.fields[row.key] = FigureField(label=label, required=False, initial=row.own)

    def kind_cells(self) -> Iterable[tuple[str, list[Cell]]]:
        for kind in self.table.kinds:
            yield kind.name, [(row, self[row.key]) for row in kind.sizes]

    def share_cells(self) -> Iterable[tuple[str, Cell]]:
        for share in self.table.shares:
            yield share.name, (share.row, self[share.row.key])

    def figures(self) -> tuple[dict[str, Decimal], dict[str, Decimal]]:
        """Return the hours and the shares that were entered."""
        said = {
            name: figure
            for name, figure in self.cleaned_data.items()
            if name != "version" and figure is not None
        }
        hours = {name: figure for name, figure in said.items() if ":" in name}
        return hours, {name: said[name] for name in said.keys() - hours.keys()}
