"""Forms of prices: a quote in one line, the plan to keep to, which tariff is used."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.fields import LineField, MoneyField, offer_choices
from evaluator.catalogue.currencies import CURRENCIES
from evaluator.catalogue.fact_keys import FACT_KEYS
from evaluator.catalogue.fact_labels import FACT_LABELS, GROUP_LABELS
from evaluator.catalogue.vocabulary import Form, Group
from evaluator.costs.components import Commitment, Component, Every, Fee
from evaluator.costs.tariffs import Plan, Tariff
from evaluator.services.money.prices import PlanWish

LARGEST = Decimal(10) ** 12
QUOTE = "quote"
PERIODS = {Every.MONTH.value: _("month"), Every.YEAR.value: _("year")}
TERMS = {
    None: _("none, or unknown"),
    12: _("1 year"),
    24: _("2 years"),
    36: _("3 years"),
}
# What one plan has and another lacks; the rest is of the platform.
OF_PLANS = frozenset(
    {
        Group.FEATURES,
        Group.CHANNELS,
        Group.INTEGRATIONS,
        Group.REPORTING,
        Group.EASE_OF_USE,
        Group.LANGUAGES,
        Group.SECURITY,
    }
)


def feature_choices() -> list[tuple[str, Any]]:
    """Return the functions that a plan may have, by group."""
    groups: dict[str, list[tuple[str, Any]]] = {}
    for key, question in FACT_KEYS.items():
        if Form.CLAIM in question.forms and question.group in OF_PLANS:
            label = str(GROUP_LABELS[question.group])
            groups.setdefault(label, []).append((key, FACT_LABELS[key]))
    return list(groups.items())


class AmountField(MoneyField):
    """An amount of money of 0 or more."""

    def to_python(self, value: Any) -> Decimal | None:
        amount = super().to_python(value)
        if amount is not None and amount < 0:
            raise ValidationError(_("Enter an amount of 0 or more."))
        if amount is not None and amount > LARGEST:
            raise ValidationError(_("Enter a smaller amount."))
        return amount


class CurrencyField(LineField):
    """An active code of ISO 4217, in capital or small letters."""

    widget = forms.TextInput(
        attrs={"dir": "ltr", "size": 4, "list": "currencies", "autocomplete": "off"}
    )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=3, **kwargs)

    def to_python(self, value: Any) -> str:
        code = super().to_python(value).upper()
        if code and code not in CURRENCIES:
            raise ValidationError(
                _("Enter a currency by its three letters, such as EUR.")
            )
        return code


def quoted(
    name: str,
    *,
    amount: Decimal,
    currency: str,
    every: str,
    one_time: Decimal | None = None,
    months: int | None = None,
) -> Tariff:
    """Return a quote as a tariff of one plan; 0 at the start is no fee."""
    parts: list[Component] = [Fee(str(_("Quote")), amount, currency, Every(every))]
    if one_time:
        label = str(_("Once, at the start"))
        parts.append(Fee(label, one_time, currency, Every.ONCE))
    if months:
        parts.append(Commitment(months))
    return Tariff(QUOTE, name, (Plan(QUOTE, str(_("Quote")), tuple(parts)),))


def stored_quote(tariff: Tariff | None) -> dict[str, Any]:
    """Return the fields that make this tariff; none where a quote cannot say it all."""
    parts = parts_of_quote(tariff)
    fees = {part.every.value: part for part in parts if isinstance(part, Fee)}
    once = fees.pop(Every.ONCE.value, None)
    terms = [part.months for part in parts if isinstance(part, Commitment)]
    if len(fees) != 1 or not fees.keys() <= PERIODS.keys():
        return {}
    ((every, fee),) = fees.items()
    fields: dict[str, Any] = {
        "amount": fee.amount,
        "currency": fee.currency,
        "every": every,
        "one_time": once and once.amount,
        "months": terms[0] if terms else None,
    }
    is_all = fields["months"] in TERMS and parts == parts_of_quote(quoted("", **fields))
    return fields if is_all else {}


def parts_of_quote(tariff: Tariff | None) -> list[Component]:
    """Return the parts without the names of their fees, which are in a language."""
    if tariff is None or [plan.key for plan in tariff.plans] != [QUOTE]:
        return []
    parts = tariff.plans[0].components
    return [replace(each, name="") if isinstance(each, Fee) else each for each in parts]


class QuoteForm(forms.Form):
    """One quote: an amount per month or year, perhaps with a fee at the start."""

    amount = AmountField(label=_("Amount"))
    currency = CurrencyField(label=_("Currency"))
    every = forms.ChoiceField(
        label=_("For a"),
        choices=PERIODS.items(),
        widget=forms.RadioSelect,
        initial=Every.YEAR.value,
    )
    one_time = AmountField(
        label=_("Once, at the start"),
        required=False,
        help_text=_("Onboarding, set-up, a compulsory package."),
    )
    months = forms.TypedChoiceField(
        label=_("Fixed term"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=[(months or "", label) for months, label in TERMS.items()],
    )
    note = LineField(
        label=_("Note"),
        required=False,
        max_length=300,
        help_text=_("Who quoted it, when, and until when it holds."),
    )

    def tariff(self, name: str) -> Tariff:
        """Return the quote as a tariff of one plan."""
        cleaned = dict(self.cleaned_data)
        cleaned.pop("note")
        return quoted(name, **cleaned)


class PlanForm(forms.Form):
    """Keep to one plan, or take the cheapest that has what is needed."""

    pinned_plan = forms.ChoiceField(
        label=_("Plan"),
        required=False,
        error_messages={"invalid_choice": _("Choose a plan of this tariff.")},
    )
    required_features = forms.MultipleChoiceField(
        label=_("Functions that the plan must have"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose functions from the list.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, tariff: Tariff | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plans = [(each.key, each.name) for each in tariff.plans] if tariff else []
        offer_choices(
            self,
            "pinned_plan",
            [("", _("the cheapest that fits, month by month")), *plans],
        )
        offer_choices(self, "required_features", feature_choices())

    def wish(self) -> PlanWish:
        cleaned = self.cleaned_data
        return PlanWish(cleaned["pinned_plan"], cleaned["required_features"])


class UseForm(forms.Form):
    """Which tariff is used: the built-in one, none, or the number of a version."""

    origin = forms.ChoiceField(choices=[("built_in", ""), ("own", ""), ("none", "")])
    number = forms.IntegerField(required=False, min_value=1)
