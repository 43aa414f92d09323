"""How costs are told, and exchange rates, as forms."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.fields import DayField, LineField, MoneyField, NumberField, TextField
from evaluator.catalogue.currencies import CURRENCIES
from evaluator.costs.discounting import Convention
from evaluator.costs.ranges import Range
from evaluator.models import ExchangeRate, MoneySettings
from evaluator.selectors.money.cost_words import CONVENTION_WORDS
from evaluator.services.money.settings import MoneyEdit

HUNDRED = Decimal(100)
LARGEST = Decimal(10) ** 13
CODES = [(code, code) for code in sorted(CURRENCIES)]
RATES = ("discount_rate", "inflation")


class MoneySettingsForm(forms.Form):
    currency = forms.ChoiceField(label=_("Currency of the figures"), choices=CODES)
    months = NumberField(
        label=_("Horizon, in months"),
        help_text=_("From 12 to 84: three years are 36."),
    )
    yearly_budget = MoneyField(
        label=_("Budget a year"),
        required=False,
        help_text=_("For the chance to stay within it. Empty: no budget check."),
    )
    discount_rate_low = NumberField(label=_("Discount rate, low"), required=False)
    discount_rate = NumberField(
        label=_("Discount rate, in per cent a year"),
        help_text=_("What a later payment is worth less: often the cost of capital."),
    )
    discount_rate_high = NumberField(label=_("Discount rate, high"), required=False)
    inflation_low = NumberField(label=_("Inflation, low"), required=False)
    inflation = NumberField(
        label=_("Inflation, in per cent a year"),
        help_text=_(
            "Moves cost lines that rise with inflation, not the vendor's bill."
        ),
    )
    inflation_high = NumberField(label=_("Inflation, high"), required=False)
    convention = forms.ChoiceField(
        label=_("For the present value"),
        choices=[(each.value, CONVENTION_WORDS[each]) for each in Convention],
    )
    budget_rule = forms.ChoiceField(
        label=_("Cost in the ranking"),
        choices=MoneySettings.BudgetRule.choices,
        help_text=_(
            "Kept out, criteria whose values are prices weigh nothing, and score is"
            " held against cost on the page of costs."
        ),
    )
    reason = TextField(
        label=_("Reason, if you change cost in the ranking"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Scoring is open. Everybody will see what changed, and why."),
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def clean_months(self) -> int:
        months: Decimal = self.cleaned_data["months"]
        if months != months.to_integral_value() or not 12 <= months <= 84:
            raise ValidationError(_("Enter a whole number from 12 to 84."))
        return int(months)

    def clean_yearly_budget(self) -> Decimal | None:
        budget: Decimal | None = self.cleaned_data["yearly_budget"]
        if budget is not None and not 0 <= budget < LARGEST:
            raise ValidationError(_("Enter an amount of 0 or more."))
        return budget

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in RATES:
            if cleaned.get(name) is None:
                continue
            found = rate_of(cleaned, name)
            if not found.low <= found.likely <= found.high:
                self.add_error(name, _("A range rises from low over likely to high."))
            elif found.low <= Decimal("-0.99") or found.high > 10:
                self.add_error(name, _("Enter a rate between -99 and 1,000 per cent."))
        return cleaned

    def edit(self) -> MoneyEdit:
        cleaned = self.cleaned_data
        return MoneyEdit(
            currency=cleaned["currency"],
            months=cleaned["months"],
            discount_rate=rate_of(cleaned, "discount_rate"),
            inflation=rate_of(cleaned, "inflation"),
            convention=Convention(cleaned["convention"]),
            yearly_budget=cleaned["yearly_budget"],
            budget_rule=cleaned["budget_rule"],
        )


def rate_of(cleaned: dict[str, Any], name: str) -> Range:
    """Return the rate as a share of one; an end not given is the likely figure."""
    likely = cleaned[name]
    low, high = cleaned.get(f"{name}_low"), cleaned.get(f"{name}_high")
    return Range(
        (likely if low is None else low) / HUNDRED,
        likely / HUNDRED,
        (likely if high is None else high) / HUNDRED,
    )


def stored(settings: MoneySettings) -> dict[str, Any]:
    """Return the settings as the form starts with them."""
    found: dict[str, Any] = {
        name: getattr(settings, name)
        for name in (
            "currency",
            "convention",
            "yearly_budget",
            "budget_rule",
            "version",
        )
    }
    found["months"] = Decimal(settings.months)
    for name in RATES:
        low, likely, high = (
            getattr(settings, f"{name}{end}") for end in ("_low", "", "_high")
        )
        found[name] = likely * HUNDRED
        if low != high:
            found |= {f"{name}_low": low * HUNDRED, f"{name}_high": high * HUNDRED}
    return found


class RateForm(forms.Form):
    """What one unit of a currency is worth, and where that was read."""

    currency = forms.ChoiceField(label=_("One unit of"), choices=CODES)
    likely = NumberField(label=_("Is worth"))
    low = NumberField(label=_("At the lowest"), required=False)
    high = NumberField(label=_("At the highest"), required=False)
    as_of = DayField(label=_("As of"), required=False)
    source = LineField(label=_("Source"), max_length=300, required=False)
    version = forms.IntegerField(
        min_value=0, widget=forms.HiddenInput, required=False, initial=0
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "rate-%s")
        super().__init__(*args, **kwargs)

    def rate(self) -> Range:
        cleaned = self.cleaned_data
        likely = cleaned["likely"]
        low, high = (
            likely if cleaned[end] is None else cleaned[end] for end in ("low", "high")
        )
        return Range(low, likely, high)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in ("low", "likely", "high"):
            value = cleaned.get(name)
            if value is not None and not 0 < value < LARGEST:
                self.add_error(name, _("Enter a rate above 0."))
        return cleaned


def stored_rate(rate: ExchangeRate) -> dict[str, Any]:
    names = ("currency", "likely", "low", "high", "as_of", "source", "version")
    return {name: getattr(rate, name) for name in names}
