"""Forms of gates: what they ask, what is said at them, how they are decided."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.edits import initial_of, picked
from common.fields import (
    DayField,
    LineField,
    LinkField,
    TextField,
    offer,
    offer_choices,
)
from migration.forms.adoption import WholeField
from migration.models import (
    Gate,
    GateCriterion,
    GateDecision,
    GateVote,
    Plan,
    PlanMember,
    Stakeholder,
    Task,
)
from migration.models.template_text import phase_names, role_names
from migration.selectors.gates.gate_figures import measure_choices
from migration.services.gates.gate_decisions import Condition, Verdict
from migration.services.gates.gate_votes import Ballot
from migration.services.gates.gates import CriterionEdit, GateEdit

VOTES = [
    (GateVote.Vote.GO, _("Go")),
    (GateVote.Vote.CONDITIONS, _("Go, with a condition")),
    (GateVote.Vote.NO_GO, _("No go")),
]
DECISIONS = [
    (GateDecision.Kind.PASSED, _("Passed")),
    (GateDecision.Kind.CONDITIONAL, _("Passed with conditions")),
    (GateDecision.Kind.SENT_BACK, _("Sent back")),
]


class TaskChoice(forms.ModelChoiceField):
    """A task, said with its phase."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{phase_names().get(obj.phase, obj.phase)}: {obj.title}"


class GateForm(forms.Form):
    name = LineField(label=_("Name"), max_length=120)
    phase = forms.ChoiceField(label=_("Phase that it closes"))
    opens = TaskChoice(
        label=_("First task behind it"),
        queryset=Task.objects.none(),
        required=False,
        empty_label=_("none: it stands at the end of the phase"),
        help_text=_("For a gate that stands inside its phase."),
    )
    due_on = DayField(
        label=_("Day"),
        required=False,
        help_text=_("Empty: the last due day of the tasks before it."),
    )
    voters = forms.MultipleChoiceField(
        label=_("Who has to vote"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Whoever sits on these chairs. Others may vote too."),
    )
    version = forms.IntegerField(
        min_value=0, required=False, widget=forms.HiddenInput, initial=0
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "gate-%s")
        super().__init__(*args, **kwargs)
        offer(self, "opens", plan.tasks.present().in_order())
        offer_choices(self, "phase", phase_names().items())
        offer_choices(self, "voters", role_names().items())

    def edit(self) -> GateEdit:
        edit = picked(GateEdit, self.cleaned_data)
        return replace(edit, voters=tuple(edit.voters))


def stored_gate(gate: Gate) -> dict[str, Any]:
    return initial_of(GateEdit, gate)


class CriterionForm(forms.Form):
    text = LineField(
        label=_("What must be true"),
        max_length=300,
        required=False,
        help_text=_("May stay empty where something is measured."),
    )
    measure = forms.ChoiceField(label=_("How it is known"), required=False)
    limit = WholeField(
        label=_("Limit"),
        required=False,
        help_text=_("How many may be left; of days, how many there must be at least."),
    )
    is_hard = forms.BooleanField(
        label=_("Hard: the gate cannot be passed without it"), required=False
    )
    version = forms.IntegerField(
        min_value=0, required=False, widget=forms.HiddenInput, initial=0
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "criterion-%s")
        super().__init__(*args, **kwargs)
        by_hand = ("", _("Somebody attests it, with proof"))
        offer_choices(self, "measure", [by_hand, *measure_choices()])

    def edit(self) -> CriterionEdit:
        cleaned = self.cleaned_data
        return CriterionEdit(
            text=cleaned["text"],
            is_hard=cleaned["is_hard"],
            measure=cleaned["measure"],
            limit=cleaned["limit"] or 0,
        )


def stored_criterion(criterion: GateCriterion) -> dict[str, Any]:
    return initial_of(CriterionEdit, criterion)


class AttestForm(forms.Form):
    proof = LineField(
        label=_("What proves it"),
        max_length=600,
        help_text=_("Who saw what, and where it is kept."),
    )
    link = LinkField(label=_("Link to the proof"), required=False)
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class VoteForm(forms.Form):
    vote = forms.ChoiceField(label=_("Vote"), choices=VOTES, widget=forms.RadioSelect)
    condition = LineField(
        label=_("Condition"),
        max_length=200,
        required=False,
        help_text=_("One line that can become a task."),
    )
    reason = LineField(label=_("Reason"), max_length=400, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "vote-%s")
        super().__init__(*args, **kwargs)

    def ballot(self) -> Ballot:
        return picked(Ballot, self.cleaned_data)


class NotedVoteForm(VoteForm):
    stakeholder = forms.ModelChoiceField(
        label=_("Whose vote"),
        queryset=Stakeholder.objects.none(),
        empty_label=_("choose"),
    )
    field_order = ("stakeholder", "vote", "condition", "reason")

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "noted-%s")
        super().__init__(*args, **kwargs)
        without = plan.stakeholders.present().filter(member=None).order_by("name", "pk")
        offer(self, "stakeholder", without)


class DecisionForm(forms.Form):
    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=DECISIONS,
        widget=forms.RadioSelect,
    )
    reason = TextField(label=_("Reason"), max_length=1000, required=False)
    turn = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "decision-%s")
        super().__init__(*args, **kwargs)

    def verdict(self, conditions: list[Condition]) -> Verdict:
        return Verdict(**self.cleaned_data, conditions=conditions)


class ConditionForm(forms.Form):
    """One condition. An empty line is none; a half-filled one is asked for the rest."""

    text = LineField(label=_("Condition"), max_length=200, required=False)
    owner = forms.ModelChoiceField(
        label=_("Person"),
        queryset=PlanMember.objects.none(),
        required=False,
        empty_label=_("choose"),
    )
    due_on = DayField(label=_("Until"), required=False)

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "owner", plan.members.who_work().select_related("user").by_name())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("text") and not self.errors:
            for name in ("owner", "due_on"):
                if not cleaned.get(name):
                    message = _("A condition needs a person and a day.")
                    self.add_error(name, ValidationError(message))
        return cleaned

    def condition(self) -> Condition | None:
        text = self.cleaned_data.get("text")
        return Condition(**self.cleaned_data) if text else None


ConditionFormSet = forms.formset_factory(ConditionForm, extra=1, max_num=20)


class ReopenForm(forms.Form):
    reason = TextField(label=_("Why it is opened again"), max_length=1000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "reopen-%s")
        super().__init__(*args, **kwargs)
