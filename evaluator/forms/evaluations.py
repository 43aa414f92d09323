"""Forms of an evaluation as a whole."""

from __future__ import annotations

from typing import Any, cast
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundWidget
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.edits import picked
from common.fields import DayField, LineField, TextField, offer
from evaluator.models import Evaluation
from evaluator.services.evaluations import NewEvaluation, Settings, Start
from workspace.models import Team, User

ALONE, COMMITTEE = "alone", "committee"
STARTS = [
    (Start.QUICK, _("Quick")),
    (Start.FULL, _("Full")),
    (Start.EMPTY, _("Empty")),
    (Start.COPY, _("A copy of an earlier one")),
]
# What each answer brings, in a sentence below it.
HELP = {
    ALONE: _("You score openly, and the ranking is live. You can invite others later."),
    COMMITTEE: _("Everybody scores alone and sealed; then the scores are revealed."),
    Start.QUICK: _("Twelve criteria, two in each category. It can grow to all."),
    Start.FULL: _(
        "About forty criteria in six categories, each with a scale in words."
    ),
    Start.EMPTY: _("No criteria: you write your own."),
    Start.COPY: _("Its criteria, weights, must-haves and way of counting."),
}
Cards = list[tuple[BoundWidget, str | Promise]]


class NewEvaluationForm(forms.Form):
    """Asks three things: what, who, how deep."""

    title = LineField(
        label=_("What are you choosing?"),
        max_length=120,
        widget=forms.TextInput(attrs={"autofocus": True}),
        help_text=_("Such as: marketing platform for 2027."),
    )
    purpose = TextField(
        label=_("What is the choice for?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    people = forms.ChoiceField(
        label=_("Who scores?"),
        choices=[(ALONE, _("Just me")), (COMMITTEE, _("A committee"))],
        initial=ALONE,
        widget=forms.RadioSelect,
    )
    start = forms.ChoiceField(
        label=_("Where do you start?"),
        choices=STARTS,
        initial=Start.QUICK,
        widget=forms.RadioSelect,
    )
    source = forms.ModelChoiceField(
        queryset=Evaluation.objects.none(),
        required=False,
        label=_("Copy the requirements of"),
        empty_label=_("none"),
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, user: User, team: Team, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        earlier = Evaluation.objects.visible_to(user).present().filter(team=team)
        offer(self, "source", earlier.order_by("title", "pk"))
        if not earlier.exists():
            del self.fields["source"]
            start = cast("forms.ChoiceField", self.fields["start"])
            start.choices = [each for each in STARTS if each[0] != Start.COPY]

    @property
    def people_cards(self) -> Cards:
        return self.cards("people")

    @property
    def start_cards(self) -> Cards:
        return self.cards("start")

    def cards(self, name: str) -> Cards:
        return [(radio, HELP[radio.data["value"]]) for radio in self[name]]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("start") == Start.COPY and not cleaned.get("source"):
            self.add_error(
                "source", ValidationError(_("Choose the evaluation to copy."))
            )
        return cleaned

    def new_evaluation(self) -> NewEvaluation:
        cleaned = self.cleaned_data
        return NewEvaluation(
            title=cleaned["title"],
            purpose=cleaned["purpose"],
            is_committee=cleaned["people"] == COMMITTEE,
            start=Start(cleaned["start"]),
            source=cleaned.get("source"),
            form_key=cleaned["form_key"],
        )


class SettingsForm(forms.Form):
    title = LineField(label=_("Title"), max_length=120)
    purpose = TextField(
        label=_("What the choice is for"), required=False, max_length=2000
    )
    due_on = DayField(label=_("Scores are due on"), required=False)
    mode = forms.ChoiceField(
        label=_("Sealed or open"),
        choices=[
            (
                Evaluation.Mode.SEALED,
                _("Sealed: nobody sees the others' scores before the reveal"),
            ),
            (
                Evaluation.Mode.OPEN,
                _("Open: everybody sees all scores and the ranking from the start"),
            ),
        ],
        widget=forms.RadioSelect,
        help_text=_(
            "Chosen before the scoring is opened, and printed beside the result."
        ),
    )
    reveals_itself = forms.BooleanField(
        label=_("Reveal by itself when all have submitted"), required=False
    )
    needs_evidence = forms.BooleanField(
        label=_("Every score needs an evidence rung"), required=False
    )
    needs_note = forms.BooleanField(label=_("Every score needs a note"), required=False)
    group_method = forms.ChoiceField(
        label=_("How the group's score is made"),
        choices=Evaluation.GroupMethod.choices,
        help_text=_("Printed beside the result. It can be changed until the reveal."),
    )
    missing_policy = forms.ChoiceField(
        label=_("What happens where nobody has scored"),
        choices=Evaluation.MissingPolicy.choices,
    )
    two_envelopes = forms.BooleanField(
        label=_("Two envelopes: prices stay closed until the reveal"),
        required=False,
        help_text=_("Until then only leads see them. Who sees prices is on People."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, evaluation: Evaluation, may_choose_mode: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if not may_choose_mode:
            self.settle("mode", evaluation)
        if evaluation.is_revealed:
            for name in (
                "group_method",
                "missing_policy",
                "needs_evidence",
                "needs_note",
                "reveals_itself",
                "two_envelopes",
            ):
                self.settle(name, evaluation)

    def settle(self, name: str, evaluation: Evaluation) -> None:
        """Show the setting; what is sent for it is not read."""
        self.fields[name].disabled = True
        self.fields[name].initial = getattr(evaluation, name)

    def settings(self) -> Settings:
        return picked(Settings, self.cleaned_data)
