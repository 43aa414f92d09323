"""A scenario as a form, in per cent and points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.fields import LineField, NumberField
from evaluator.models import Scenario
from evaluator.services.money.scenarios import ScenarioEdit

HUNDRED = Decimal(100)
LEAST, MOST = Decimal(-95), Decimal(900)
FEWEST_MONTHS, MOST_MONTHS = 12, 84
# Which changes stand together in the form.
GROUPS: Mapping[str | Promise, tuple[str, ...]] = MappingProxyType(
    {
        _("Usage"): ("people", "mails", "growth"),
        _("Vendors' bills"): ("prices", "negotiated", "exchange"),
        _("Your own costs"): ("lines", "inflation"),
        _("How costs are told"): ("discount_rate", "months"),
    }
)
CHANGES = tuple(name for names in GROUPS.values() for name in names if name != "months")
# What a scenario of a kind begins with, in per cent and points: to be changed.
STARTS: dict[str, dict[str, int]] = {
    Scenario.Kind.GROWTH: {"people": 20, "growth": 20, "mails": 10},
    Scenario.Kind.CRISIS: {
        "people": -10,
        "growth": -15,
        "prices": 8,
        "exchange": 10,
        "lines": 10,
        "inflation": 4,
    },
    Scenario.Kind.OWN: {},
}


class ChangeField(NumberField):
    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)

    def clean(self, value: Any) -> Decimal:
        found = super().clean(value) or Decimal(0)
        if not LEAST <= found <= MOST:
            raise ValidationError(_("Enter a number between -95 and 900."))
        return Decimal(round(found, 2))


class FurtherDiscountField(ChangeField):
    def clean(self, value: Any) -> Decimal:
        found = super().clean(value)
        if not 0 <= found <= -LEAST:
            raise ValidationError(_("Enter a discount from 0 to 95 per cent."))
        return found


class HorizonField(NumberField):
    def clean(self, value: Any) -> int | None:
        found = super().clean(value)
        if found is None:
            return None
        is_whole = found == found.to_integral_value()
        if not is_whole or not FEWEST_MONTHS <= found <= MOST_MONTHS:
            raise ValidationError(_("Enter a number of months from 12 to 84."))
        return int(found)


class ScenarioForm(forms.Form):
    name = LineField(label=_("Name"), max_length=80)
    kind = forms.ChoiceField(choices=Scenario.Kind.choices, widget=forms.HiddenInput)
    people = ChangeField(
        label=_("People and messages, in per cent"),
        help_text=_(
            "Contacts, active users, events, SMS: 20 is a fifth more from the first"
            " month, -10 a tenth less."
        ),
    )
    mails = ChangeField(label=_("Emails per contact, in per cent"))
    growth = ChangeField(
        label=_("Growth, in points a year"),
        help_text=_("Added to the growth of the usage: 25 % and 10 points are 35 %."),
    )
    prices = ChangeField(
        label=_("Vendors' prices, in per cent"),
        help_text=_(
            "All list prices, quotes and one-time fees, and what the quick table says"
            " of the subscription."
        ),
    )
    negotiated = FurtherDiscountField(
        label=_("Further discount, in per cent"),
        help_text=_(
            "Off recurring prices, after the discounts that are agreed already."
        ),
    )
    exchange = ChangeField(
        label=_("Foreign currencies, in per cent"),
        help_text=_("10: each costs a tenth more in the currency of the evaluation."),
    )
    lines = ChangeField(
        label=_("Cost lines, in per cent"),
        help_text=_("What stands on no vendor's bill."),
    )
    inflation = ChangeField(label=_("Inflation, in points a year"))
    discount_rate = ChangeField(
        label=_("Discount rate, in points a year"),
        help_text=_("Moves the present value alone."),
    )
    months = HorizonField(
        label=_("Horizon, in months"),
        required=False,
        help_text=_("From 12 to 84. Empty: as the evaluation has it."),
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput, required=False)

    @property
    def groups(self) -> Iterator[tuple[str | Promise, list[forms.BoundField]]]:
        for label, names in GROUPS.items():
            yield label, [self[name] for name in names]

    def edit(self) -> ScenarioEdit:
        cleaned = self.cleaned_data
        changes = {name: cleaned[name] / HUNDRED for name in CHANGES}
        return ScenarioEdit(
            name=cleaned["name"],
            kind=cleaned["kind"],
            months=cleaned["months"],
            **changes,
        )


def start_of(kind: str) -> dict[str, Any]:
    """Return what an empty form of this kind begins with."""
    known = kind if kind in STARTS else Scenario.Kind.OWN
    name = "" if known == Scenario.Kind.OWN else Scenario.Kind(known).label
    return {"kind": str(known), "name": name} | STARTS[known]


def stored(scenario: Scenario) -> dict[str, Any]:
    """Return what the form shows of a scenario."""
    found: dict[str, Any] = {
        name: round(getattr(scenario, name) * HUNDRED, 2) for name in CHANGES
    }
    return found | {
        "name": scenario.name,
        "kind": scenario.kind,
        "months": scenario.months,
        "version": scenario.version,
    }
