"""Forms of the loss register."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.edits import initial_of, picked
from common.fields import DayField, LineField
from migration.models import Loss
from migration.services.inventory.losses import LossEdit


class LossForm(forms.Form):
    """An entry as it can be changed."""

    what = LineField(label=_("What will not move"), max_length=300)
    instead = LineField(label=_("What is done instead"), max_length=300, required=False)
    told = LineField(label=_("Who was told"), max_length=200, required=False)
    told_on = DayField(label=_("Told on"), required=False)
    version = forms.IntegerField(
        min_value=0, required=False, widget=forms.HiddenInput, initial=0
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "loss-%s")
        super().__init__(*args, **kwargs)

    def edit(self) -> LossEdit:
        return picked(LossEdit, self.cleaned_data)


class NewLossForm(LossForm):
    """An entry that is written down; it may be signed already."""

    signed_note = LineField(
        label=_("Who signed, and how"), max_length=300, required=False
    )


class LossSignForm(forms.Form):
    note = LineField(label=_("Who signed, and how"), max_length=300)
    version = forms.IntegerField(min_value=0)


def stored_loss(loss: Loss) -> dict[str, Any]:
    return initial_of(LossEdit, loss)
