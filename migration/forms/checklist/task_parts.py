"""Forms of what hangs on a task: steps, comments, proof."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from common.fields import LineField, TextField
from common.text import clean_line
from evaluator.forms.scores import EvidenceField, kind_of
from workspace.services.files import NewFile


class StepsForm(forms.Form):
    """One step a line, so that a list can be pasted."""

    text = TextField(
        max_length=12000, error_messages={"required": _("Write a step first.")}
    )

    def texts(self) -> list[str]:
        return [line for line in self.cleaned_data["text"].splitlines() if line.strip()]


class StepTickForm(forms.Form):
    """Says what is wanted, not what is to be turned over."""

    done = forms.TypedChoiceField(
        choices=[("1", "1"), ("0", "0")], coerce=lambda choice: choice == "1"
    )


class StepTextForm(forms.Form):
    text = LineField(
        max_length=200, error_messages={"required": _("Write the step first.")}
    )
    # The text that the person had before them, by which a stale change is known.
    seen = LineField(max_length=200, required=False)


class CommentForm(forms.Form):
    text = TextField(
        label=_("Comment"),
        max_length=4000,
        error_messages={"required": _("Write something first.")},
    )
    version = forms.IntegerField(
        min_value=0, required=False, widget=forms.HiddenInput, initial=0
    )


class ProofForm(forms.Form):
    """What comes along with a tick, or is kept for one."""

    proof = LineField(label=_("What proves it?"), max_length=600, required=False)
    file = EvidenceField(
        label=_("File"),
        required=False,
        help_text=_("A PDF or a picture, up to 10 MB."),
    )
    anyway = forms.BooleanField(required=False)
    version = forms.IntegerField(
        min_value=0, required=False, widget=forms.HiddenInput, initial=0
    )

    def new_file(self) -> NewFile | None:
        upload = self.cleaned_data.get("file")
        if not upload:
            return None
        return NewFile(clean_line(upload.name), upload.file, kind_of(upload) or "")
