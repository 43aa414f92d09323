"""A row of the inventory whose columns are changed in place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.fields import offer_choices
from migration.forms.inventory.assets import stored_asset
from migration.models import Asset, PlanMember
from migration.planning.dispositions import propose
from migration.services.inventory.assets import AssetEdit

COLUMNS = ("state", "size", "owner", "is_critical", "disposition")


class AssetRowForm(forms.Form):
    """Its controls stand in cells, so each names the form that it belongs to."""

    state = forms.ChoiceField(label=_("State"), choices=Asset.State.choices)
    size = forms.ChoiceField(label=_("Size"), choices=Asset.Size.choices)
    owner = forms.ChoiceField(
        label=_("Owner"),
        required=False,
        error_messages={"invalid_choice": _("Choose somebody who is on the plan.")},
    )
    is_critical = forms.BooleanField(label=_("Critical"), required=False)
    # Merging asks for the asset that stays: that is said on the page of the asset.
    disposition = forms.ChoiceField(label=_("What becomes of it"), required=False)
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        asset: Asset,
        members: Sequence[PlanMember],
        today: date,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("auto_id", f"asset-{asset.pk}-%s")
        kwargs["initial"] = row_values(asset)
        super().__init__(*args, **kwargs)
        self.asset = asset
        self.members = {str(member.pk): member for member in members}
        nobody = asset.owner_name or _("nobody yet")
        people = [(pk, str(member)) for pk, member in self.members.items()]
        offer_choices(self, "owner", [("", nobody), *people])
        offer_choices(self, "disposition", dispositions_for(asset, today))
        for field in self.fields.values():
            field.widget.attrs["form"] = f"row-{asset.pk}"
            field.widget.attrs["aria-label"] = f"{asset.name}: {field.label}"

    @property
    def wished(self) -> str:
        """The disposition, where it is another than the asset has."""
        said = str(self.cleaned_data["disposition"])
        return "" if said == self.asset.disposition else said

    def edit(self) -> AssetEdit:
        """Return the asset with these columns; all others stay."""
        said = self.cleaned_data
        stored = stored_asset(self.asset)
        del stored["version"]
        owner = self.members.get(said["owner"])
        return replace(
            AssetEdit(**stored),
            state=said["state"],
            size=said["size"],
            owner=owner,
            owner_name="" if owner else self.asset.owner_name,
            is_critical=said["is_critical"],
        )


def dispositions_for(asset: Asset, today: date) -> list[tuple[str, str]]:
    """Return what may be chosen in the row; what is proposed is said first."""
    merge = Asset.Disposition.MERGE
    found = [
        (value, str(label))
        for value, label in Asset.Disposition.choices
        if value != merge or asset.disposition == merge
    ]
    if asset.disposition:
        return found
    proposal = propose(asset.last_used_on, today)
    word = Asset.Disposition(proposal.disposition).label
    return [("", gettext("proposed: %(word)s") % {"word": word}), *found]


def row_values(asset: Asset) -> dict[str, Any]:
    """Return what the row holds, an owner by number as its choice has it."""
    values = {name: getattr(asset, name) for name in (*COLUMNS, "version")}
    values["owner"] = str(asset.owner_id or "")
    return values
