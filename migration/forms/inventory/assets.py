"""Forms of the inventory."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.edits import initial_of, picked
from common.fields import (
    DayField,
    LineField,
    LinkField,
    NumberField,
    RowsField,
    TextField,
    offer,
    offer_choices,
)
from migration.forms.adoption import WholeField
from migration.models import Asset, Plan, PlanMember
from migration.selectors.inventory.assets import AssetFilter, kind_names
from migration.services.inventory.assets import AssetEdit, BulkEdit

SHOWS = [
    ("", _("all assets")),
    ("mine", _("mine")),
    ("critical", _("critical ones")),
    ("unsigned", _("decided, not signed")),
]


class AmountField(NumberField):
    """An amount of money an hour: 0 or more, in any digits."""

    def clean(self, value: Any) -> Any:
        amount = super().clean(value)
        if amount is not None and not 0 <= amount < 10**6:
            raise forms.ValidationError(_("Enter an amount of 0 or more."))
        return amount


class HoursField(NumberField):
    """Hours of work: 0 or more, in any digits."""

    def clean(self, value: Any) -> Any:
        hours = super().clean(value)
        if hours is not None and not 0 <= hours < 10**6:
            raise forms.ValidationError(_("Enter hours of 0 or more."))
        return hours


class AssetForm(forms.Form):
    name = LineField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Type"))
    size = forms.ChoiceField(
        label=_("Size"), choices=Asset.Size.choices, initial=Asset.Size.MEDIUM
    )
    owner = forms.ModelChoiceField(
        queryset=PlanMember.objects.none(),
        label=_("Owner"),
        required=False,
        empty_label=_("nobody yet"),
    )
    owner_name = LineField(
        label=_("Owner without an account"), max_length=120, required=False
    )
    last_used_on = DayField(label=_("Last used on"), required=False)
    volume = WholeField(
        label=_("Volume a month"),
        required=False,
        help_text=_("Sends, visits, records: whatever tells its weight."),
    )
    location = LineField(label=_("Where it lives"), max_length=300, required=False)
    source_link = LinkField(label=_("Link in the source"), required=False)
    target_link = LinkField(label=_("Link in the target"), required=False)
    state = forms.ChoiceField(
        label=_("State"), choices=Asset.State.choices, initial=Asset.State.FOUND
    )
    is_critical = forms.BooleanField(label=_("Critical"), required=False)
    actual_hours = HoursField(label=_("Hours it took"), required=False)
    key = LineField(
        label=_("Own key"),
        max_length=100,
        required=False,
        help_text=_("As your own inventory numbers it; each once."),
    )
    note = TextField(label=_("Notes"), required=False, max_length=4000)
    version = forms.IntegerField(
        min_value=0, required=False, widget=forms.HiddenInput, initial=0
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "asset-%s")
        super().__init__(*args, **kwargs)
        offer(self, "owner", plan.members.select_related("user").by_name())
        offer_choices(self, "kind", kind_names().items())

    def edit(self) -> AssetEdit:
        return picked(AssetEdit, self.cleaned_data)


def stored_asset(asset: Asset) -> dict[str, Any]:
    return initial_of(AssetEdit, asset)


class AssetFilterForm(forms.Form):
    q = LineField(label=_("Search the assets"), max_length=80, required=False)
    kind = forms.ChoiceField(label=_("Type"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    disposition = forms.ChoiceField(label=_("What becomes of it"), required=False)
    show = forms.ChoiceField(label=_("Show"), choices=SHOWS, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "filter-%s")
        super().__init__(*args, **kwargs)
        any_one = [("", _("any"))]
        offer_choices(self, "kind", [*any_one, *kind_names().items()])
        offer_choices(self, "state", [*any_one, *Asset.State.choices])
        decided = [("none", _("not decided")), *Asset.Disposition.choices]
        offer_choices(self, "disposition", [*any_one, *decided])

    def wanted(self) -> AssetFilter:
        """Return what is asked for; what is not known is left out."""
        self.is_valid()
        said = self.cleaned_data
        return AssetFilter(
            search=said.get("q", ""),
            kind=said.get("kind", ""),
            state=said.get("state", ""),
            disposition=said.get("disposition", ""),
            show=said.get("show", ""),
        )


def query_of(filters: Mapping[str, str]) -> dict[str, str]:
    """Return filters as the address has them."""
    return {"q" if name == "search" else name: value for name, value in filters.items()}


class BulkForm(forms.Form):
    asset = RowsField(
        queryset=Asset.objects.none(),
        error_messages={"required": _("Tick the assets that you want to change.")},
    )
    state = forms.ChoiceField(label=_("State"), required=False)
    disposition = forms.ChoiceField(label=_("What becomes of it"), required=False)
    owner = forms.ModelChoiceField(
        queryset=PlanMember.objects.none(),
        label=_("Owner"),
        required=False,
        empty_label=_("as it is"),
    )
    critical = forms.ChoiceField(
        label=_("Critical"),
        required=False,
        choices=[("", _("as it is")), ("yes", _("yes")), ("no", _("no"))],
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "bulk-%s")
        super().__init__(*args, **kwargs)
        as_it_is = [("", _("as it is"))]
        offer(self, "asset", plan.assets.present())
        offer(self, "owner", plan.members.select_related("user").by_name())
        offer_choices(self, "state", [*as_it_is, *Asset.State.choices])
        many = [each for each in Asset.Disposition.choices if each[0] != "merge"]
        offer_choices(self, "disposition", [*as_it_is, *many])

    def pks(self) -> list[int]:
        return [asset.pk for asset in self.cleaned_data["asset"]]

    def edit(self) -> BulkEdit:
        said = self.cleaned_data
        critical = {"yes": True, "no": False}.get(said["critical"])
        return BulkEdit(said["state"], said["disposition"], said["owner"], critical)


class DecideForm(forms.Form):
    disposition = forms.ChoiceField(
        label=_("What becomes of it"), choices=Asset.Disposition.choices
    )
    merge_into = LineField(
        label=_("Merged into"),
        max_length=200,
        required=False,
        help_text=_("The name of the asset that stays; only for a merge."),
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput, initial=0)

    def __init__(self, *args: Any, asset: Asset, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "decide-%s")
        super().__init__(*args, **kwargs)
        self.asset = asset

    def survivor(self) -> Asset | None:
        name = self.cleaned_data["merge_into"]
        others = self.asset.plan.assets.present().exclude(pk=self.asset.pk)
        return others.filter(name__iexact=name).first() if name else None


class SignForm(forms.Form):
    note = LineField(
        label=_("How the owner signed"),
        max_length=300,
        required=False,
        help_text=_("Needed for an owner without an account, such as: mail of 3 May."),
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput, initial=0)


class EffortForm(forms.Form):
    hourly_rate = AmountField(label=_("Cost of an hour"))
    currency = forms.RegexField(
        label=_("Currency"),
        regex=r"^[A-Z]{3}$",
        required=False,
        help_text=_("Such as EUR; empty for the currency of the evaluation."),
        error_messages={"invalid": _("Write three letters, such as EUR.")},
    )

    def clean_hourly_rate(self) -> Any:
        rate = self.cleaned_data["hourly_rate"]
        return round(rate, 6)
