"""The table of weights as one form: a field for each criterion."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from common.conflicts import Difference, rewrite
from common.fields import NumberField, offer
from common.formatting import number
from evaluator.forms.candidates import ReasonMixin
from evaluator.models import Criterion, Evaluation
from evaluator.selectors.tree import Tree, TreeRow
from evaluator.services.weights import (
    HEAVIEST,
    PLACES,
    POINTS,
    WeightEdit,
    WeightsAreStale,
    plain,
    scale_to_points,
)

# What rounding to two decimals may leave out of a hundred.
SLACK = Decimal("0.05")
SHOWN = Decimal("0.01")


class WeightField(NumberField):
    widget = forms.TextInput(
        attrs={"inputmode": "decimal", "dir": "ltr", "class": "input"}
    )

    def validate(self, value: Decimal | None) -> None:
        super().validate(value)
        if value is None:
            return
        if not 0 <= value <= HEAVIEST:
            raise ValidationError(_("Enter a number between 0 and 99,999,999."))
        if value != value.quantize(PLACES):
            raise ValidationError(_("Enter at most four decimals."))


class WeightTableForm(ReasonMixin):
    """Direct numbers of any scale, or points that make 100 in each group."""

    def __init__(
        self,
        *args: Any,
        evaluation: Evaluation,
        tree: Tree,
        in_points: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, evaluation=evaluation, **kwargs)
        self.tree = tree
        self.in_points = in_points
        for row in tree.rows:
            criterion = row.criterion
            # The hidden first value tells what this person changed from what
            # somebody else did meanwhile.
            self.fields[name_of(criterion)] = WeightField(
                label=criterion.name,
                initial=self.shown[criterion.pk],
                show_hidden_initial=True,
            )
            self.fields[version_of(criterion)] = forms.IntegerField(
                widget=forms.HiddenInput, initial=criterion.version
            )

    @cached_property
    def shown(self) -> dict[int, str]:
        """Return what each field starts with."""
        if not self.in_points:
            return {
                row.criterion.pk: plain(row.criterion.weight) for row in self.tree.rows
            }
        return {
            row.criterion.pk: plain(points.quantize(SHOWN))
            for _parent, group in self.tree.groups
            for row, points in zip(
                group,
                scale_to_points([row.criterion.weight for row in group]),
                strict=True,
            )
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.in_points and not self.errors:
            for parent, group in self.changed_groups:
                self.check_points(parent, group)
        return cleaned

    @property
    def changed_groups(self) -> list[tuple[TreeRow | None, tuple[TreeRow, ...]]]:
        return [
            (parent, group)
            for parent, group in self.tree.groups
            if any(self.is_changed(row.criterion) for row in group)
        ]

    def is_changed(self, criterion: Criterion) -> bool:
        return name_of(criterion) in self.changed_data

    def check_points(self, parent: TreeRow | None, group: tuple[TreeRow, ...]) -> None:
        given = sum(self.cleaned_data[name_of(row.criterion)] for row in group)
        if abs(given - POINTS) <= SLACK:
            return
        values = {
            "group": parent.criterion.name if parent else str(_("the categories")),
            "given": number(given, 2),
        }
        self.add_error(
            None,
            _("The points of %(group)s make %(given)s instead of 100.") % values,
        )

    def edits(self) -> Mapping[int, WeightEdit]:
        """Return what was changed; a group of points is saved as a whole."""
        rows = [
            row
            for _parent, group in self.changed_groups
            for row in group
            if self.in_points or self.is_changed(row.criterion)
        ]
        return {
            row.criterion.pk: WeightEdit(
                self.cleaned_data[name_of(row.criterion)],
                self.cleaned_data[version_of(row.criterion)],
            )
            for row in rows
        }

    def show_conflict(self, error: WeightsAreStale) -> None:
        """Lay both weights side by side; sending it again keeps what was typed."""
        self.add_error(None, str(error))
        rewrite(self, {version_of(each): str(each.version) for each in error.current})
        self.conflicts = [
            Difference(
                each.name, plain(each.weight), plain(self.cleaned_data[name_of(each)])
            )
            for each in error.current
        ]


def name_of(criterion: Criterion) -> str:
    return f"weight_{criterion.pk}"


def version_of(criterion: Criterion) -> str:
    return f"version_{criterion.pk}"


class EqualiseForm(ReasonMixin):
    """Which group becomes equal: that of a category, or the categories themselves."""

    parent = forms.ModelChoiceField(
        queryset=Criterion.objects.none(),
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": _("Choose a category of this evaluation.")},
    )

    def __init__(self, *args: Any, evaluation: Evaluation, **kwargs: Any) -> None:
        super().__init__(*args, evaluation=evaluation, **kwargs)
        present = evaluation.criteria.present()
        offer(self, "parent", present.filter(kind=Criterion.Kind.CATEGORY))
