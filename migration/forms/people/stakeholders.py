"""Forms of the stakeholders and their links."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.edits import initial_of, picked
from common.fields import DayField, LineField, NumberField, offer, offer_choices
from migration.forms.checklist.task_parts import ProofForm
from migration.models import GateCriterion, GateVote, Plan, PlanMember, Stakeholder
from migration.models.template_text import role_names
from migration.selectors.people.questions import attestable_in
from migration.services.people.stakeholders import StakeholderEdit
from workspace.forms.share_links import NewLinkForm

MOST_HOURS = 24
BIGGEST_ID = 2**63 - 1


def degree_field(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("not said yet")), *Stakeholder.Degree.choices],
    )


class StakeholderForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), required=False)
    member = forms.ModelChoiceField(
        queryset=PlanMember.objects.none(),
        label=_("Person of the plan"),
        required=False,
        empty_label=_("nobody: a person without account"),
    )
    name = LineField(
        label=_("Name"),
        max_length=120,
        required=False,
        help_text=_("May stay empty for a person of the plan."),
    )
    email = forms.EmailField(label=_("E-mail address"), max_length=254, required=False)
    deputy = LineField(label=_("Deputy"), max_length=120, required=False)
    influence = degree_field(_("Influence"))
    interest = degree_field(_("Interest"))
    stance = forms.ChoiceField(
        label=_("Convinced"),
        choices=Stakeholder.Stance.choices,
        initial=Stakeholder.Stance.NOT_YET,
    )
    gains = LineField(label=_("What they gain"), max_length=400, required=False)
    fears = LineField(label=_("What they fear"), max_length=400, required=False)
    channel = LineField(
        label=_("How they are reached"),
        max_length=120,
        required=False,
        help_text=_("Such as: by phone on Tuesdays."),
    )
    duties = LineField(label=_("Duties in the move"), max_length=400, required=False)
    hours_a_day = NumberField(
        label=_("Hours a day for the move"),
        required=False,
        help_text=_(
            "Empty, or more than a full day of the plan has: full days. With fewer"
            " hours the tasks take more days."
        ),
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)
    version = forms.IntegerField(
        min_value=0, required=False, widget=forms.HiddenInput, initial=0
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "stakeholder-%s")
        super().__init__(*args, **kwargs)
        offer_choices(self, "role", [("", _("none of these")), *role_names().items()])
        offer(self, "member", plan.members.select_related("user").by_name())

    def clean_hours_a_day(self) -> Any:
        return hours_with_cents(self.cleaned_data["hours_a_day"])

    def edit(self) -> StakeholderEdit:
        return picked(StakeholderEdit, self.cleaned_data)


def hours_with_cents(hours: Decimal | None) -> Decimal | None:
    if hours is None:
        return None
    if not 0 <= hours <= MOST_HOURS or hours != round(hours, 2):
        raise ValidationError(_("Enter hours from 0 to 24, such as 2 or 2.5."))
    return hours


def stored_stakeholder(stakeholder: Stakeholder) -> dict[str, Any]:
    return initial_of(StakeholderEdit, stakeholder)


class TalkForm(forms.Form):
    spoken_on = DayField(label=_("Spoken on"))
    note = LineField(label=_("What was said"), max_length=400, required=False)


class PersonalLinkForm(NewLinkForm):
    label = LineField(
        label=_("For whom"), max_length=120, help_text=_("Such as “Dana, by chat”.")
    )
    is_one_use = forms.BooleanField(
        label=_("For one use"),
        required=False,
        help_text=_("After one tick, answer or signature it opens nothing any more."),
    )


class CriterionChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: GateCriterion) -> str:
        return f"{obj.gate}: {obj}"


class QuestionForm(forms.Form):
    text = LineField(label=_("Question"), max_length=400, required=False)
    criterion = CriterionChoice(
        queryset=GateCriterion.objects.none(),
        label=_("Or a criterion of a gate to attest"),
        required=False,
        empty_label=_("none"),
    )

    def __init__(self, *args: Any, person: Stakeholder, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if person.member_id or not person.plan.uses_gates:  # attests on the site
            del self.fields["criterion"]
        else:
            offer(self, "criterion", attestable_in(person.plan))


class SharedTickForm(ProofForm):
    """Which task is meant, and what proves it: words, an address, a file."""

    task = forms.IntegerField(min_value=1, max_value=BIGGEST_ID)
    version = forms.IntegerField(min_value=0, max_value=BIGGEST_ID, required=False)

    @property
    def file_problem(self) -> str:
        """Say what is wrong with the file, where nothing else is."""
        return (
            " ".join(map(str, self.errors["file"]))
            if set(self.errors) == {"file"}
            else ""
        )


@dataclass(frozen=True, slots=True)
class Said:
    """Words; whether the person agrees to a disposition; a vote; whether it attests."""

    question: int
    answer: str
    agrees: bool | None
    version: int | None
    vote: str
    attests: bool | None
    address: str


class SharedAnswerForm(forms.Form):
    """What the reader of a link says to one question."""

    question = forms.IntegerField(min_value=1, max_value=BIGGEST_ID)
    answer = LineField(max_length=600, required=False)
    agrees = forms.TypedChoiceField(
        choices=[("yes", ""), ("no", "")],
        coerce=lambda choice: choice == "yes",
        empty_value=None,
        required=False,
    )
    version = forms.IntegerField(min_value=0, max_value=BIGGEST_ID, required=False)
    vote = forms.ChoiceField(choices=GateVote.Vote.choices, required=False)
    attests = forms.TypedChoiceField(
        choices=[("yes", ""), ("no", "")],
        coerce=lambda choice: choice == "yes",
        empty_value=None,
        required=False,
    )
    address = LineField(max_length=600, required=False)

    def said(self) -> Said:
        return Said(**self.cleaned_data)
