"""The form of a deliverable: its name, and a part for each stakeholder."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.fields import LineField, offer
from migration.forms.gates.gates import TaskChoice
from migration.models import Deliverable, Plan, RaciPart, Task
from migration.planning.raci import Part
from migration.services.people.raci import DeliverableEdit

PREFIX = "part_"


class DeliverableForm(forms.Form):
    name = LineField(
        label=_("Name"),
        max_length=200,
        required=False,
        help_text=_("May stay empty for a task."),
    )
    task = TaskChoice(
        label=_("Task"),
        queryset=Task.objects.none(),
        required=False,
        empty_label=_("none"),
    )
    version = forms.IntegerField(
        min_value=0, required=False, widget=forms.HiddenInput, initial=0
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "deliverable-%s")
        super().__init__(*args, **kwargs)
        offer(self, "task", plan.tasks.present().in_order())
        choices = [("", _("no part")), *RaciPart.Part.choices]
        for person in plan.stakeholders.present().order_by("pk"):
            self.fields[f"{PREFIX}{person.pk}"] = forms.ChoiceField(
                label=person.name, choices=choices, required=False
            )

    def edit(self) -> DeliverableEdit:
        given = {
            int(name.removeprefix(PREFIX)): value
            for name, value in self.cleaned_data.items()
            if name.startswith(PREFIX) and value
        }
        return DeliverableEdit(
            name=self.cleaned_data["name"],
            task=self.cleaned_data["task"],
            parts={pk: Part(part) for pk, part in given.items()},
        )


def stored_deliverable(deliverable: Deliverable) -> dict[str, Any]:
    parts = deliverable.parts.values_list("stakeholder", "part")
    shown = deliverable.own_name or (deliverable.name if deliverable.phase else "")
    return {
        "name": shown,
        "task": deliverable.task,
        "version": deliverable.version,
        **{f"{PREFIX}{pk}": part for pk, part in parts},
    }
