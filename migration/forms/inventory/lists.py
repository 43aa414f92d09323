"""Forms of the contact lists."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from common.edits import initial_of, picked
from common.fields import DayField, LineField, offer
from migration.forms.adoption import WholeField
from migration.models import ContactList, Plan, PlanMember
from migration.selectors.inventory.lists import BUCKETS, WORDS
from migration.services.inventory.lists import ListEdit


class ListForm(forms.Form):
    name = LineField(label=_("Name"), max_length=200)
    owner = forms.ModelChoiceField(
        queryset=PlanMember.objects.none(),
        label=_("Owner"),
        required=False,
        empty_label=_("nobody yet"),
    )
    purpose = LineField(label=_("Purpose"), max_length=300, required=False)
    route = forms.ChoiceField(label=_("Route"), choices=ContactList.Route.choices)
    consent_basis = LineField(label=_("Consent basis"), max_length=200, required=False)
    consent_proof = LineField(
        label=_("Where the proof is"), max_length=300, required=False
    )
    region = LineField(label=_("Region"), max_length=120, required=False)
    fields_needed = LineField(label=_("Fields needed"), max_length=600, required=False)
    version = forms.IntegerField(
        min_value=0, required=False, widget=forms.HiddenInput, initial=0
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "list-%s")
        super().__init__(*args, **kwargs)
        offer(self, "owner", plan.members.select_related("user").by_name())

    def edit(self) -> ListEdit:
        return picked(ListEdit, self.cleaned_data)


def stored_list(item: ContactList) -> dict[str, Any]:
    return initial_of(ListEdit, item)


class CountsForm(forms.Form):
    """The counts of one side on a day; what was not counted stays empty."""

    counted_on = DayField(label=_("Counted on"))

    def __init__(self, *args: Any, side: str, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"{side}-%s")
        super().__init__(*args, **kwargs)
        self.side = side
        for name in BUCKETS[side]:
            self.fields[name] = WholeField(
                label=capfirst(str(WORDS[name])), required=False
            )

    def counts(self) -> dict[str, int]:
        said = self.cleaned_data
        names = BUCKETS[self.side]
        return {name: said[name] for name in names if said[name] is not None}
