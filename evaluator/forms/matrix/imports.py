"""Forms of a spreadsheet on its way in: the file, its layout, what is taken."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from common.fields import LineField
from common.tables.door import TableRefused, read_sheets
from common.tables.reading import DELIMITERS
from common.text import clean_line
from evaluator.forms.evaluations import ALONE, COMMITTEE, HELP, Cards
from evaluator.models import Evaluation
from evaluator.selectors.matrix.imports import Draft
from evaluator.selectors.matrix.vendors import Vendor
from evaluator.services.matrix.imports import Settled, Upload
from workspace.forms.uploads import TableUploadForm

NONE, ASK = "none", ""


class MatrixUploadForm(TableUploadForm):
    """The file, and for a new evaluation its title and who scores."""

    title = LineField(
        label=_("What are you choosing?"),
        max_length=120,
        required=False,
        help_text=_("The title of the evaluation. Left empty, it is the file's name."),
    )
    people = forms.ChoiceField(
        label=_("Who scores?"),
        choices=[(ALONE, _("Just me")), (COMMITTEE, _("A committee"))],
        initial=ALONE,
        widget=forms.RadioSelect,
    )
    delimiter = forms.ChoiceField(
        label=_("Columns of a CSV are parted by"),
        required=False,
        choices=[
            ("", _("what the file uses")),
            *((mark, _("tab") if mark == "\t" else mark) for mark in DELIMITERS),
        ],
    )
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(
        self, *args: Any, evaluation: Evaluation | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.evaluation = evaluation
        self.faults: list[str] = []
        if evaluation is not None:
            del self.fields["title"], self.fields["people"]

    @property
    def people_cards(self) -> Cards:
        return [(radio, HELP[radio.data["value"]]) for radio in self["people"]]

    @property
    def csv_fields(self) -> list[forms.BoundField]:
        names = ("encoding", "delimiter", "decimal_mark", "date_order")
        return [self[name] for name in names]

    def clean(self) -> dict[str, Any]:
        """Read the file: what is wrong with it stands at its field."""
        cleaned = super().clean() or {}
        file = cleaned.get("file")
        if file is None or self.errors:
            return cleaned
        options = replace(self.options, delimiter=cleaned.get("delimiter") or None)
        try:
            cleaned["sheets"] = read_sheets(file.file, name=file.name, options=options)
        except TableRefused as refusal:
            self.add_error("file", str(refusal))
            self.faults = [str(each.sentence) for each in refusal.problems[1:50]]
        return cleaned

    def upload(self) -> Upload:
        cleaned = self.cleaned_data
        file = cleaned["file"]
        file.file.seek(0)
        digest = sha256(file.file.read()).hexdigest()
        file_name = clean_line(file.name)
        name = file_name.rpartition(".")[0] or file_name
        return Upload(
            file_name=file_name,
            digest=digest,
            sheets=[each for each in cleaned["sheets"] if not each.is_hidden],
            form_key=cleaned["form_key"],
            title="" if self.evaluation else (cleaned["title"] or name[:120]),
            is_committee=cleaned.get("people") == COMMITTEE,
            evaluation=self.evaluation,
        )


class VersionForm(forms.Form):
    """The version that the page was drawn with (R48)."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class SheetForm(VersionForm):
    """Another sheet of the file, the other way round, or the guess once more."""

    sheet = forms.IntegerField(required=False, min_value=0, max_value=99)
    way = forms.ChoiceField(
        required=False,
        choices=[("sheet", ""), ("turn", ""), ("afresh", "")],
    )


class TakeForm(VersionForm):
    """What was confirmed: the versions of the import and of the evaluation."""

    structure_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class SettleForm(VersionForm):
    """Which platform each vendor is, the title, and what is taken."""

    title = LineField(label=_("Title"), max_length=120)
    people = forms.ChoiceField(
        label=_("Who scores?"),
        choices=[(ALONE, _("Just me")), (COMMITTEE, _("A committee"))],
    )
    takes_weights = forms.BooleanField(label=_("Take the weights"), required=False)
    takes_scores = forms.BooleanField(
        label=_("Take the scores, as my own"),
        required=False,
        help_text=_("Never as anybody else's: the others enter theirs themselves."),
    )

    def __init__(self, *args: Any, draft: Draft, **kwargs: Any) -> None:
        row = draft.row
        initial = {
            "version": row.version,
            "title": row.title,
            "people": COMMITTEE if row.is_committee else ALONE,
            "takes_weights": row.takes_weights,
            "takes_scores": row.takes_scores,
        }
        kwargs.setdefault("initial", initial)
        super().__init__(*args, **kwargs)
        self.row = row
        if row.evaluation_id:
            del self.fields["title"], self.fields["people"]
        self.vendors = {f"vendor-{n}": each for n, each in enumerate(draft.asked)}
        for name, vendor in self.vendors.items():
            self.fields[name] = forms.ChoiceField(
                label=_("“%(name)s” is") % {"name": vendor.name},
                required=False,
                choices=choices_for(vendor, draft),
                initial=chosen(vendor),
            )

    @property
    def vendor_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.vendors]

    def settled(self) -> Settled:
        cleaned = self.cleaned_data
        choices = {
            vendor.key: None if cleaned[name] == NONE else int(cleaned[name])
            for name, vendor in self.vendors.items()
            if cleaned[name] != ASK
        }
        people = cleaned.get("people", "")
        return Settled(
            choices=choices,
            title=cleaned.get("title", self.row.title),
            is_committee=people == COMMITTEE if people else self.row.is_committee,
            takes_weights=cleaned["takes_weights"],
            takes_scores=cleaned["takes_scores"],
        )


def choices_for(vendor: Vendor, draft: Draft) -> list[tuple[Any, Any]]:
    """Offer what is alike first, then a name of its own, then all the others."""
    likely = {each.pk for each in vendor.likely}
    others = [each for each in draft.platforms if each.pk not in likely]
    return [
        *([(ASK, _("please say"))] if likely else []),
        *((str(each.pk), each.name) for each in vendor.likely),
        (NONE, _("none of the catalogue: a name of its own")),
        (_("Another platform"), [(str(each.pk), each.name) for each in others]),
    ]


def chosen(vendor: Vendor) -> str:
    if not vendor.is_settled:
        return ASK
    return str(vendor.platform.pk) if vendor.platform else NONE
