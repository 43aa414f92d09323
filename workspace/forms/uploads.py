"""Choose a table to upload."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from common.formatting import number
from common.tables.limits import AT_ONCE, MEGABYTE, Limits
from common.tables.reading import ReadOptions

ACCEPTED = ".xlsx,.csv,.tsv,.txt"


class TableFileField(forms.FileField):
    """A file that the door of tables will read; its content is not looked at here."""

    default_error_messages = {
        "required": _("Choose the file with your table."),
        "missing": _("Choose the file with your table."),
        "empty": _("This file is empty. Choose the file with your table."),
    }

    def __init__(self, *, limits: Limits = AT_ONCE, **kwargs: Any) -> None:
        self.limits = limits
        widget = forms.FileInput(attrs={"accept": ACCEPTED})
        kwargs.setdefault("label", _("File"))
        kwargs.setdefault("help_text", _("Excel (.xlsx) or CSV."))
        super().__init__(widget=widget, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        if isinstance(upload, UploadedFile) and (upload.size or 0) > self.limits.bytes:
            message = _(
                "This file is larger than %(most)s MB. Remove what is not needed, or"
                " split it."
            )
            values = {"most": number(self.limits.bytes // MEGABYTE)}
            raise ValidationError(message, code="too_large", params=values)
        return upload


class ReadingForm(forms.Form):
    """How a table is to be read where its content does not tell."""

    encoding = forms.ChoiceField(
        label=_("Encoding of a CSV"),
        required=False,
        choices=[
            ("", _("UTF-8, or UTF-16 with its mark")),
            ("cp1256", _("Windows, Arabic and Persian (cp1256)")),
            ("cp1252", _("Windows, Western (cp1252)")),
            ("iso-8859-6", _("ISO, Arabic (iso-8859-6)")),
            ("iso-8859-1", _("ISO, Western (iso-8859-1)")),
            ("iso-8859-15", _("ISO, Western with euro (iso-8859-15)")),
        ],
    )
    decimal_mark = forms.ChoiceField(
        label=_("Decimals in text"),
        required=False,
        choices=[("", _("with a point: 12.5")), (",", _("with a comma: 12,5"))],
    )
    date_order = forms.ChoiceField(
        label=_("Days such as 3/4/2026"),
        required=False,
        choices=[
            ("", _("ask me")),
            ("day", _("the day comes first")),
            ("month", _("the month comes first")),
        ],
    )

    @property
    def options(self) -> ReadOptions:
        """How the table is to be read; what is not offered counts as not said."""
        self.is_valid()
        said = self.cleaned_data
        return ReadOptions(
            encoding=said.get("encoding") or None,
            decimal_mark=said.get("decimal_mark") or ".",
            date_order=said.get("date_order") or None,
        )


class TableUploadForm(ReadingForm):
    """A file, and how it is to be read."""

    file = TableFileField()
    field_order = ("file",)
