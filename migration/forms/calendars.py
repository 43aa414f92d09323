"""The form of a private address of a calendar."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from common.fields import LineField
from workspace.services.share_links import MOST_DAYS, NewLink


class CalendarForm(forms.Form):
    label = LineField(
        label=_("For which calendar"),
        max_length=120,
        help_text=_("Such as “Phone”. So you know later which one to revoke."),
    )

    def new_link(self) -> NewLink:
        return NewLink(label=self.cleaned_data["label"], days=MOST_DAYS)
