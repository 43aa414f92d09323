from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.fields import TextField, offer
from evaluator.models import Candidate, Evaluation
from evaluator.services.choices import ChoiceEdit


class ChoiceForm(forms.Form):
    """What the lead records at the end."""

    chosen = forms.ModelChoiceField(
        queryset=Candidate.objects.none(),
        label=_("Chosen candidate"),
        empty_label=_("choose"),
    )
    runner_up = forms.ModelChoiceField(
        queryset=Candidate.objects.none(),
        label=_("Runner-up"),
        required=False,
        empty_label=_("none"),
    )
    reasons = TextField(
        label=_("Reasons"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What you would tell somebody who asks a year from now."),
    )
    conditions = TextField(
        label=_("Conditions"),
        required=False,
        max_length=8000,
        help_text=_("What must still be agreed or shown before the contract."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, evaluation: Evaluation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        candidates = evaluation.candidates.short_listed().by_name()
        offer(self, "chosen", candidates)
        offer(self, "runner_up", candidates)

    def edit(self) -> ChoiceEdit:
        return ChoiceEdit(**self.cleaned_data)
