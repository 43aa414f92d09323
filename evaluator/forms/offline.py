"""Forms of scoring offline: the file, and what of it is taken."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.fields import offer_choices
from evaluator.selectors.sheet_changes import CellChange, SheetChanges
from evaluator.workbooks.offline.sheet_reader import LIMITS
from workspace.forms.uploads import TableFileField


class ScoreSheetForm(forms.Form):
    file = TableFileField(
        label=_("Your filled-in sheet"),
        help_text=_("The Excel file that you downloaded here or got by mail."),
        limits=LIMITS,
    )
    file.widget.attrs["accept"] = ".xlsx"


class TakeForm(forms.Form):
    """What was shown, and which conflicts are decided for the sheet."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    take = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: Any, changes: SheetChanges, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.changes = changes
        names = [each.name for each in changes.conflicts]
        offer_choices(self, "take", [(name, name) for name in names])

    def taken(self) -> tuple[CellChange, ...]:
        return self.changes.taken(set(self.cleaned_data["take"]))
