"""Forms of the requirement tree."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.fields import LineField, TextField, offer
from common.numbers import read_id
from evaluator.content.needs import needs
from evaluator.forms.candidates import ReasonMixin
from evaluator.forms.value_functions import ValueFunctionMixin
from evaluator.models import Criterion, Evaluation
from evaluator.querysets import CriterionQuerySet
from evaluator.services.criteria import CriterionEdit, Place

LEAF_KINDS = [
    (Criterion.Kind.RATED, _("Rated: 0 to 5, in words")),
    (Criterion.Kind.MEASURED, _("Measured: a number with its unit")),
    (Criterion.Kind.MUST_HAVE, _("Must-have: yes or no, before the scoring")),
]
SCALE = tuple(f"scale_{score}" for score in range(6))


class CategoryField(forms.ModelChoiceField):
    """A category of this evaluation, shown with its depth; empty is the top."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            queryset=Criterion.objects.none(),
            required=False,
            empty_label=_("At the top"),
            error_messages={
                "invalid_choice": _("Choose a category of this evaluation.")
            },
            **kwargs,
        )


def categories_of(evaluation: Evaluation) -> CriterionQuerySet:
    present = evaluation.criteria.present().in_order()
    return present.filter(kind=Criterion.Kind.CATEGORY)


class AddCriterionForm(ReasonMixin):
    """One line: a name, and where it goes. All else is filled in afterwards."""

    name = LineField(label=_("Name"), max_length=120)
    kind = forms.ChoiceField(choices=Criterion.Kind.choices, widget=forms.HiddenInput)
    parent = CategoryField(widget=forms.HiddenInput)

    field_order = ("name", "kind", "parent", "reason")

    def __init__(self, *args: Any, evaluation: Evaluation, **kwargs: Any) -> None:
        super().__init__(*args, evaluation=evaluation, **kwargs)
        offer(self, "parent", categories_of(evaluation))

    def edit(self) -> CriterionEdit:
        return CriterionEdit(
            kind=self.cleaned_data["kind"],
            name=self.cleaned_data["name"],
            parent=self.cleaned_data["parent"],
        )


class CategoryForm(ReasonMixin):
    """What a category holds; the form of its criteria has more."""

    name = LineField(label=_("Name"), max_length=120)
    parent = CategoryField(label=_("Under"))
    description = TextField(
        label=_("Description"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    wanted_by = LineField(label=_("Who wants it"), required=False, max_length=120)
    why = TextField(
        label=_("Why"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        criterion: Criterion,
        evaluation: Evaluation,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("initial", self.stored(criterion))
        super().__init__(*args, evaluation=evaluation, **kwargs)
        self.criterion = criterion
        offer(self, "parent", categories_of(evaluation))

    def stored(self, criterion: Criterion) -> dict[str, Any]:
        """Return what the fields hold for this criterion, in the reader's language."""
        return {
            "name": criterion.name,
            "parent": criterion.parent_id,
            "description": criterion.description,
            "wanted_by": criterion.wanted_by,
            "why": criterion.why,
            "version": criterion.version,
        }

    def edit(self) -> CriterionEdit:
        names = ("name", "parent", "description", "wanted_by", "why", "version")
        return CriterionEdit(
            kind=Criterion.Kind.CATEGORY,
            **{name: self.cleaned_data[name] for name in names},
        )


class CriterionForm(ValueFunctionMixin, CategoryForm):
    """A leaf: its kind, and what only this kind has."""

    kind = forms.ChoiceField(
        label=_("How is it answered?"), choices=LEAF_KINDS, widget=forms.RadioSelect
    )
    scale_0 = LineField(label="0", required=False, max_length=400)
    scale_1 = LineField(label="1", required=False, max_length=400)
    scale_2 = LineField(label="2", required=False, max_length=400)
    scale_3 = LineField(label="3", required=False, max_length=400)
    scale_4 = LineField(label="4", required=False, max_length=400)
    scale_5 = LineField(label="5", required=False, max_length=400)

    @property
    def scale_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in SCALE]

    def stored(self, criterion: Criterion) -> dict[str, Any]:
        scale = [*criterion.scale, *[""] * len(SCALE)]
        return (
            super().stored(criterion)
            | {"kind": criterion.kind}
            | dict(zip(SCALE, scale, strict=False))
            | self.stored_measure(criterion)
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("kind") == Criterion.Kind.MEASURED:
            self.clean_measure(cleaned)
        return cleaned

    def edit(self) -> CriterionEdit:
        cleaned = self.cleaned_data
        names = ("name", "parent", "description", "wanted_by", "why", "version")
        return CriterionEdit(
            kind=cleaned["kind"],
            scale=[cleaned[name] for name in SCALE],
            unit=cleaned["unit"],
            value_function=cleaned.get("value_function", {}),
            fact_key=cleaned["fact_key"],
            money_figure=cleaned["money_figure"],
            **{name: cleaned[name] for name in names},
        )


class MoveForm(forms.Form):
    """Where something was dropped, or one step by a button ("12 up 3")."""

    item = forms.ModelChoiceField(
        queryset=Criterion.objects.none(), required=False, widget=forms.HiddenInput
    )
    parent = CategoryField()
    position = forms.IntegerField(required=False, min_value=0)
    version = forms.IntegerField(required=False)
    step = forms.RegexField(r"^\d+ (up|down) \d+$", required=False)

    def __init__(self, *args: Any, evaluation: Evaluation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "item", evaluation.criteria.present())
        self.present = evaluation.criteria.present()
        offer(self, "parent", categories_of(evaluation))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("step"):
            self.read_step(cleaned)
        elif not cleaned.get("item") or cleaned.get("version") is None:
            raise ValidationError(_("Choose what to move."))
        return cleaned

    def read_step(self, cleaned: dict[str, Any]) -> None:
        """Read the button: which one, which way, and the version it was drawn with."""
        key, way, version = cleaned["step"].split()
        item = self.present.filter(pk=read_id(key)).first()
        if item is None:
            raise ValidationError(_("Choose what to move."))
        cleaned |= {
            "item": item,
            "parent": item.parent,
            "position": max(item.position + (1 if way == "down" else -1), 0),
            "version": read_id(version),
        }

    def place(self) -> Place:
        cleaned = self.cleaned_data
        return Place(cleaned["parent"], cleaned["position"] or 0, cleaned["version"])


class GrowForm(ReasonMixin):
    """Asks for nothing but the reason, and for that only when frozen."""


class NeedsForm(ReasonMixin):
    needs = forms.MultipleChoiceField(
        label=_("What must it do?"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, evaluation: Evaluation, **kwargs: Any) -> None:
        super().__init__(*args, evaluation=evaluation, **kwargs)
        # The words stand in the page, in groups; here only the keys count.
        field = cast("forms.MultipleChoiceField", self.fields["needs"])
        field.choices = [(need.key, need.key) for need in needs()]
        self.fields["needs"].error_messages |= {
            "required": _("Tick what it must do."),
            "invalid_choice": _("Choose needs from the list."),
        }


def current_values(form: CategoryForm, criterion: Criterion) -> Mapping[str, Any]:
    """Return what is stored now, to lay beside what was typed."""
    stored = form.stored(criterion)
    return stored | {"parent": criterion.parent}
