"""The form of the purchase and of the meeting with the vendor."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.edits import initial_of, picked
from common.fields import DayField, LineField, TextField
from migration.models import Purchase
from migration.services.plans.purchases import PurchaseEdit

LONGEST_TEXT = 4000
PURCHASE = (
    "order_number",
    "ordered_on",
    "contract_signed_on",
    "contract_kept",
    "starts_on",
    "terms",
)


def text_field(label: Any, help_text: Any) -> TextField:
    return TextField(
        label=label, required=False, max_length=LONGEST_TEXT, help_text=help_text
    )


@dataclass(frozen=True, slots=True)
class Fact:
    """What is written down, for those who only read it."""

    label: str
    text: str
    day: date | None


def facts_of(fields: Iterable[forms.BoundField]) -> list[Fact]:
    return [
        Fact(
            str(field.label),
            str(field.initial),
            field.initial if isinstance(field.initial, date) else None,
        )
        for field in fields
        if field.initial
    ]


class PurchaseForm(forms.Form):
    order_number = LineField(label=_("Order number"), max_length=80, required=False)
    ordered_on = DayField(label=_("Ordered on"), required=False)
    contract_signed_on = DayField(label=_("Contract signed on"), required=False)
    contract_kept = LineField(
        label=_("Where the contract is kept"), max_length=300, required=False
    )
    starts_on = DayField(label=_("Contract starts on"), required=False)
    terms = text_field(
        _("Agreed terms"),
        _(
            "Price, overage, exit, and how the data comes back at the end. Observers "
            "of the plan do not see it."
        ),
    )
    met_on = DayField(label=_("Met on"), required=False)
    path = text_field(
        _("Exact migration path"),
        _("What moves by which tool or export, in which order, and what does not."),
    )
    experts = text_field(
        _("Named experts and their weeks"),
        _("One a line, such as: Ada Okoye, data import: weeks 3 and 4."),
    )
    onboarding = text_field(_("Onboarding steps"), _("One a line."))
    handover_on = DayField(label=_("Handover on"), required=False)
    handover_criteria = text_field(
        _("Handed over when"), _("By what both sides know that the vendor is done.")
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    @property
    def purchase_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in PURCHASE]

    @property
    def vendor_fields(self) -> list[forms.BoundField]:
        apart = {*PURCHASE, "version"}
        return [field for field in self if field.name not in apart]

    @property
    def purchase_facts(self) -> list[Fact]:
        return facts_of(self.purchase_fields)

    @property
    def vendor_facts(self) -> list[Fact]:
        return facts_of(self.vendor_fields)

    def edit(self) -> PurchaseEdit:
        return picked(PurchaseEdit, self.cleaned_data)


def stored_purchase(purchase: Purchase) -> dict[str, Any]:
    return initial_of(PurchaseEdit, purchase)
