"""Fields of the parts of a tariff: figures, shares, measures, and rows of them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.fields import MoneyField
from common.numbers import NumberError, whole_of
from evaluator.catalogue.measure_labels import MEASURE_LABELS
from evaluator.costs.components import Basis, Counted, FairUse
from evaluator.costs.measures import Measure

LARGEST = Decimal(10) ** 12
NO_MEASURE = ("", "-")
# What a vendor may bill by; emails per contact alone are no quantity.
MEASURES = [
    (measure.value, label)
    for measure, label in MEASURE_LABELS.items()
    if measure is not Measure.SENDS_PER_CONTACT
]


class FigureField(MoneyField):
    """A figure that the engine takes; whether it fits is told by the engine."""

    def to_python(self, value: Any) -> Decimal | None:
        figure = super().to_python(value)
        if figure is not None and abs(figure) > LARGEST:
            raise ValidationError(_("Enter a smaller number."))
        if figure is not None and figure != round(figure, 6):
            raise ValidationError(_("Enter at most six decimals."))
        return figure


class WholeField(FigureField):
    """A whole number."""

    def clean(self, value: Any) -> Any:
        figure = super().clean(value)
        if figure is None:
            return None
        try:
            return whole_of(figure)
        except NumberError as error:
            raise ValidationError(str(error)) from error


class ShareField(FigureField):
    """A share typed in hundredths: 20 is 0.2."""

    def prepare_value(self, value: Any) -> Any:
        shown = value * 100 if isinstance(value, Decimal) else value
        return super().prepare_value(shown)

    def clean(self, value: Any) -> Any:
        figure = super().clean(value)
        return None if figure is None else figure / 100


class MeasureField(forms.TypedChoiceField):
    """One measure of usage, or none."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=[NO_MEASURE, *MEASURES],
            coerce=Measure,
            empty_value=None,
            **kwargs,
        )


def basis_fields(*, counted: int, fair: int) -> dict[str, forms.Field]:
    """Return the fields of what is counted, each with how many times it counts."""
    fields: dict[str, forms.Field] = {}
    for place in range(1, counted + 1):
        label = _("Counted") if place == 1 else _("and also")
        fields[f"counted_{place}"] = MeasureField(label=label, required=False)
        fields[f"weight_{place}"] = FigureField(
            label=_("counts so many times"), required=False
        )
    for place in range(1, fair + 1):
        fields[f"fair_{place}"] = MeasureField(
            label=_("One more is billed for each begun"), required=False
        )
        fields[f"fair_per_{place}"] = FigureField(label=_("so many"), required=False)
    if fair:
        fields["minimum"] = WholeField(label=_("Billed at least"), required=False)
    return fields


def basis_initial(basis: Basis) -> dict[str, Any]:
    initial: dict[str, Any] = {"minimum": basis.minimum or None}
    for place, counted in enumerate(basis.counted, start=1):
        initial[f"counted_{place}"] = counted.measure.value
        initial[f"weight_{place}"] = counted.weight if counted.weight != 1 else None
    for place, fair in enumerate(basis.fair_use, start=1):
        initial[f"fair_{place}"] = fair.measure.value
        initial[f"fair_per_{place}"] = fair.per_unit
    return initial


def basis_of(cleaned: dict[str, Any], before: Basis | None = None) -> Basis:
    """Return the basis that the fields tell; what makes a user active is kept."""
    places = range(1, 10)
    counted = tuple(
        Counted(cleaned[f"counted_{place}"], one_if_none(cleaned[f"weight_{place}"]))
        for place in places
        if cleaned.get(f"counted_{place}")
    )
    fair = tuple(
        FairUse(cleaned[f"fair_{place}"], one_if_none(cleaned[f"fair_per_{place}"]))
        for place in places
        if cleaned.get(f"fair_{place}")
    )
    active = before.active_users if before else None
    return Basis(counted, fair, cleaned.get("minimum") or 0, active)


def one_if_none(figure: Decimal | None) -> Decimal:
    return Decimal(1) if figure is None else figure
