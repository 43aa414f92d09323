"""What the full template asks: the things that some of its tasks are repeated for."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.fields import TextField
from common.text import clean_line, match_key
from migration.planning.full_template import KINDS

MOST_NAMES = 50
LONGEST_NAME = 120


class NamesField(TextField):
    """One name a line; the same name twice counts once."""

    def clean(self, value: str) -> list[str]:
        text = super().clean(value) or ""
        names = {match_key(line): clean_line(line) for line in text.splitlines()}
        found = [name for key, name in names.items() if key]
        if len(found) > MOST_NAMES:
            message = _("Enter at most %(most)s names.")
            raise ValidationError(message, params={"most": MOST_NAMES})
        if any(len(name) > LONGEST_NAME for name in found):
            message = _("A name has at most %(most)s characters.")
            raise ValidationError(message, params={"most": LONGEST_NAME})
        return found


class AnswersForm(forms.Form):
    domain = NamesField(
        label=_("Sending domains"),
        required=False,
        max_length=8000,
        help_text=_("One a line. Each gets its own DNS tasks."),
    )
    integration = NamesField(
        label=_("Integrations"),
        required=False,
        max_length=8000,
        help_text=_("One a line, such as the CRM or the shop. Each is reconnected."),
    )
    site = NamesField(
        label=_("Websites"),
        required=False,
        max_length=8000,
        help_text=_("One a line. Tracking and forms are swapped on each."),
    )

    def answers(self) -> dict[str, list[str]]:
        return {kind: self.cleaned_data[kind] for kind in KINDS}


class TakeForm(AnswersForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


def as_lines(answers: dict[str, list[str]]) -> dict[str, str]:
    """Return the names as the form shows them."""
    return {kind: "\n".join(names) for kind, names in answers.items()}
