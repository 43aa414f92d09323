"""Forms of scoring: one cell, a whole sheet, a recusal, a reopening."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db.models import TextChoices
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.fields import LinkField, TextField, offer_choices
from common.formatting import digits
from common.text import clean_line, to_latin_digits
from evaluator.models import Score
from evaluator.models.candidates import Rung
from evaluator.scoring.value_functions import Rated
from evaluator.selectors.sheet import RECUSED, Look, Narrowing, Sheet
from evaluator.services.scores import Entry, ScoreEdit
from workspace.services.files import NewFile

# How an entry is sent, beside the digits of a value.
CODES = {
    Score.State.ABSTAINED: "a",
    Score.State.NOT_SHOWN: "x",
    Score.State.EMPTY: "",
}


def code_of(look: Look) -> str:
    """Write what a cell says as `EntryField` reads it, in any language."""
    return str(look.value) if look.value is not None else CODES[Score.State(look.state)]


def said_in(look: Look) -> str:
    """Write what a cell says for the reader."""
    if look.value is not None:
        return digits(str(look.value))
    if look == RECUSED:
        return gettext("recused")
    return "" if look.is_missing else str(Score.State(look.state).label)


LARGEST_FILE = 10 * 1024 * 1024
# How each kind begins, whatever the file is called.
FILE_KINDS = {
    b"%PDF-": "application/pdf",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
}


class EntryField(forms.Field):
    """0 to 5 in any digits, nothing, or why there is no value."""

    def to_python(self, value: Any) -> Entry:
        text = clean_line(to_latin_digits(str(value or ""))).lower()
        if text in map(str, range(Rated.highest + 1)):
            return Entry(Score.State.SCORED, int(text))
        for state, code in CODES.items():
            # A browser without scripts sends the word that stands in the cell.
            if text in {code, str(state.label).lower()}:
                return Entry(state)
        raise ValidationError(
            _("Enter a digit from 0 to 5, “a” to abstain or “x” for not shown."),
            code="invalid",
        )

    def run_validators(self, value: Any) -> None:
        """The validators of text do not fit an entry."""


class EvidenceField(forms.FileField):
    """A document or a picture, known by its content and not by its name (R31)."""

    widget = forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"})

    def to_python(self, data: Any) -> File[Any] | None:
        upload = super().to_python(data)
        if upload is None:
            return None
        if upload.size > LARGEST_FILE:
            raise ValidationError(_("Choose a file of at most 10 MB."))
        if kind_of(upload) is None:
            raise ValidationError(_("Choose a PDF, a PNG or a JPEG file."))
        return upload


def kind_of(upload: File[Any]) -> str | None:
    start = upload.read(max(map(len, FILE_KINDS)))
    upload.seek(0)
    return next((k for mark, k in FILE_KINDS.items() if start.startswith(mark)), None)


class Part(TextChoices):
    """As what a saved cell comes back: where on which page it stands."""

    CELL = "cell"  # of the grid
    CARD = "card"  # under its criterion
    DRAWER = "drawer"  # beside the grid
    OPEN = "open"  # the drawer itself, with the scale in words


@dataclass(frozen=True, slots=True)
class EntryChoice:
    """One radio of a card: what it sends, and whether it is the present entry."""

    sent: str
    shown: str
    is_chosen: bool


class ScoreForm(forms.Form):
    """One cell. What is not sent stays as it is."""

    entry = EntryField(label=_("Score"), required=False)
    rung = forms.ChoiceField(
        label=_("What the score rests on"),
        choices=[("", _("not said")), *Rung.choices],
        required=False,
    )
    note = TextField(label=_("Note"), required=False, max_length=4000)
    link = LinkField(label=_("Link"), required=False)
    file = EvidenceField(
        label=_("File"),
        required=False,
        help_text=_("A PDF or a picture, up to 10 MB."),
    )
    drops_file = forms.BooleanField(label=_("Remove the file"), required=False)
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    part = forms.ChoiceField(choices=Part.choices, required=False)

    @property
    def values(self) -> list[EntryChoice]:
        """The six values, with the one that is chosen."""
        chosen = to_latin_digits(str(self["entry"].value() or ""))
        return [
            EntryChoice(str(value), digits(str(value)), str(value) == chosen)
            for value in range(Rated.highest + 1)
        ]

    @property
    def states(self) -> list[EntryChoice]:
        """What else a cell can say, with the one that is chosen."""
        chosen = str(self["entry"].value() or "")
        return [
            EntryChoice(code, str(state.label), code == chosen)
            for state, code in CODES.items()
        ]

    def clean_file(self) -> NewFile | None:
        upload = self.cleaned_data["file"]
        kind = kind_of(upload) if upload else None
        return NewFile(clean_line(upload.name), upload.file, kind) if kind else None

    def edit(self) -> ScoreEdit:
        sent = {
            name: value
            for name, value in self.cleaned_data.items()
            if name in {*self.data, *self.files} and name != "part"
        }
        return ScoreEdit(**sent)


class NarrowingForm(forms.Form):
    """What of the sheet to show; what cannot be read narrows nothing."""

    candidate = forms.TypedChoiceField(
        label=_("Candidate"), coerce=int, required=False, empty_value=None
    )
    category = forms.TypedChoiceField(
        label=_("Category"), coerce=int, required=False, empty_value=None
    )
    missing = forms.BooleanField(label=_("Only what I have not scored"), required=False)

    def __init__(self, data: QueryDict, *, sheet: Sheet) -> None:
        super().__init__(data)
        everybody, everything = _("All candidates"), _("All categories")
        columns = [(column.pk, column.name) for column in sheet.candidates]
        categories = [(each.pk, each.name) for each in sheet.tree.categories]
        offer_choices(self, "candidate", [("", everybody), *columns])
        offer_choices(self, "category", [("", everything), *categories])

    @property
    def narrowing(self) -> Narrowing:
        self.is_valid()
        return Narrowing(
            candidate=self.cleaned_data.get("candidate"),
            category=self.cleaned_data.get("category"),
            only_missing=self.cleaned_data.get("missing", False),
        )


class RecusalForm(forms.Form):
    reason = TextField(
        label=_("Your conflict of interest"),
        max_length=1000,
        help_text=_("After the reveal everybody sees it."),
    )


class ReopenForm(forms.Form):
    reason = TextField(
        label=_("Reason"), max_length=1000, help_text=_("Everybody will see it.")
    )
