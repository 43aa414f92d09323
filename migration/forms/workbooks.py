"""Forms of taking a plan out and bringing ticks back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.fields import offer_choices
from migration.selectors.checklist.returned_checklist import ReturnedChecklist
from migration.workbooks.plan.ticks_reader import LIMITS
from workspace.forms.uploads import TableFileField


class WorkbookForm(forms.Form):
    """What goes into the file beside what everybody gets."""

    feelings = forms.BooleanField(
        label=_("With what stakeholders gain and fear"),
        help_text=_("Leave it out of a file that goes round."),
        required=False,
    )


class TicksForm(forms.Form):
    file = TableFileField(
        label=_("The workbook with your ticks"),
        help_text=_("The Excel file of this plan that was downloaded here."),
        limits=LIMITS,
    )
    file.widget.attrs["accept"] = ".xlsx"


class TakeTicksForm(forms.Form):
    """What was shown, and which of the rows asked about are taken."""

    seen = forms.CharField(max_length=40, widget=forms.HiddenInput)
    take = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: Any, found: ReturnedChecklist, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [each.name for each in found.asked]
        offer_choices(self, "take", [(name, name) for name in names])
