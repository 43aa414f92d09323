"""A scenario as a form, in per cent and points."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.fields import LineField, NumberField
from evaluator.models import Scenario
from evaluator.services.scenarios import ScenarioEdit

HUNDRED = Decimal(100)
LEAST, MOST = Decimal(-95), Decimal(900)
CHANGES = ("people", "mails", "growth", "lines", "inflation")
# What a scenario of a kind begins with, in per cent and points: to be changed.
STARTS: dict[str, dict[str, int]] = {
    Scenario.Kind.GROWTH: {"people": 20, "growth": 20, "mails": 10},
    Scenario.Kind.CRISIS: {"people": -10, "growth": -15, "lines": 10, "inflation": 4},
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
    lines = ChangeField(label=_("Cost lines, in per cent"))
    inflation = ChangeField(label=_("Inflation, in points a year"))
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput, required=False)

    @property
    def shown(self) -> list[forms.BoundField]:
        return [self[name] for name in ("name", *CHANGES)]

    def edit(self) -> ScenarioEdit:
        cleaned = self.cleaned_data
        changes = {name: cleaned[name] / HUNDRED for name in CHANGES}
        return ScenarioEdit(name=cleaned["name"], kind=cleaned["kind"], **changes)


def start_of(kind: str) -> dict[str, Any]:
    """Return what an empty form of this kind begins with."""
    known = kind if kind in STARTS else Scenario.Kind.OWN
    name = "" if known == Scenario.Kind.OWN else Scenario.Kind(known).label
    return {"kind": str(known), "name": name} | STARTS[known]


def stored(scenario: Scenario) -> dict[str, Any]:
    found: dict[str, Any] = {
        name: getattr(scenario, name) * HUNDRED for name in CHANGES
    }
    return found | {
        "name": scenario.name,
        "kind": scenario.kind,
        "version": scenario.version,
    }
