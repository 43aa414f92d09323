"""One cost line as a form."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.fields import LineField, NumberField, RowsField, TextField, offer
from evaluator.catalogue.currencies import CURRENCIES
from evaluator.catalogue.measure_labels import MEASURE_LABELS
from evaluator.costs.lines import BILLED, Category, Rhythm
from evaluator.costs.ranges import Range
from evaluator.costs.usage import LONGEST
from evaluator.forms.money.quick_costs import AmountField
from evaluator.models import Candidate, CostLine, Evaluation
from evaluator.selectors.money.cost_lines import RHYTHM_LABELS
from evaluator.selectors.money.cost_words import CATEGORY_LABELS
from evaluator.services.money.cost_lines import LineEdit

HUNDRED = Decimal(100)
MOST_PER_CENT = Decimal(5000)  # fifty people
FIRST = ("name", "category", "likely", "currency", "rhythm")


class MonthField(NumberField):
    """A month of the horizon, counted from 1."""

    def clean(self, value: Any) -> int | None:
        month = super().clean(value)
        if month is None:
            return None
        if month != month.to_integral_value() or not 1 <= month <= LONGEST:
            raise ValidationError(_("Enter a month from 1 to 84."))
        return int(month)


class CostLineForm(forms.Form):
    """The few first fields stand open, the rest is folded."""

    name = LineField(label=_("What it is for"), max_length=160)
    category = forms.ChoiceField(
        label=_("Category"),
        choices=[
            (each.value, CATEGORY_LABELS[each])
            for each in Category
            if each not in BILLED
        ],
    )
    likely = AmountField(label=_("Amount"))
    currency = forms.ChoiceField(
        label=_("Currency"), choices=[(code, code) for code in sorted(CURRENCIES)]
    )
    rhythm = forms.ChoiceField(label=_("Due"), choices=RHYTHM_LABELS.items())
    candidates = RowsField(
        queryset=Candidate.objects.none(),
        label=_("Only for"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: for all candidates."),
    )
    low = AmountField(label=_("At the lowest"), required=False)
    high = AmountField(label=_("At the highest"), required=False)
    measure = forms.ChoiceField(
        label=_("Per unit of"),
        required=False,
        choices=[
            ("", "—"),
            *((key.value, word) for key, word in MEASURE_LABELS.items()),
        ],
    )
    from_month = MonthField(label=_("From month"), required=False)
    to_month = MonthField(
        label=_("To month"), required=False, help_text=_("Empty: to the end.")
    )
    share = NumberField(
        label=_("Share of full time, in per cent"),
        required=False,
        help_text=_(
            "For people: 50 is half a person. The amount is then a full year with all"
            " costs of the employer."
        ),
    )
    share_low = NumberField(label=_("Share, at the lowest"), required=False)
    share_high = NumberField(label=_("Share, at the highest"), required=False)
    role = LineField(label=_("Role"), max_length=120, required=False)
    is_indexed = forms.BooleanField(
        label=_("Rises with inflation"), required=False, initial=True
    )
    note = TextField(label=_("Note"), required=False, max_length=2000)
    source = LineField(label=_("Source"), required=False, max_length=300)
    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    form_key = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, evaluation: Evaluation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = evaluation.candidates.exclude(stage=Candidate.Stage.ELIMINATED)
        offer(self, "candidates", rows.order_by("position", "pk"))

    @property
    def first_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in FIRST]

    @property
    def folded_fields(self) -> list[forms.BoundField]:
        hidden = {*FIRST, "candidates", "version", "form_key"}
        return [self[name] for name in self.fields if name not in hidden]

    @property
    def opens_fold(self) -> bool:
        return any(field.errors or field.value() for field in self.folded_fields[:7])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.refuse_falling("likely", ("low", "likely", "high"))
        self.refuse_falling("share", ("share_low", "share", "share_high"))
        share = cleaned.get("share")
        if share is not None and not 0 < share <= MOST_PER_CENT:
            self.add_error("share", _("Enter a share above 0: 100 is one person."))
        is_per_unit = cleaned.get("rhythm") == Rhythm.PER_UNIT.value
        if is_per_unit and not cleaned.get("measure"):
            self.add_error("measure", _("Choose what each unit is."))
        first, last = cleaned.get("from_month") or 1, cleaned.get("to_month")
        if last is not None and last < first:
            self.add_error("to_month", _("The last month lies before the first."))
        return cleaned

    def refuse_falling(self, name: str, ends: tuple[str, str, str]) -> None:
        values = [self.cleaned_data.get(end) for end in ends]
        given = [value for value in values if value is not None]
        if given != sorted(given):
            self.add_error(name, _("A range rises from low over likely to high."))

    def edit(self) -> LineEdit:
        cleaned = self.cleaned_data
        is_per_unit = cleaned["rhythm"] == Rhythm.PER_UNIT.value
        share = self.range_of("share_low", "share", "share_high")
        return LineEdit(
            name=cleaned["name"],
            category=cleaned["category"],
            currency=cleaned["currency"],
            amount=self.range_of("low", "likely", "high") or Range.exactly(0),
            rhythm=Rhythm.MONTHLY.value if share else cleaned["rhythm"],
            measure=cleaned["measure"] if is_per_unit and not share else "",
            from_month=cleaned["from_month"] or 1,
            to_month=cleaned["to_month"],
            share=in_parts(share) if share else None,
            role=cleaned["role"],
            is_indexed=cleaned["is_indexed"],
            note=cleaned["note"],
            source=cleaned["source"],
            candidates=tuple(cleaned["candidates"]),
        )

    def range_of(self, *ends: str) -> Range | None:
        low, likely, high = (self.cleaned_data[end] for end in ends)
        if likely is None:
            return None
        return Range(
            likely if low is None else low, likely, likely if high is None else high
        )


def in_parts(share: Range) -> Range:
    return Range(share.low / HUNDRED, share.likely / HUNDRED, share.high / HUNDRED)


def stored(line: CostLine) -> dict[str, Any]:
    """Return the line as the form starts with it."""
    names = (
        "name",
        "category",
        "likely",
        "currency",
        "rhythm",
        "measure",
        "role",
        "is_indexed",
        "note",
        "source",
        "version",
    )
    found: dict[str, Any] = {name: getattr(line, name) for name in names}
    found["candidates"] = list(line.candidates.all())
    found["from_month"] = Decimal(line.from_month)
    found["to_month"] = None if line.to_month is None else Decimal(line.to_month)
    if line.low != line.high:
        found |= {"low": line.low, "high": line.high}
    if share := line.share_range:
        found["share"] = share.likely * HUNDRED
        if not share.is_sure:
            found["share_low"] = share.low * HUNDRED
            found["share_high"] = share.high * HUNDRED
    return found
