"""Take values from the costs: for one criterion, and for all of them again."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.fields import LineField, NumberField
from evaluator.forms.candidates import ReasonMixin
from evaluator.forms.value_functions import LINEAR, fields_of
from evaluator.models import Criterion
from evaluator.selectors.money.figures import Ends
from evaluator.services.criteria import CriterionEdit


class BindingForm(ReasonMixin):
    """Which figure, in which unit, and between which ends; a person decides on all."""

    money_figure = forms.ChoiceField(
        choices=Criterion.MoneyFigure.choices, widget=forms.HiddenInput
    )
    unit = LineField(label=_("Unit"), max_length=60)
    worst = NumberField(label=_("Worst value, worth 0"))
    best = NumberField(label=_("Best value, worth 5"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    field_order = ("unit", "worst", "best", "reason", "money_figure", "version")

    def __init__(
        self, *args: Any, criterion: Criterion, figure: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.criterion = criterion
        self.keeps_function = has_own_shape(criterion, figure)
        if self.keeps_function:
            del self.fields["worst"], self.fields["best"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        worst, best = cleaned.get("worst"), cleaned.get("best")
        if worst is not None and worst == best:
            self.add_error("worst", _("Worst and best must be two different values."))
        return cleaned

    def edit(self) -> CriterionEdit:
        """Return the criterion as it is, but measured by a figure of the costs."""
        cleaned, criterion = self.cleaned_data, self.criterion
        return CriterionEdit(
            kind=Criterion.Kind.MEASURED,
            name=criterion.name,
            parent=criterion.parent,
            description=criterion.description,
            wanted_by=criterion.wanted_by,
            why=criterion.why,
            unit=cleaned["unit"],
            value_function=self.value_function,
            money_figure=cleaned["money_figure"],
            version=cleaned["version"],
        )

    @property
    def value_function(self) -> dict[str, Any]:
        if self.keeps_function:
            return dict(self.criterion.value_function)
        ends = {name: float(self.cleaned_data[name]) for name in ("worst", "best")}
        return {"kind": LINEAR, **ends}


class TakingForm(ReasonMixin):
    """Nothing to type but a reason; `seen` marks the figures that were looked at."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)


def ends_shown(
    criterion: Criterion, figure: str, suggested: Ends | None
) -> dict[str, Any]:
    """Return the ends that stand already for this figure, else round suggestions."""
    if criterion.money_figure == figure:
        stored = fields_of(criterion.value_function)
        return {name: stored.get(name) for name in ("worst", "best")}
    if suggested is None:
        return {}
    return {"worst": plain(suggested.worst), "best": plain(suggested.best)}


def has_own_shape(criterion: Criterion, figure: str) -> bool:
    """Tell whether the figure is worth what a function other than a straight says."""
    is_straight = criterion.value_function.get("kind", LINEAR) == LINEAR
    return criterion.money_figure == figure and not is_straight


def plain(value: Decimal) -> str:
    return f"{value:f}"
