"""The form of a price by quantity: what counts, its steps, and how it moves."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from common.numbers import unmistakable
from evaluator.costs.components import (
    Beyond,
    Meter,
    Rate,
    Tier,
    TierMode,
    TimeRule,
    Timing,
)
from evaluator.forms.money.prices import CurrencyField, feature_choices
from evaluator.forms.money.tariff_fields import (
    FigureField,
    WholeField,
    basis_fields,
    basis_initial,
    basis_of,
)
from evaluator.forms.money.tariff_parts import FORMS, NamedForm

NOTHING = Decimal(0)
SPARE_ROWS, FIRST_ROWS = 2, 5
BY_QUOTE = "?"  # typed for a price that is not public
END, PRICE = WholeField(required=False), FigureField(required=False)
MOST_ROWS = 60
# As the columns of the steps are headed.
COLUMNS = {
    "up_to": _("Up to"),
    "flat": _("Price of the step"),
    "unit": _("Price per unit or block"),
}
MODES = [
    (TierMode.FLAT.value, _("a price per step: all that fits into it costs the same")),
    (TierMode.GRADUATED.value, _("a price per unit; each band at its own price")),
    (
        TierMode.VOLUME.value,
        _("a price per unit; all at the price of the band reached"),
    ),
    (
        TierMode.SPEND.value,
        _("a price per unit; all at the price of the spend reached"),
    ),
    (TierMode.CHEAPEST.value, _("the cheapest step, with extra units above it")),
]
RULES = [
    (TimeRule.FOLLOW.value, _("follows up and down at once")),
    (TimeRule.FOLLOW_UP.value, _("rises at once, falls later")),
    (TimeRule.RATCHET.value, _("only rises until the renewal")),
    (TimeRule.PEAK.value, _("the highest of the period counts")),
    (TimeRule.RENEWAL.value, _("changes only at the renewal")),
    (TimeRule.CARRY.value, _("bought in packs; what is unused stays")),
]


class MeterForm(NamedForm):
    currency = CurrencyField(label=_("Currency"))
    included = WholeField(
        label=_("Included without charge"),
        required=False,
        help_text=_("The steps count from above it."),
    )
    mode = forms.ChoiceField(label=_("How the quantity is priced"), choices=MODES)
    size = WholeField(
        label=_("Sold in blocks of"), required=False, help_text=_("Empty: singly.")
    )
    is_whole = forms.BooleanField(
        label=_("A begun block is paid in full"), required=False
    )
    is_complete = forms.BooleanField(
        label=_("All steps are listed here"),
        required=False,
        help_text=_("If not, a quantity between two steps is an unknown rung."),
    )
    beyond = forms.ChoiceField(
        label=_("Above the last step"),
        choices=[
            (Beyond.QUOTE.value, _("a quote is needed")),
            (Beyond.BLOCKED.value, _("the vendor stops")),
        ],
    )
    rule = forms.ChoiceField(label=_("How the bill follows the usage"), choices=RULES)
    timing_months = WholeField(label=_("Months of it"), required=False)
    credit = FigureField(
        label=_("Paid by the price of the plan already"), required=False
    )
    over_price = FigureField(
        label=_("Price of a unit above it until the renewal"), required=False
    )
    is_discounted = forms.BooleanField(
        label=_("Discounts of the plan hold for it too"), required=False
    )
    features = forms.MultipleChoiceField(
        label=_("Bought only when one of these functions is needed"),
        required=False,
        choices=feature_choices,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = (
        "name", "counted_1", "currency", "included", "mode", "size",
        "is_complete", "beyond", "is_whole", "rule", "timing_months", "over_price",
        "weight_1", "counted_2", "weight_2", "counted_3", "weight_3",
        "fair_1", "fair_per_1", "fair_2", "fair_per_2", "minimum",
        "credit", "is_discounted", "features", "note",
    )  # fmt: skip
    at_field = {
        "included": "included",
        "credit": "credit",
        "over_price": "over_price",
        "timing": "timing_months",
        "minimum": "minimum",
    }
    folded = (
        "weight_1", "counted_2", "weight_2", "counted_3", "weight_3",
        "fair_1", "fair_per_1", "fair_2", "fair_per_2", "minimum",
        "is_whole", "is_complete", "beyond", "rule", "timing_months",
        "credit", "over_price", "is_discounted", "features", "note",
    )  # fmt: skip

    def counting_fields(self) -> dict[str, forms.Field]:
        return basis_fields(counted=3, fair=2)

    def __init__(
        self, data: QueryDict | None = None, *, before: Any, rows: int = 0
    ) -> None:
        super().__init__(data, before=before)
        typed = tier_rows(self.data) if self.is_bound else shown_rows(self.before.rate)
        spare = SPARE_ROWS if typed else FIRST_ROWS
        empty = [("", "", "")] * max(spare, rows - len(typed))
        self.rows = [*typed, *empty][:MOST_ROWS]
        self.row_errors: dict[int, list[str]] = {}

    def stored(self, before: Meter) -> dict[str, Any]:
        rate, timing = before.rate, before.timing
        return super().stored(before) | basis_initial(before.basis) | {
            "included": before.included or None,
            "mode": rate.mode.value,
            "size": None if rate.size == 1 else rate.size,
            "is_whole": rate.is_whole,
            "is_complete": rate.is_complete,
            "beyond": rate.beyond.value,
            "rule": timing.rule.value,
            "timing_months": None if timing.months == 1 else timing.months,
            "credit": before.credit or None,
            "features": sorted(before.features),
        }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        tiers = []
        for place, row in enumerate(tier_rows(self.data)):
            try:
                tiers.append(self.tier(*row, mode=cleaned.get("mode", "")))
            except ValidationError as error:
                self.row_errors[place] = error.messages
        if self.row_errors:
            self.add_error(None, _("Mend the steps that are marked below."))
        cleaned["tiers"] = tuple(tiers)
        return cleaned

    def tier(self, up_to: str, flat: str, unit: str, *, mode: str) -> Tier:
        """Return a step; one that stood there before keeps its source.

        A row with an end alone has a price by quote.
        """
        end = whole_or_none(up_to)
        step, each = price_or_none(flat), price_or_none(unit)
        if mode == TierMode.FLAT:
            made = Tier(end, flat=step)
        else:
            is_quote = unit.strip() == BY_QUOTE or (step is None and each is None)
            made = Tier(
                end,
                unit=None if is_quote else none_is_nothing(each),
                flat=None if flat.strip() == BY_QUOTE else none_is_nothing(step),
            )
        for tier in self.before.rate.tiers:
            if (tier.up_to, tier.unit, tier.flat) == (end, made.unit, made.flat):
                return tier
        return made

    def made(self, cleaned: dict[str, Any]) -> Meter:
        rate = Rate(
            cleaned["tiers"],
            TierMode(cleaned["mode"]),
            1 if cleaned["size"] is None else cleaned["size"],
            cleaned["is_whole"],
            cleaned["is_complete"],
            Beyond(cleaned["beyond"]),
        )
        months = 1 if cleaned["timing_months"] is None else cleaned["timing_months"]
        made: Meter = replace(
            self.before,
            name=cleaned["name"],
            basis=basis_of(cleaned, self.before.basis),
            rate=rate,
            currency=cleaned["currency"],
            included=cleaned["included"] or 0,
            timing=Timing(TimeRule(cleaned["rule"]), months),
            credit=cleaned["credit"] or NOTHING,
            over_price=cleaned["over_price"],
            features=frozenset(cleaned["features"]),
            is_discounted=cleaned["is_discounted"],
            note=cleaned["note"],
        )
        return made

    def column_of(self, place: str) -> str:
        """Name the column of a place such as "tier 2 > flat", as it is headed."""
        return str(COLUMNS.get(place.rpartition(" > ")[2], _("This part")))

    @property
    def numbered_rows(self) -> list[tuple[int, tuple[str, str, str], list[str]]]:
        return [
            (place, row, self.row_errors.get(place - 1, []))
            for place, row in enumerate(self.rows, start=1)
        ]


Row = tuple[str, str, str]


def tier_rows(data: Any) -> list[Row]:
    """Return the steps that were typed, without empty rows."""
    if not isinstance(data, MultiValueDict):
        return []
    columns = [
        data.getlist(f"f-{name}")[:MOST_ROWS] for name in ("up_to", "flat", "unit")
    ]
    rows = zip(*columns, strict=False)
    return [row for row in rows if any(text.strip() for text in row)]


def shown_rows(rate: Rate) -> list[Row]:
    return [
        (
            "" if tier.up_to is None else str(tier.up_to),
            shown(tier.flat, hide_nothing=rate.mode is not TierMode.FLAT),
            shown(
                tier.unit, hide_nothing=bool(tier.flat) or rate.mode is TierMode.FLAT
            ),
        )
        for tier in rate.tiers
    ]


def shown(price: Decimal | None, *, hide_nothing: bool) -> str:
    if price is None:
        return BY_QUOTE
    if hide_nothing and not price:
        return ""
    return unmistakable(f"{price.normalize():f}")


def none_is_nothing(price: Decimal | None) -> Decimal:
    return NOTHING if price is None else price


def price_or_none(text: str) -> Decimal | None:
    """Return the price; None for one by quote, or for an empty cell."""
    return None if text.strip() == BY_QUOTE else PRICE.clean(text.strip())


def whole_or_none(text: str) -> int | None:
    return END.clean(text.strip())


FORMS[Meter] = MeterForm
