"""Forms of the field map."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.edits import initial_of, picked
from common.fields import LineField, TextField
from migration.models import FieldMapping
from migration.services.inventory.fields import ARROW, FieldEdit, PairUnclear, read_pair

LONGEST = 120


class LinesField(TextField):
    """Several values, one a line."""

    def clean(self, value: Any) -> Any:
        lines = [line.strip() for line in super().clean(value).splitlines()]
        return tuple(line for line in lines if line)


class PairsField(LinesField):
    """Pairs of values, one a line, with an arrow between them."""

    def clean(self, value: Any) -> Any:
        try:
            return tuple(read_pair(line) for line in super().clean(value))
        except PairUnclear as error:
            raise ValidationError(str(error)) from error


class FieldForm(forms.Form):
    source_field = LineField(label=_("Field in the source"), max_length=LONGEST)
    source_kind = forms.ChoiceField(
        label=_("Type there"), choices=FieldMapping.Kind.choices
    )
    target_field = LineField(
        label=_("Field in the target"),
        max_length=LONGEST,
        required=False,
        help_text=_("Empty: the field stays behind."),
    )
    target_kind = forms.ChoiceField(
        label=_("Type in the target"), choices=FieldMapping.Kind.choices
    )
    truth = forms.ChoiceField(
        label=_("Owner of the truth"), choices=FieldMapping.Truth.choices
    )
    role = forms.ChoiceField(label=_("What it says"), choices=FieldMapping.Role.choices)
    translation = PairsField(
        label=_("Translation of values"),
        required=False,
        max_length=8000,
        help_text=_("One a line: value there => value here."),
    )
    otherwise = LineField(
        label=_("Any other value becomes"), max_length=LONGEST, required=False
    )
    source_allows = LinesField(
        label=_("Values of the source that allow writing to people"),
        required=False,
        max_length=2000,
        help_text=_("One a line; only for consent and suppression."),
    )
    target_allows = LinesField(
        label=_("Values of the target that allow writing to people"),
        required=False,
        max_length=2000,
        help_text=_("One a line; only for consent and suppression."),
    )
    note = LineField(label=_("Note"), max_length=300, required=False)
    version = forms.IntegerField(
        min_value=0, required=False, widget=forms.HiddenInput, initial=0
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "field-%s")
        super().__init__(*args, **kwargs)

    def edit(self) -> FieldEdit:
        return picked(FieldEdit, self.cleaned_data)


def stored_field(field: FieldMapping) -> dict[str, Any]:
    stored = initial_of(FieldEdit, field)
    pairs = (f" {ARROW} ".join(pair) for pair in field.translation)
    return stored | {
        "translation": "\n".join(pairs),
        "source_allows": "\n".join(field.source_allows),
        "target_allows": "\n".join(field.target_allows),
    }
