"""The usage profile as a form: three figures first, the rest folded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.fields import NumberField, offer_choices
from common.locale import current_locale
from common.months import month_name
from common.numbers import NumberError, refuse_thousandths
from evaluator.catalogue.measure_labels import ACTIVITY_LABELS, MEASURE_LABELS
from evaluator.costs.faults import InputInvalid, Problem
from evaluator.costs.measures import GROWING, Measure
from evaluator.costs.ranges import Range
from evaluator.costs.usage import (
    LARGEST,
    ActiveUsers,
    Activity,
    Growth,
    Jump,
    Period,
    UsageProfile,
    faults,
)
from evaluator.selectors.money.costs import problem_sentence

ENDS = ("low", "likely", "high")
FIRST = (Measure.STORED_CONTACTS, Measure.SENDS_PER_CONTACT)
GROUPS: tuple[tuple[str | Promise, tuple[Measure, ...]], ...] = (
    (
        gettext_lazy("People"),
        (
            Measure.MARKETABLE_CONTACTS,
            Measure.MESSAGED_CONTACTS,
            Measure.INTERACTED_PEOPLE,
            Measure.PEAK_CONTACTS,
            Measure.WEB_USERS,
            Measure.APP_USERS,
        ),
    ),
    (
        gettext_lazy("Messages and events a month"),
        (
            Measure.TRANSACTIONAL_EMAILS,
            Measure.SMS,
            Measure.WHATSAPP,
            Measure.EVENTS,
            Measure.API_CALLS,
        ),
    ),
    (
        gettext_lazy("Seats and set-up"),
        (
            Measure.FULL_SEATS,
            Measure.SALES_SEATS,
            Measure.VIEW_SEATS,
            Measure.BRANDS,
            Measure.SANDBOXES,
            Measure.DEDICATED_IPS,
            Measure.AUTOMATIONS,
        ),
    ),
)
ENTERED = (*FIRST, *(each for _name, group in GROUPS for each in group))
MORE_GROWTHS, JUMPS = 4, 3
HUNDRED = Decimal(100)


class FigureField(NumberField):
    """A quantity, or a rate in per cent."""

    widget = forms.TextInput(
        attrs={"inputmode": "decimal", "dir": "ltr", "class": "input amount"}
    )

    def __init__(
        self, *, may_fall: bool = False, counts: bool = False, **options: Any
    ) -> None:
        super().__init__(required=False, **options)
        self.may_fall, self.counts = may_fall, counts

    def to_python(self, value: Any) -> Decimal | None:
        typed = super().to_python(value)
        try:
            if typed is not None and self.counts:
                refuse_thousandths(typed)
        except NumberError as error:
            raise ValidationError(str(error), code="invalid") from error
        return typed

    def validate(self, value: Decimal | None) -> None:
        super().validate(value)
        if value is None:
            return
        if value < 0 and not self.may_fall:
            raise ValidationError(_("Enter a number of 0 or more."))
        if abs(value) > LARGEST:
            raise ValidationError(_("This number is too large."))


class UsageForm(forms.Form):
    """Builds a UsageProfile; what is wrong with it stands at its field."""

    per = forms.ChoiceField(
        label=gettext_lazy("Growth is"),
        choices=[
            (Period.YEAR.value, gettext_lazy("per year")),
            (Period.MONTH.value, gettext_lazy("per month")),
        ],
    )
    first_month = forms.TypedChoiceField(label=gettext_lazy("First month"), coerce=int)
    window_days = forms.IntegerField(
        label=gettext_lazy("Days that a user stays active"),
        min_value=1,
        max_value=366,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "dir": "ltr"}),
    )
    counts = forms.ChoiceField(
        label=gettext_lazy("A user is active who"), choices=ACTIVITY_LABELS.items()
    )
    has_anonymous = forms.BooleanField(
        label=gettext_lazy("Unknown visitors are counted too"), required=False
    )
    has_bots = forms.BooleanField(
        label=gettext_lazy("Bots are counted too"), required=False
    )
    has_duplicates = forms.BooleanField(
        label=gettext_lazy("One person on two devices counts twice"), required=False
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, with_ranges: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.with_ranges = with_ranges
        months = month_words()
        offer_choices(self, "first_month", enumerate(months, start=1))
        for measure in ENTERED:
            counts = measure != Measure.SENDS_PER_CONTACT
            self.add_range(measure.value, MEASURE_LABELS[measure], counts=counts)
        self.add_range("growth", gettext_lazy("Growth, in per cent"), may_fall=True)
        for place in range(1, MORE_GROWTHS + 1):
            self.add_measure(f"growth_{place}_measure", sorted(GROWING))
            self.add_range(
                f"growth_{place}", gettext_lazy("Growth, in per cent"), may_fall=True
            )
        for month in range(1, 13):
            self.fields[f"season_{month}"] = FigureField(label=months[month - 1])
        for place in range(1, JUMPS + 1):
            self.fields[f"jump_{place}_month"] = FigureField(
                label=gettext_lazy("From month")
            )
            self.add_measure(f"jump_{place}_measure", ENTERED)
            self.add_range(f"jump_{place}", gettext_lazy("By how many"), may_fall=True)

    def add_range(self, name: str, label: str | Promise, **options: bool) -> None:
        for end in ENDS:
            self.fields[f"{name}_{end}"] = FigureField(label=label, **options)

    def add_measure(self, name: str, measures: Any) -> None:
        choices = [(each.value, MEASURE_LABELS[each]) for each in measures]
        self.fields[name] = forms.ChoiceField(
            label=gettext_lazy("Of"),
            choices=[("", "—"), *choices],
            required=False,
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        try:
            cleaned["profile"] = self.profile()
        except InputInvalid as error:
            for problem in error.problems:
                self.add_error(field_of(problem), said(problem))
        return cleaned

    def profile(self) -> UsageProfile:
        """Return what was entered. Raises InputInvalid, which names every part."""
        profile = UsageProfile(
            figures={
                measure: figure
                for measure in ENTERED
                if (figure := self.range_of(measure.value))
            },
            growth=tuple(self.growths()),
            jumps=tuple(self.jumps()),
            season=self.season(),
            first_month=self.cleaned_data["first_month"],
            active_users=ActiveUsers(
                window_days=self.cleaned_data["window_days"],
                counts=Activity(self.cleaned_data["counts"]),
                has_anonymous=self.cleaned_data["has_anonymous"],
                has_bots=self.cleaned_data["has_bots"],
                has_duplicates=self.cleaned_data["has_duplicates"],
            ),
        )
        found = tuple(faults(profile))
        if found:
            raise InputInvalid(found)
        return profile

    def range_of(self, name: str, divisor: Decimal = Decimal(1)) -> Range | None:
        """Return the range; an end that was not given is the likely figure."""
        likely = self.cleaned_data.get(f"{name}_likely")
        if likely is None:
            return None
        low, high = (self.cleaned_data.get(f"{name}_{end}") for end in ("low", "high"))
        return Range(
            (likely if low is None else low) / divisor,
            likely / divisor,
            (likely if high is None else high) / divisor,
        )

    def growths(self) -> Iterator[Growth]:
        """Yield the growth of single measures, then that of all others."""
        per = Period(self.cleaned_data["per"])
        own: set[Measure] = set()
        others = []
        for place in range(1, MORE_GROWTHS + 1):
            measure = self.cleaned_data[f"growth_{place}_measure"]
            rate = self.range_of(f"growth_{place}", HUNDRED)
            if measure and rate:
                own.add(Measure(measure))
                others.append(Growth(rate, per, frozenset({Measure(measure)})))
        rate = self.range_of("growth", HUNDRED)
        if rate:
            yield Growth(rate, per, GROWING - own)
        yield from others

    def jumps(self) -> Iterator[Jump]:
        for place in range(1, JUMPS + 1):
            month = self.cleaned_data[f"jump_{place}_month"]
            measure = self.cleaned_data[f"jump_{place}_measure"]
            amount = self.range_of(f"jump_{place}")
            if month is not None and measure and amount:
                yield Jump(int(month), Measure(measure), amount)

    def season(self) -> tuple[Decimal, ...]:
        """Return twelve factors, 1 for an average month; nothing if none is given."""
        given = [self.cleaned_data[f"season_{month}"] for month in range(1, 13)]
        if all(value is None for value in given):
            return ()
        return tuple(
            Decimal(1) if value is None else value / HUNDRED for value in given
        )


def month_words() -> list[str]:
    """Return the months of the Gregorian calendar, which bills go by."""
    language = current_locale().language
    return [month_name(month, "gregorian", language) for month in range(1, 13)]


def field_of(problem: Problem) -> str | None:
    """Return the field that a fault belongs to; None for the form as a whole."""
    part = problem.part.split(" > ")[0]
    if part in {each.value for each in ENTERED}:
        return f"{part}_likely"
    return "growth_likely" if part.startswith("growth") else None


def said(problem: Problem) -> str:
    """Say the fault with the words of the page instead of the names of the engine."""
    first, *rest = problem.part.split(" > ")
    words = {each.value: str(MEASURE_LABELS[each]) for each in Measure}
    words |= {"season": _("The season")}
    word = _("Growth") if first.startswith("growth") else words.get(first, first)
    parts = [_("one-off change") if each == "jump" else each for each in rest]
    named = Problem(problem.fault, " > ".join([word, *parts]), problem.facts)
    return problem_sentence(named)


def stored(profile: UsageProfile) -> dict[str, Any]:
    """Return the profile as the form starts with it."""
    found: dict[str, Any] = {
        "per": Period.YEAR,
        "first_month": profile.first_month,
        "window_days": profile.active_users.window_days,
        "counts": profile.active_users.counts,
        "has_anonymous": profile.active_users.has_anonymous,
        "has_bots": profile.active_users.has_bots,
        "has_duplicates": profile.active_users.has_duplicates,
    }
    for measure, figure in profile.figures.items():
        found |= ends_of(measure.value, figure)
    found |= stored_growth(profile)
    for month, factor in enumerate(profile.season, start=1):
        found[f"season_{month}"] = factor * HUNDRED
    for place, jump in enumerate(profile.jumps[:JUMPS], start=1):
        found[f"jump_{place}_month"] = Decimal(jump.month)
        found[f"jump_{place}_measure"] = jump.measure.value
        found |= ends_of(f"jump_{place}", jump.amount)
    return found


def stored_growth(profile: UsageProfile) -> dict[str, Any]:
    found: dict[str, Any] = {}
    single = [each for each in profile.growth if len(each.measures) == 1]
    for growth in profile.growth:
        found["per"] = growth.per
        if growth not in single:
            found |= ends_of("growth", growth.rate, HUNDRED)
    for place, growth in enumerate(single[:MORE_GROWTHS], start=1):
        (measure,) = growth.measures
        found[f"growth_{place}_measure"] = measure.value
        found |= ends_of(f"growth_{place}", growth.rate, HUNDRED)
    return found


def ends_of(
    name: str, figure: Range, factor: Decimal = Decimal(1)
) -> Mapping[str, Decimal]:
    """Return the fields of a range; the ends stay empty where the figure is sure."""
    found = {f"{name}_likely": figure.likely * factor}
    if not figure.is_sure:
        found |= {
            f"{name}_low": figure.low * factor,
            f"{name}_high": figure.high * factor,
        }
    return found
