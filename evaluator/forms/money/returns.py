"""Funnels, target, statements; and one gain."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.fields import LineField, MoneyField, NumberField
from evaluator.costs.ranges import Range
from evaluator.costs.returns import Benefit, BenefitLine, Factor
from evaluator.models import ReturnCase
from evaluator.selectors.money.returns import (
    BENEFIT_LABELS,
    FIGURES,
    OF_A_CUSTOMER,
    STATEMENTS,
)
from evaluator.services.money.returns import new_key

LARGEST = Decimal(10) ** 13
FACTORS = 3
RATINGS = [
    ("", _("not rated")),
    ("0", _("no")),
    ("1", _("a little")),
    ("2", _("clearly")),
    ("3", _("very much")),
]
LABELS = {
    "cost": _("Cost of marketing"),
    "leads": _("Leads"),
    "customers": _("Customers won"),
    "selling_price": _("Average selling price"),
    "monthly_revenue": _("Revenue of a customer in a month"),
    "margin": _("Of 100 of that revenue are margin"),
    "churn": _("Of 100 customers leave in a month"),
}
SHARES = ("margin", "churn")


class FigureField(MoneyField):
    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)
        self.widget.attrs["class"] = "input"

    def validate(self, value: Decimal | None) -> None:
        super().validate(value)
        if value is not None and not 0 <= value < LARGEST:
            raise ValidationError(_("Enter a number of 0 or more."))


class FunnelForm(forms.Form):
    """Before and after in the same period, a target, and what is no money."""

    revenue = FigureField(label=_("Revenue to reach"))
    target_price = FigureField(label=_("Average selling price"))
    opportunities_rate = FigureField(label=_("Of 100 opportunities become customers"))
    leads_rate = FigureField(label=_("Of 100 leads become opportunities"))
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, case: ReturnCase, **kwargs: Any) -> None:
        kwargs.setdefault("initial", stored(case))
        super().__init__(*args, **kwargs)
        for side in ("before", "after"):
            for name in (*FIGURES, *OF_A_CUSTOMER):
                self.fields[f"{side}_{name}"] = FigureField(label=LABELS[name])
        for key, statement in STATEMENTS.items():
            self.fields[f"rating_{key}"] = forms.ChoiceField(
                label=str(statement), choices=RATINGS, required=False
            )

    @property
    def funnel_rows(self) -> list[tuple[Any, forms.BoundField, forms.BoundField]]:
        return self._rows(FIGURES)

    @property
    def customer_rows(self) -> list[tuple[Any, forms.BoundField, forms.BoundField]]:
        return self._rows(OF_A_CUSTOMER)

    def _rows(
        self, names: tuple[str, ...]
    ) -> list[tuple[Any, forms.BoundField, forms.BoundField]]:
        return [
            (LABELS[name], self[f"before_{name}"], self[f"after_{name}"])
            for name in names
        ]

    @property
    def rating_fields(self) -> list[forms.BoundField]:
        return [self[f"rating_{key}"] for key in STATEMENTS]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        shares = [f"{side}_{name}" for side in ("before", "after") for name in SHARES]
        for name in ("opportunities_rate", "leads_rate", *shares):
            rate = cleaned.get(name)
            if rate is not None and not 0 < rate <= 100:
                self.add_error(name, _("Enter a share above 0, at most 100."))
        return cleaned

    def figures_of(self, side: str) -> dict[str, str]:
        return {
            name: plain(self.cleaned_data[f"{side}_{name}"])
            for name in (*FIGURES, *OF_A_CUSTOMER)
        }

    def target(self) -> dict[str, str]:
        cleaned = self.cleaned_data
        return {
            "revenue": plain(cleaned["revenue"]),
            "selling_price": plain(cleaned["target_price"]),
            "opportunities_rate": plain(cleaned["opportunities_rate"]),
            "leads_rate": plain(cleaned["leads_rate"]),
        }

    def ratings(self) -> dict[str, int]:
        return {
            key: int(value)
            for key in STATEMENTS
            if (value := self.cleaned_data[f"rating_{key}"])
        }


def plain(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"


def stored(case: ReturnCase) -> dict[str, Any]:
    found: dict[str, Any] = {"version": case.version}
    for side in ("before", "after"):
        figures = getattr(case, side)
        found |= {
            f"{side}_{name}": figures.get(name, "")
            for name in (*FIGURES, *OF_A_CUSTOMER)
        }
    target = dict(case.target)
    found["target_price"] = target.pop("selling_price", "")
    found |= target
    found |= {f"rating_{key}": str(value) for key, value in case.ratings.items()}
    return found


class GainForm(forms.Form):
    """A gain a month: up to three numbers multiplied, less what it is today."""

    name = LineField(label=_("What is gained"), max_length=160)
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[(key.value, word) for key, word in BENEFIT_LABELS.items()],
    )
    delay = NumberField(
        label=_("Months until it begins"),
        required=False,
        help_text=_("Results usually take three to six months."),
    )
    ramp = NumberField(label=_("Months until it is full"), required=False)
    hours_of = LineField(
        label=_("Whose hours"),
        max_length=80,
        required=False,
        help_text=_("The same hours cannot be time saved and staff cost at once."),
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "gain-%s")
        super().__init__(*args, **kwargs)
        for place in range(1, FACTORS + 1):
            self.fields[f"factor_{place}"] = LineField(
                label=_("Number"), max_length=80, required=False
            )
            self.fields[f"factor_{place}"].widget.attrs["class"] = "input"
            for end in ("low", "likely", "high", "today"):
                self.fields[f"factor_{place}_{end}"] = FigureField()

    @property
    def factor_rows(self) -> list[list[forms.BoundField]]:
        ends = ("", "_today", "_low", "_likely", "_high")
        return [
            [self[f"factor_{place}{end}"] for end in ends]
            for place in range(1, FACTORS + 1)
        ]

    @property
    def first_fields(self) -> list[forms.BoundField]:
        return [self["name"], self["kind"]]

    @property
    def last_fields(self) -> list[forms.BoundField]:
        return [self["delay"], self["ramp"], self["hours_of"]]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not any(cleaned.get(f"factor_{n}_likely") for n in range(1, FACTORS + 1)):
            self.add_error(None, _("Enter at least one number, with its likely value."))
        for place in range(1, FACTORS + 1):
            name = f"factor_{place}"
            ends = [cleaned.get(f"{name}_{end}") for end in ("low", "likely", "high")]
            given = [value for value in ends if value is not None]
            if given and ends[1] is None:
                self.add_error(f"{name}_likely", _("Enter the likely figure."))
            if given != sorted(given):
                text = _("A range rises from low over likely to high.")
                self.add_error(f"{name}_likely", text)
            if given and not cleaned.get(name):
                self.add_error(name, _("Say what the number is."))
        for name in ("delay", "ramp"):
            months = cleaned.get(name)
            if months is not None and (
                months != months.to_integral_value() or not 0 <= months <= 84
            ):
                self.add_error(name, _("Enter a whole number from 0 to 84."))
        return cleaned

    def line(self) -> BenefitLine:
        cleaned = self.cleaned_data
        after, before = [], []
        for place in range(1, FACTORS + 1):
            name = cleaned[f"factor_{place}"]
            likely = cleaned[f"factor_{place}_likely"]
            if likely is None:
                continue
            low, high, today = (
                cleaned[f"factor_{place}_{end}"] for end in ("low", "high", "today")
            )
            value = Range(
                likely if low is None else low, likely, likely if high is None else high
            )
            after.append(Factor(name, value))
            before.append(
                Factor(name, value if today is None else Range.exactly(today))
            )
        has_before = any(
            cleaned[f"factor_{place}_today"] is not None
            for place in range(1, FACTORS + 1)
        )
        return BenefitLine(
            key=new_key(),
            name=cleaned["name"],
            kind=Benefit(cleaned["kind"]),
            after=tuple(after),
            before=tuple(before) if has_before else (),
            delay=int(cleaned["delay"] or 0),
            ramp=int(cleaned["ramp"] or 0),
            hours_of=cleaned["hours_of"],
        )
