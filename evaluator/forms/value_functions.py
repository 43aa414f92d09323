"""The part of a criterion's form that says what a measurement is worth."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.fields import LineField, NumberField, TextField
from common.numbers import NumberError, parse_number
from evaluator.catalogue.fact_keys import FACT_KEYS
from evaluator.catalogue.fact_labels import FACT_LABELS, GROUP_LABELS
from evaluator.catalogue.vocabulary import FIGURES
from evaluator.models import Criterion
from evaluator.scoring.errors import ScoringError
from evaluator.scoring.value_functions import value_function_from
from evaluator.services.money.binding import TwoSources

LINEAR, PIECEWISE, TARGET = "linear", "piecewise", "target"
SHAPES = [
    (LINEAR, _("Straight: from a worst to a best value")),
    (PIECEWISE, _("In steps: several points")),
    (TARGET, _("Target: best within a range")),
]
# What each shape asks for; the fields of the others are not read.
ASKED = {
    LINEAR: ("worst", "best"),
    PIECEWISE: ("points",),
    TARGET: ("lowest", "ideal_from", "ideal_to", "highest"),
}
NUMBERS = ("worst", "best", "lowest", "ideal_from", "ideal_to", "highest")


def fact_choices() -> list[tuple[Any, Any]]:
    """Offer the facts that may hold a figure, in the groups of a platform's page."""
    groups: dict[Any, list[tuple[str, Any]]] = {}
    for key, fact_key in FACT_KEYS.items():
        if FIGURES & set(fact_key.forms):
            label = (key, FACT_LABELS[key])
            groups.setdefault(GROUP_LABELS[fact_key.group], []).append(label)
    return [("", _("None: we enter the values")), *groups.items()]


class ValueFunctionMixin(forms.Form):
    unit = LineField(
        label=_("Unit"),
        required=False,
        max_length=60,
        help_text=_("Such as: USD a year, contacts, hours."),
    )
    fact_key = forms.ChoiceField(
        label=_("Take the value from this fact of the catalogue"),
        required=False,
        choices=fact_choices,
    )
    money_figure = forms.ChoiceField(
        label=_("Or take it from this figure of the costs"),
        required=False,
        choices=[("", _("None")), *Criterion.MoneyFigure.choices],
    )
    shape = forms.ChoiceField(
        label=_("What is a value worth?"),
        required=False,
        choices=SHAPES,
        initial=LINEAR,
        widget=forms.RadioSelect,
        help_text=_(
            "The ends are fixed numbers of your own, so that another candidate never"
            " changes the order of the others."
        ),
    )
    worst = NumberField(label=_("Worst value, worth 0"), required=False)
    best = NumberField(label=_("Best value, worth 5"), required=False)
    points = TextField(
        label=_("Points, one a line: value = score from 0 to 5"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "ltr"}),
        help_text=_("Such as: 1000 = 5, and on the next line 4000 = 2."),
    )
    lowest = NumberField(label=_("Worth 0 at or below"), required=False)
    ideal_from = NumberField(label=_("Best from"), required=False)
    ideal_to = NumberField(label=_("Best up to"), required=False)
    highest = NumberField(label=_("Worth 0 at or above"), required=False)

    def stored_measure(self, criterion: Criterion) -> dict[str, Any]:
        return {
            "unit": criterion.unit,
            "fact_key": criterion.fact_key,
            "money_figure": criterion.money_figure,
            **fields_of(criterion.value_function),
        }

    def clean_money_figure(self) -> str:
        figure: str = self.cleaned_data["money_figure"]
        if figure and self.cleaned_data.get("fact_key"):
            raise ValidationError(TwoSources.message)
        return figure

    def clean_measure(self, cleaned: dict[str, Any]) -> None:
        """Build the value function, or say at its field what is missing."""
        cleaned["shape"] = cleaned.get("shape") or LINEAR
        asked = ASKED[cleaned["shape"]]
        if not cleaned.get("unit") and not cleaned.get("money_figure"):
            self.add_error("unit", _("Say what is counted."))
        missing = [name for name in asked if cleaned.get(name) in (None, "")]
        for name in missing:
            if name not in self.errors:
                self.add_error(name, _("Enter a number."))
        if missing or not self.errors.keys().isdisjoint(asked):
            return
        try:
            stored = function_of(cleaned)
            value_function_from(stored)
        except NumberError as error:
            self.add_error("points", str(error))
        except ScoringError:
            self.add_error(asked[0], WRONG[cleaned["shape"]])
        else:
            cleaned["value_function"] = stored


WRONG = {
    LINEAR: _("Worst and best must be two different values."),
    PIECEWISE: _(
        "Write at least two points, one a line, with scores from 0 to 5 and no value"
        " twice."
    ),
    TARGET: _("The numbers must rise: lowest, best from, best up to, highest."),
}


def function_of(cleaned: dict[str, Any]) -> dict[str, Any]:
    """Return the stored form of a value function; measurements are plain floats."""
    shape = cleaned["shape"]
    numbers = {
        name: float(cleaned[name]) for name in NUMBERS if cleaned.get(name) is not None
    }
    if shape == LINEAR:
        return {"kind": LINEAR, "worst": numbers["worst"], "best": numbers["best"]}
    if shape == PIECEWISE:
        return {"kind": PIECEWISE, "points": points_of(cleaned["points"])}
    return {
        "kind": TARGET,
        "range": [numbers["lowest"], numbers["highest"]],
        "ideal": [numbers["ideal_from"], numbers["ideal_to"]],
    }


def points_of(text: str) -> list[list[float]]:
    """Read "value = score" lines; a score of 5 is a value of one."""
    points = []
    for line in text.splitlines():
        if not line.strip():
            continue
        measured, equals, score = line.partition("=")
        if not equals:
            raise NumberError
        points.append([float(parse_number(measured)), float(parse_number(score)) / 5])
    return points


def fields_of(stored: dict[str, Any]) -> dict[str, Any]:
    """Return what the fields show of a stored value function."""
    kind = stored.get("kind", LINEAR)
    if kind == PIECEWISE:
        lines = [f"{tidy(x)} = {tidy(value * 5)}" for x, value in stored["points"]]
        return {"shape": kind, "points": "\n".join(lines)}
    if kind == TARGET:
        (lowest, highest), (first, last) = stored["range"], stored["ideal"]
        ends = (lowest, first, last, highest)
        return {"shape": kind} | dict(zip(ASKED[TARGET], map(tidy, ends), strict=True))
    shown = {name: tidy(stored[name]) for name in ASKED[LINEAR] if name in stored}
    return {"shape": kind} | shown


def tidy(value: float) -> str:
    """Write a float as people do: 9000, not 9000.0."""
    return f"{Decimal(repr(round(value, 9))).normalize():f}"
