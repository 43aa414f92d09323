"""Forms of company goals and objectives."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from common.fields import (
    DayField,
    LineField,
    NumberField,
    RowsField,
    offer,
)
from evaluator.content.goals import goal_content
from evaluator.models import (
    CompanyGoal,
    Criterion,
    Evaluation,
    Objective,
    Participant,
)
from evaluator.services.goals import ObjectiveEdit

# The few fields that stand open; all others are folded.
FIRST = ("statement", "metric", "baseline", "target", "unit", "deadline", "owner")
LARGEST = 10**13


class GoalsForm(forms.Form):
    """Ticks from the list, and one more in own words."""

    keys = forms.MultipleChoiceField(
        label=_("Company goals"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose company goals from the list.")},
    )
    own_name = LineField(
        label=_("One more, in your own words"), required=False, max_length=120
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        field = self.fields["keys"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [
                (goal.key, goal.name.in_language(language))
                for goal in goal_content().goals
            ]


class OwnerField(forms.ModelChoiceField):
    """Somebody who takes part, by name."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.user)


class ObjectiveForm(forms.Form):
    """An objective; only its sentence is needed, the rest makes it SMART."""

    statement = LineField(
        label=_("What is to be reached?"),
        max_length=300,
        help_text=_("In one sentence, such as: monthly revenue grows by 15%."),
    )
    metric = LineField(
        label=_("Metric"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"list": "metrics"}),
    )
    baseline = NumberField(label=_("Today"), required=False)
    target = NumberField(label=_("Target"), required=False)
    unit = LineField(
        label=_("Unit or currency"),
        max_length=30,
        required=False,
        help_text=_("Such as EUR, %, hours."),
    )
    deadline = DayField(label=_("By when"), required=False)
    owner = OwnerField(
        queryset=Participant.objects.none(),
        label=_("One owner"),
        required=False,
        empty_label=_("nobody yet"),
    )
    goal = forms.ModelChoiceField(
        queryset=CompanyGoal.objects.none(),
        label=_("Company goal it serves"),
        required=False,
        empty_label=_("none yet"),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Objective.Kind.choices)
    baseline_on = DayField(label=_("Today's figure is as of"), required=False)
    baseline_source = LineField(
        label=_("Source of today's figure"), max_length=300, required=False
    )
    market = LineField(label=_("Market or segment"), max_length=120, required=False)
    trade_off = LineField(
        label=_("Trade-off"),
        max_length=300,
        required=False,
        help_text=_("What you would give up for it."),
    )
    parent = forms.ModelChoiceField(
        queryset=Objective.objects.none(),
        label=_("Part of"),
        required=False,
        empty_label=_("stands alone"),
    )
    department = LineField(label=_("Department"), max_length=120, required=False)
    criteria = RowsField(
        queryset=Criterion.objects.none(),
        label=_("What do we need to reach it?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        evaluation: Evaluation,
        objective: Objective | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        people = evaluation.participants.present().select_related("user")
        offer(self, "owner", people.order_by("pk"))
        offer(self, "goal", evaluation.company_goals.order_by("pk"))
        others = evaluation.objectives.present().in_order()
        offer(self, "parent", others.exclude(pk=objective.pk) if objective else others)
        leaves = evaluation.criteria.present().in_order()
        offer(self, "criteria", leaves.exclude(kind=Criterion.Kind.CATEGORY))

    @property
    def first_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in FIRST]

    @property
    def folded_fields(self) -> list[forms.BoundField]:
        """All others but the criteria, which stand in a fold of their own."""
        hidden = {*FIRST, "criteria", "version"}
        return [self[name] for name in self.fields if name not in hidden]

    @property
    def opens_fold(self) -> bool:
        return any(field.errors for field in self.folded_fields)

    def clean_baseline(self) -> Any:
        return within(self.cleaned_data["baseline"])

    def clean_target(self) -> Any:
        return within(self.cleaned_data["target"])

    def edit(self) -> ObjectiveEdit:
        cleaned = dict(self.cleaned_data)
        del cleaned["version"]
        return ObjectiveEdit(**cleaned | {"criteria": tuple(cleaned["criteria"])})


def within(value: Any) -> Any:
    if value is not None and abs(value) >= LARGEST:
        raise ValidationError(_("This number has too many digits."))
    return value
