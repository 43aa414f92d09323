"""One form for each kind of part of a tariff; each gives back the part."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from common.fields import LineField
from evaluator.costs.components import (
    Allowance,
    Balance,
    Commitment,
    Component,
    Discount,
    Every,
    Fee,
    Indexation,
    Introduction,
    Labour,
    Limit,
    Overage,
    Paid,
    Quote,
)
from evaluator.costs.ranges import Range
from evaluator.forms.money.prices import CurrencyField, feature_choices
from evaluator.forms.money.tariff_fields import (
    FigureField,
    MeasureField,
    ShareField,
    WholeField,
    basis_fields,
    basis_initial,
    basis_of,
)

NOTHING = Decimal(0)


class PartForm(forms.Form):
    """A part of a plan. `before` is the part as the draft holds it."""

    # Words of a problem's place -> the field that it is told at.
    at_field: dict[str, str] = {}
    # Fields that stand folded.
    folded: tuple[str, ...] = ("note",)

    def __init__(self, data: QueryDict | None = None, *, before: Any) -> None:
        self.before = before
        super().__init__(data, initial=self.stored(before), prefix="f")
        self.fields.update(self.counting_fields())
        self.order_fields(self.field_order)

    def counting_fields(self) -> dict[str, forms.Field]:
        """Return the fields of what is counted, if anything is."""
        return {}

    def stored(self, before: Any) -> dict[str, Any]:
        return {name: getattr(before, name, None) for name in self.base_fields}

    def component(self) -> Component:
        """Return the part as typed; changed figures lose their source."""
        after = self.made(self.cleaned_data)
        if not hasattr(after, "source"):
            return after
        unsourced = replace(after, source=None)
        is_same = unsourced == replace(self.before, source=None)
        return replace(after, source=self.before.source) if is_same else unsourced

    def made(self, cleaned: dict[str, Any]) -> Any:
        raise NotImplementedError

    @property
    def open_fields(self) -> Iterable[forms.BoundField]:
        return [field for field in self if field.name not in self.folded]

    @property
    def folded_fields(self) -> Iterable[forms.BoundField]:
        return [field for field in self if field.name in self.folded]

    @property
    def has_folded_errors(self) -> bool:
        return any(name in self.errors for name in self.folded)


class NamedForm(PartForm):
    name = LineField(label=_("Name on the bill"), max_length=80)
    note = LineField(label=_("Note"), max_length=300, required=False)


class FeeForm(NamedForm):
    amount = FigureField(
        label=_("Amount"), required=False, help_text=_("Empty: by quote.")
    )
    currency = CurrencyField(label=_("Currency"))
    every = forms.ChoiceField(
        label=_("Due"),
        choices=[
            (Every.MONTH.value, _("every month")),
            (Every.YEAR.value, _("every year")),
            (Every.ONCE.value, _("once")),
        ],
    )
    month = WholeField(
        label=_("In which month of the plan"),
        required=False,
        help_text=_("Of a yearly or a one-off fee; 1 is the first."),
    )
    times = MeasureField(label=_("For each"), required=False)
    features = forms.MultipleChoiceField(
        label=_("Bought only when one of these functions is needed"),
        required=False,
        choices=feature_choices,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = (
        "name", "amount", "currency", "every", "month", "times", "features", "note",
    )  # fmt: skip
    at_field = {"amount": "amount", "": "month"}
    folded = ("month", "times", "features", "note")

    def stored(self, before: Fee) -> dict[str, Any]:
        return super().stored(before) | {"features": sorted(before.features)}

    def made(self, cleaned: dict[str, Any]) -> Fee:
        return replace(
            self.before,
            name=cleaned["name"],
            amount=cleaned["amount"],
            currency=cleaned["currency"],
            every=Every(cleaned["every"]),
            month=1 if cleaned["month"] is None else cleaned["month"],
            times=cleaned["times"],
            features=frozenset(cleaned["features"]),
            note=cleaned["note"],
        )


class LabourForm(NamedForm):
    hours_per_year = FigureField(label=_("Hours a year"))
    hourly_rate = FigureField(label=_("Cost of an hour"))
    currency = CurrencyField(label=_("Currency"))
    times = MeasureField(label=_("For each"), required=False)
    field_order = ("name", "hours_per_year", "hourly_rate", "currency")
    at_field = {"hours_per_year": "hours_per_year", "hourly_rate": "hourly_rate"}
    folded = ("times", "note")

    def made(self, cleaned: dict[str, Any]) -> Labour:
        made: Labour = replace(self.before, **cleaned)
        return made


class LimitForm(NamedForm):
    allowed = WholeField(label=_("It stops above"))
    field_order = ("name", "counted_1", "weight_1", "counted_2", "weight_2", "allowed")
    at_field = {"allowed": "allowed", "": "counted_1"}
    folded = ("weight_1", "counted_2", "weight_2", "note")

    def counting_fields(self) -> dict[str, forms.Field]:
        return basis_fields(counted=2, fair=0)

    def stored(self, before: Limit) -> dict[str, Any]:
        return super().stored(before) | basis_initial(before.basis)

    def made(self, cleaned: dict[str, Any]) -> Limit:
        made: Limit = replace(
            self.before,
            name=cleaned["name"],
            allowed=cleaned["allowed"],
            note=cleaned["note"],
            basis=basis_of(cleaned, self.before.basis),
        )
        return made


class OverageForm(NamedForm):
    """Blocks for one month, by one or two allowances."""

    price = FigureField(
        label=_("Price of a block"), required=False, help_text=_("Empty: by quote.")
    )
    currency = CurrencyField(label=_("Currency"))
    measure_1 = MeasureField(label=_("Counted"), required=False)
    allowed_1 = WholeField(label=_("Allowed"), required=False)
    size_1 = WholeField(label=_("Size of a block"), required=False)
    measure_2 = MeasureField(label=_("or, if it asks for more blocks"), required=False)
    allowed_2 = WholeField(label=_("Allowed"), required=False)
    size_2 = WholeField(label=_("Size of a block"), required=False)
    is_discounted = forms.BooleanField(
        label=_("Discounts of the plan hold for it too"), required=False
    )
    field_order = ("name", "price", "currency")
    at_field = {"price": "price", "": "measure_1"}
    folded = ("is_discounted", "note")

    def stored(self, before: Overage) -> dict[str, Any]:
        initial = super().stored(before)
        for place, each in enumerate(before.allowances[:2], start=1):
            first = each.basis.counted[:1]
            initial[f"measure_{place}"] = first[0].measure.value if first else None
            initial[f"allowed_{place}"] = each.allowed
            initial[f"size_{place}"] = each.size
        return initial

    def made(self, cleaned: dict[str, Any]) -> Overage:
        allowances = tuple(
            Allowance(
                basis_of({"counted_1": cleaned[f"measure_{place}"], "weight_1": None}),
                cleaned[f"allowed_{place}"] or 0,
                1 if cleaned[f"size_{place}"] is None else cleaned[f"size_{place}"],
            )
            for place in (1, 2)
            if cleaned[f"measure_{place}"]
        )
        kept = self.before.allowances[2:]
        names = ("name", "price", "currency", "is_discounted", "note")
        made: Overage = replace(
            self.before,
            allowances=allowances + kept,
            **{name: cleaned[name] for name in names},
        )
        return made


class QuoteForm(NamedForm):
    folded = ()

    def made(self, cleaned: dict[str, Any]) -> Quote:
        made: Quote = replace(self.before, **cleaned)
        return made


class TermForm(PartForm):
    """A commercial term; it stands once in a plan, so it needs no name."""

    folded = ()

    def made(self, cleaned: dict[str, Any]) -> Any:
        return replace(self.before, **cleaned)


class CommitmentForm(TermForm):
    months = WholeField(label=_("Months of the fixed term"))
    discount = ShareField(label=_("Discount in per cent"), required=False)
    paid = forms.ChoiceField(
        label=_("Paid"),
        choices=[
            (Paid.MONTHLY.value, _("every month")),
            (Paid.AHEAD.value, _("the whole term ahead")),
        ],
    )
    at_field = {"discount": "discount", "": "months"}

    def made(self, cleaned: dict[str, Any]) -> Commitment:
        return Commitment(
            cleaned["months"],
            cleaned["discount"] or NOTHING,
            Paid(cleaned["paid"]),
            self.before.source,
        )


class IntroductionForm(TermForm):
    months = WholeField(label=_("Months that it lasts"))
    discount = ShareField(label=_("Discount in per cent"))
    at_field = {"discount": "discount", "": "months"}


class DiscountForm(TermForm):
    discount = ShareField(label=_("Discount in per cent"))
    at_field = {"discount": "discount", "": "discount"}


class IndexationForm(TermForm):
    low = ShareField(label=_("Low, in per cent"), required=False)
    likely = ShareField(label=_("Likely, in per cent"))
    high = ShareField(label=_("High, in per cent"), required=False)
    months = WholeField(label=_("Every so many months"))
    field_order = ("likely", "low", "high", "months")
    at_field = {"": "likely"}

    def stored(self, before: Indexation) -> dict[str, Any]:
        rate = before.rate
        shown = {"likely": rate.likely, "months": before.months}
        is_range = rate.low != rate.high
        return shown | ({"low": rate.low, "high": rate.high} if is_range else {})

    def made(self, cleaned: dict[str, Any]) -> Indexation:
        likely = cleaned["likely"]
        low, high = (
            likely if cleaned[name] is None else cleaned[name]
            for name in ("low", "high")
        )
        return Indexation(
            Range(low, likely, high), cleaned["months"], self.before.source
        )


class BalanceForm(TermForm):
    pays = WholeField(label=_("Months that are paid"))
    gets = WholeField(label=_("Months of credit"))
    at_field = {"pays": "pays", "gets": "gets"}


FORMS: dict[type, type[PartForm]] = {
    Fee: FeeForm,
    Labour: LabourForm,
    Limit: LimitForm,
    Overage: OverageForm,
    Quote: QuoteForm,
    Commitment: CommitmentForm,
    Introduction: IntroductionForm,
    Discount: DiscountForm,
    Indexation: IndexationForm,
    Balance: BalanceForm,
}
