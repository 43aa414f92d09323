"""Forms of the defects of a plan."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.edits import initial_of, picked
from common.fields import LineField, TextField, offer, offer_choices
from migration.models import Asset, Defect, Plan, PlanMember, Task
from migration.selectors.checklist.defects import DefectFilter, ShownDefects
from migration.services.checklist.defects import DefectEdit

SHOWS = [
    (ShownDefects.OPEN, _("open ones")),
    (ShownDefects.CLOSED, _("closed ones")),
    (ShownDefects.ALL, _("all")),
]


class DefectForm(forms.Form):
    title = LineField(label=_("What is wrong"), max_length=200)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=Defect.Kind.choices, initial=Defect.Kind.DEFECT
    )
    severity = forms.ChoiceField(
        label=_("Severity"),
        choices=Defect.Severity.choices,
        initial=Defect.Severity.SOFT,
    )
    owner = forms.ModelChoiceField(
        label=_("Who mends it"),
        queryset=PlanMember.objects.none(),
        required=False,
        empty_label=_("nobody yet"),
    )
    task = forms.ModelChoiceField(
        label=_("Task"),
        queryset=Task.objects.none(),
        required=False,
        empty_label=_("none"),
    )
    asset = forms.ModelChoiceField(
        label=_("Asset"),
        queryset=Asset.objects.none(),
        required=False,
        empty_label=_("none"),
    )
    details = TextField(
        label=_("Details"),
        required=False,
        max_length=4000,
        help_text=_("What happens, what should happen, and how to see it."),
    )
    version = forms.IntegerField(
        min_value=0, required=False, widget=forms.HiddenInput, initial=0
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "defect-%s")
        super().__init__(*args, **kwargs)
        people = plan.members.who_work().select_related("user").by_name()
        offer(self, "owner", people)
        offer(self, "task", plan.tasks.present().in_order())
        offer(self, "asset", plan.assets.present().in_order())

    def edit(self) -> DefectEdit:
        return picked(DefectEdit, self.cleaned_data)


def stored_defect(defect: Defect) -> dict[str, Any]:
    return initial_of(DefectEdit, defect)


class ClosingForm(forms.Form):
    resolution = LineField(label=_("How it was closed"), max_length=400, required=False)
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class DefectFilterForm(forms.Form):
    """Reads the address; what it does not understand, it leaves out."""

    q = LineField(label=_("Search"), max_length=80, required=False)
    show = forms.ChoiceField(label=_("Show"), choices=SHOWS, required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    severity = forms.ChoiceField(label=_("Severity"), required=False)
    mine = forms.BooleanField(label=_("Mine"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "filter-%s")
        super().__init__(*args, **kwargs)
        offer_choices(self, "kind", [("", _("any")), *Defect.Kind.choices])
        short = [
            ("", _("any")),
            (Defect.Severity.HARD, _("hard")),
            (Defect.Severity.SOFT, _("soft")),
        ]
        offer_choices(self, "severity", short)

    def wanted(self) -> DefectFilter:
        self.is_valid()
        said = self.cleaned_data
        return DefectFilter(
            show=ShownDefects(said.get("show") or ShownDefects.OPEN),
            kind=said.get("kind", ""),
            severity=said.get("severity", ""),
            is_mine=said.get("mine", False),
            search=said.get("q", ""),
        )
