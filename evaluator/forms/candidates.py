"""Forms of candidates, must-haves, measured values and the trial log."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.fields import (
    DayField,
    LineField,
    LinkField,
    NumberField,
    RowsField,
    TextField,
    offer,
)
from evaluator.models import Candidate, Evaluation, MustHaveAnswer, Platform, Trial
from evaluator.models.candidates import Rung
from evaluator.services.candidates import CandidateEdit, NewCandidates
from evaluator.services.measured import MeasuredEdit
from evaluator.services.must_haves import MustHaveEdit, Waiver


class ReasonMixin(forms.Form):
    """Asks for a reason once scoring has frozen the structure."""

    reason = TextField(
        label=_("Reason for the change"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Scoring is open. Everybody will see what changed, and why."),
    )

    def __init__(self, *args: Any, evaluation: Evaluation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if evaluation.is_frozen:
            self.fields["reason"].required = True
        else:
            del self.fields["reason"]

    @property
    def reason_given(self) -> str:
        return str(self.cleaned_data.get("reason", ""))


class AddCandidatesForm(ReasonMixin):
    platforms = RowsField(
        queryset=Platform.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("From the catalogue"),
    )
    name = LineField(
        label=_("Or type a name"),
        required=False,
        max_length=120,
        help_text=_("For a platform that is not in the catalogue."),
    )

    # Which of the two buttons was pressed.
    stage = forms.ChoiceField(
        choices=[
            (Candidate.Stage.LONG, Candidate.Stage.LONG.label),
            (Candidate.Stage.SHORT, Candidate.Stage.SHORT.label),
        ],
        required=False,
    )

    field_order = ("platforms", "name", "reason")

    def __init__(self, *args: Any, evaluation: Evaluation, **kwargs: Any) -> None:
        super().__init__(*args, evaluation=evaluation, **kwargs)
        offer(self, "platforms", Platform.objects.for_team(evaluation.team))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not (cleaned.get("platforms") or cleaned.get("name")) and not self.errors:
            raise ValidationError(_("Tick a platform or type a name."))
        return cleaned

    def new_candidates(self) -> NewCandidates:
        return NewCandidates(
            platforms=list(self.cleaned_data["platforms"]),
            name=self.cleaned_data["name"],
            stage=self.cleaned_data["stage"] or Candidate.Stage.LONG,
        )


class StageForm(ReasonMixin):
    stage = forms.ChoiceField(label=_("Stage"), choices=Candidate.Stage.choices)
    why = TextField(label=_("Why is it eliminated?"), required=False, max_length=1000)
    version = forms.IntegerField(widget=forms.HiddenInput)

    field_order = ("stage", "why", "reason", "version")


class CandidateForm(forms.Form):
    name = LineField(label=_("Name"), max_length=120)
    is_incumbent = forms.BooleanField(
        label=_("This is what we use today"), required=False
    )
    note = TextField(label=_("Note"), required=False, max_length=4000)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def edit(self) -> CandidateEdit:
        return CandidateEdit(**self.cleaned_data)


class MustHaveForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("Does it meet this must-have?"),
        choices=MustHaveAnswer.Answer.choices,
        widget=forms.RadioSelect,
    )
    rung = forms.ChoiceField(
        label=_("What the answer rests on"),
        choices=[("", "—"), *Rung.choices],
        required=False,
    )
    evidence = TextField(label=_("Evidence"), required=False, max_length=4000)
    link = LinkField(label=_("Link"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def edit(self) -> MustHaveEdit:
        return MustHaveEdit(**self.cleaned_data)


class WaiverForm(forms.Form):
    because = TextField(
        label=_("Why may the candidate stay?"), required=True, max_length=1000
    )
    until = DayField(
        label=_("Until when"),
        required=False,
        help_text=_("Empty means: for the whole evaluation."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def waiver(self) -> Waiver:
        return Waiver(**self.cleaned_data)


class MeasuredForm(ReasonMixin):
    value = NumberField(
        label=_("Value"), required=False, help_text=_("Empty means: not known.")
    )
    source = TextField(
        label=_("Where the value comes from"), required=False, max_length=1000
    )
    fact = forms.IntegerField(required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)

    field_order = ("value", "source", "reason", "fact", "version")

    def clean_value(self) -> Any:
        value = self.cleaned_data["value"]
        if value is not None and abs(value) >= 10**14:
            raise ValidationError(_("Enter a number below 100 trillion."))
        return value if value is None else round(value, 6)

    def edit(self, fact: Any = None) -> MeasuredEdit:
        return MeasuredEdit(
            value=self.cleaned_data["value"],
            source=self.cleaned_data["source"],
            version=self.cleaned_data["version"],
            fact=fact,
        )


class TrialForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=Trial.Kind.choices)
    asked_on = DayField(label=_("Asked on"), required=False)
    held_on = DayField(label=_("Held on"), required=False)
    starts_on = DayField(label=_("Trial starts on"), required=False)
    ends_on = DayField(label=_("Trial ends on"), required=False)
    attended = LineField(label=_("Who attended"), required=False, max_length=300)
    tried = TextField(label=_("What we tried"), required=False, max_length=8000)
    open_questions = TextField(
        label=_("Open questions"), required=False, max_length=8000
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("The trial must end after it starts."))
        return cleaned

    def edited(self) -> dict[str, Any]:
        """The fields of the row, without the version that was seen."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name != "version"
        }
