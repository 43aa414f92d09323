"""Which column of a table holds what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.tables.reading import ReadOptions
from common.tables.sheets import column_name
from common.text import match_key
from migration.selectors.inventory.asset_imports import COLUMNS

OPTIONS = ("encoding", "decimal_mark", "date_order")
ENCODINGS = ("cp1256", "cp1252", "iso-8859-6", "iso-8859-1", "iso-8859-15")


class ReadingForm(forms.Form):
    """How the file is read; it travels in the address."""

    encoding = forms.ChoiceField(
        choices=[(each, each) for each in ENCODINGS], required=False
    )
    decimal_mark = forms.ChoiceField(choices=[(",", ",")], required=False)
    date_order = forms.ChoiceField(
        choices=[("day", "day"), ("month", "month")], required=False
    )

    def options(self) -> ReadOptions:
        self.is_valid()
        said = self.cleaned_data
        return ReadOptions(
            encoding=said.get("encoding") or None,
            decimal_mark=said.get("decimal_mark") or ".",
            date_order=said.get("date_order") or None,
        )


class MappingForm(forms.Form):
    """A choice of the table's columns for each column of the inventory."""

    def __init__(
        self, *args: Any, head: Sequence[object], guessed: bool, **kwargs: Any
    ) -> None:
        kwargs.setdefault("auto_id", "column-%s")
        kwargs.setdefault("initial", guess(head) if guessed else {})
        super().__init__(*args, **kwargs)
        titles = [
            (str(place), f"{column_name(place)}: {title if title is not None else ''}")
            for place, title in enumerate(head, start=1)
        ]
        self.head = head
        for column in COLUMNS:
            self.fields[column.key] = forms.ChoiceField(
                label=str(column.title),
                required=column.is_required,
                choices=[("", _("not in the table")), *titles],
            )

    def mapping(self) -> dict[str, int]:
        """Return the place of each column that was chosen, counted from 1."""
        said = self.cleaned_data if self.is_bound else self.initial
        return {key: int(place) for key, place in said.items() if place}

    def unread(self) -> list[str]:
        """Return the titles of the table that belong to no column."""
        read = set(self.mapping().values())
        places = enumerate(self.head, start=1)
        return [str(title) for place, title in places if title and place not in read]


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
