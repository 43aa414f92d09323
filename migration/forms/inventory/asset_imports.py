"""Which column of a table holds what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.tables.sheets import column_name
from common.text import match_key
from migration.selectors.inventory.asset_imports import COLUMNS
from migration.selectors.inventory.assets import kind_names

ALL = "all:"
HEADING_WITHIN = 10  # rows: above the headings an export may say what it is


class MappingForm(forms.Form):
    """A choice of the table's columns for each column of the inventory.

    A table of one type, as platforms export them, has no column that says it: all of
    its rows are of the type that is chosen in place of a column.
    """

    def __init__(
        self, *args: Any, rows: Sequence[Sequence[object]], guessed: bool, **kwargs: Any
    ) -> None:
        self.heading = heading_row(rows)
        self.head = head = rows[self.heading - 1]
        kwargs.setdefault("auto_id", "column-%s")
        kwargs.setdefault("initial", guess(head) if guessed else {})
        super().__init__(*args, **kwargs)
        titles = [
            (str(place), f"{column_name(place)}: {title if title is not None else ''}")
            for place, title in enumerate(head, start=1)
        ]
        for column in COLUMNS:
            self.fields[column.key] = forms.ChoiceField(
                label=str(column.title),
                required=column.is_required,
                choices=[("", _("not in the table")), *titles],
            )
        types = [(f"{ALL}{key}", name) for key, name in kind_names().items()]
        self.fields["kind"].choices += [(_("All rows are of the type"), types)]  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, str]:
        said = self.cleaned_data if self.is_bound else self.initial
        return {key: str(choice) for key, choice in said.items() if choice}

    def mapping(self) -> dict[str, int]:
        """Return the place of each column that was chosen, counted from 1."""
        chosen = self.chosen().items()
        return {key: int(place) for key, place in chosen if place.isdecimal()}

    def same_for_all(self) -> dict[str, str]:
        """Return what is chosen for all rows, by column of the inventory."""
        chosen = self.chosen().items()
        return {key: say[len(ALL) :] for key, say in chosen if say.startswith(ALL)}

    def unread(self) -> list[str]:
        """Return the titles of the table that belong to no column."""
        read = set(self.mapping().values())
        places = enumerate(self.head, start=1)
        return [str(title) for place, title in places if title and place not in read]


def heading_row(rows: Sequence[Sequence[object]]) -> int:
    """Return the first row, from 1, that has a heading for the name; else the first."""
    firsts = enumerate(rows[:HEADING_WITHIN], start=1)
    return next((number for number, row in firsts if "name" in guess(row)), 1)


def guess(head: Sequence[object]) -> dict[str, str]:
    by_title = {key: column.key for column in COLUMNS for key in column.match_keys}
    found: dict[str, str] = {}
    for place, title in enumerate(head, start=1):
        key = by_title.get(match_key(str(title or "")))
        if key:
            found.setdefault(key, str(place))
    return found


class TakeAssetsForm(forms.Form):
    seen = forms.CharField(max_length=80, widget=forms.HiddenInput)
