"""The form of what a plan uses beside its checklist."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.edits import picked
from migration.models import Plan
from migration.services.plans.switches import Switches, switches_of


class SwitchesForm(forms.Form):
    uses_raci = forms.BooleanField(
        label=_("Responsibilities"),
        required=False,
        help_text=_(
            "Per deliverable: who does it, who answers for it, who is asked and who is"
            " told (RACI). The phases of the plan are the first deliverables."
        ),
    )
    uses_gates = forms.BooleanField(
        label=_("Gates"),
        required=False,
        help_text=_(
            "Before a phase is closed, criteria must hold, people vote, and you decide."
            " The usual gates come with it."
        ),
    )
    uses_simulation = forms.BooleanField(
        label=_("Chances of dates"),
        required=False,
        help_text=_(
            "Tasks get days at best and at worst, and the schedule says how sure the"
            " end is."
        ),
    )
    uses_baselines = forms.BooleanField(
        label=_("Baselines"),
        required=False,
        help_text=_(
            "The dates of a day are kept, and schedule and Gantt show what slipped"
            " since."
        ),
    )
    asks_proof_for_all = forms.BooleanField(
        label=_("Proof for every task"),
        required=False,
        help_text=_(
            "No task is ticked without a count, a file or a link that proves it. Off,"
            " only those tasks ask that say so."
        ),
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "switch-%s")
        super().__init__(*args, **kwargs)

    def switches(self) -> Switches:
        return picked(Switches, self.cleaned_data)


def stored_switches(plan: Plan) -> dict[str, Any]:
    return {**asdict(switches_of(plan)), "version": plan.version}
