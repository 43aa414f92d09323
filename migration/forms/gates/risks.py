"""Forms of the risk register."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.edits import initial_of, picked
from common.fields import LineField
from migration.models import Plan, PlanMember, Risk, Task
from migration.services.gates.risks import RiskEdit

LIKELY = [
    (1, _("1, hardly")),
    (2, _("2, seldom")),
    (3, _("3, perhaps")),
    (4, _("4, likely")),
    (5, _("5, nearly certain")),
]
BAD = [
    (1, _("1, hardly felt")),
    (2, _("2, a nuisance")),
    (3, _("3, costs days")),
    (4, _("4, costs weeks or money")),
    (5, _("5, harms people or the company")),
]


class RiskForm(forms.Form):
    text = LineField(label=_("What may happen"), max_length=200)
    answer = LineField(
        label=_("What we do about it"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    probability = forms.TypedChoiceField(
        label=_("How likely"), choices=LIKELY, coerce=int, initial=3
    )
    impact = forms.TypedChoiceField(
        label=_("How bad"), choices=BAD, coerce=int, initial=3
    )
    owner = forms.ModelChoiceField(
        label=_("Who watches it"),
        queryset=PlanMember.objects.none(),
        required=False,
        empty_label=_("nobody yet"),
    )
    task = forms.ModelChoiceField(
        label=_("Task that answers it"),
        queryset=Task.objects.none(),
        required=False,
        empty_label=_("none"),
    )
    is_closed = forms.BooleanField(label=_("It is over"), required=False)
    version = forms.IntegerField(
        min_value=0, required=False, widget=forms.HiddenInput, initial=0
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "risk-%s")
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = plan.members.select_related("user")  # type: ignore[attr-defined]
        self.fields["task"].queryset = plan.tasks.present().in_order()  # type: ignore[attr-defined]

    def edit(self) -> RiskEdit:
        return picked(RiskEdit, self.cleaned_data)


def stored_risk(risk: Risk) -> dict[str, Any]:
    return initial_of(RiskEdit, risk)
