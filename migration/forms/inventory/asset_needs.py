"""Which other asset an asset needs, named by its own key or its name."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.fields import LineField
from migration.models import Asset
from migration.selectors.inventory.dependencies import assets_by_words


class NeedForm(forms.Form):
    needed = LineField(
        label=_("Depends on"),
        max_length=200,
        help_text=_("The own key or the name of the other asset."),
    )

    def __init__(self, *args: Any, asset: Asset, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "need-%s")
        super().__init__(*args, **kwargs)
        self.asset = asset

    def clean_needed(self) -> Asset:
        found = assets_by_words(self.asset.plan, self.cleaned_data["needed"])
        if not found:
            raise ValidationError(
                _("No asset of this plan has this key or name. Look it up in the list.")
            )
        if len(found) > 1:
            raise ValidationError(
                _("Several assets have this name. Use the own key of the one you mean.")
            )
        return found[0]
