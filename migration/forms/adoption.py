"""Forms of the adoption page."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.edits import initial_of, picked
from common.fields import (
    DayField,
    LineField,
    NumberField,
    TextField,
    offer,
    offer_choices,
)
from common.numbers import NumberError, NumberUnclear, parse_number, whole_of
from migration.models import Plan, PlanMember, Review, SuccessMeasure, Training
from migration.models.template_text import role_names
from migration.services.adoption.measures import MeasureEdit
from migration.services.adoption.roles import CountEdit, TrainingEdit

MOST = 10**9


class WholeField(NumberField):
    """A count: 0 or more, in any digits."""

    default_error_messages = {"whole": _("Enter a whole number of 0 or more.")}

    def to_python(self, value: Any) -> Decimal | None:
        """Ask for no decimals where none are taken; what is unclear stays said so."""
        if value in self.empty_values:
            return None
        try:
            return Decimal(whole_of(parse_number(str(value))))
        except NumberUnclear as error:
            raise forms.ValidationError(str(error)) from error
        except NumberError as error:
            raise forms.ValidationError(self.error_messages["whole"]) from error

    def clean(self, value: Any) -> int | None:
        number = super().clean(value)
        if number is None:
            return None
        if not 0 <= number <= MOST:
            raise forms.ValidationError(self.error_messages["whole"])
        return int(number)


class MeasureForm(forms.Form):
    name = LineField(label=_("What is measured"), max_length=300)
    unit = LineField(
        label=_("Unit or currency"),
        max_length=30,
        required=False,
        help_text=_("Such as EUR, %, hours."),
    )
    baseline = NumberField(label=_("Before the move"), required=False)
    target = NumberField(label=_("Target"), required=False)
    deadline = DayField(label=_("By when"), required=False)
    owner = forms.ModelChoiceField(
        queryset=PlanMember.objects.none(),
        label=_("Owner"),
        required=False,
        empty_label=_("nobody yet"),
    )
    version = forms.IntegerField(
        min_value=0, required=False, widget=forms.HiddenInput, initial=0
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "measure-%s")
        super().__init__(*args, **kwargs)
        offer(self, "owner", plan.members.select_related("user").by_name())

    def edit(self) -> MeasureEdit:
        return picked(MeasureEdit, self.cleaned_data)


def stored_measure(measure: SuccessMeasure) -> dict[str, Any]:
    return initial_of(MeasureEdit, measure)


class ValueForm(forms.Form):
    value = NumberField(label=_("Value"))
    measured_on = DayField(label=_("As of"))
    note = LineField(label=_("Source or note"), max_length=300, required=False)


class CountForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"))
    counted_on = DayField(label=_("Counted on"))
    people = WholeField(label=_("People in the role"))
    active = WholeField(label=_("Of them active in the new platform"))
    share_in_target = WholeField(
        label=_("Share of their work done there, in per cent"), required=False
    )
    old_logins = WholeField(
        label=_("Logins to the old platform since the last count"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "count-%s")
        super().__init__(*args, **kwargs)
        offer_choices(self, "role", role_names().items())

    def clean_share_in_target(self) -> int | None:
        share: int | None = self.cleaned_data["share_in_target"]
        if share is not None and share > 100:
            raise forms.ValidationError(_("A share is at most 100 per cent."))
        return share

    def edit(self) -> CountEdit:
        return CountEdit(**self.cleaned_data)


class TrainingForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"))
    aim = LineField(label=_("What they can do afterwards"), max_length=300)
    experience = forms.ChoiceField(
        label=_("Earlier experience"), choices=Training.Experience.choices
    )
    focus = LineField(label=_("Focus"), max_length=300, required=False)
    held_on = DayField(label=_("Held on"), required=False)
    people = WholeField(label=_("People who took part"), required=False)
    passed = WholeField(label=_("Passed the check"), required=False)
    check_by = LineField(
        label=_("How it is checked"),
        max_length=300,
        required=False,
        help_text=_("Such as: each builds and sends a campaign without help."),
    )
    version = forms.IntegerField(
        min_value=0, required=False, widget=forms.HiddenInput, initial=0
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "training-%s")
        super().__init__(*args, **kwargs)
        offer_choices(self, "role", role_names().items())

    def edit(self) -> TrainingEdit:
        return picked(TrainingEdit, self.cleaned_data)


def stored_training(training: Training) -> dict[str, Any]:
    return initial_of(TrainingEdit, training)


class ReviewForm(forms.Form):
    kind = forms.ChoiceField(label=_("Review"), choices=Review.Kind.choices)
    held_on = DayField(label=_("Held on"))
    works = TextField(label=_("What works"), required=False, max_length=4000)
    improve = TextField(label=_("What to improve"), required=False, max_length=4000)
    review = forms.ModelChoiceField(
        queryset=Review.objects.none(), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        """`review` is the one that is changed; nothing where one is written down."""
        kwargs.setdefault("auto_id", "review-%s")
        super().__init__(*args, **kwargs)
        offer(self, "review", plan.reviews.all())


def stored_review(review: Review) -> dict[str, Any]:
    names = ("kind", "held_on", "works", "improve")
    return {name: getattr(review, name) for name in names} | {"review": review.pk}


class ArchiveProofForm(forms.Form):
    proof = LineField(
        label=_("What proves that the archive is complete"),
        max_length=600,
        help_text=_("Where it lies, who opened it, and which counts agree."),
    )
