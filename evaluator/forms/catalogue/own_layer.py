"""Choose a file of own facts, and confirm what it changes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from common.formatting import number
from common.tables.limits import MEGABYTE
from evaluator.workbooks.own_catalogue_reader import LIMITS


class LayerFileField(forms.FileField):
    """YAML or a workbook; its content is looked at later."""

    default_error_messages = {
        "required": _("Choose the file with your facts."),
        "missing": _("Choose the file with your facts."),
        "empty": _("This file is empty. Choose the file with your facts."),
    }

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        if isinstance(upload, UploadedFile) and (upload.size or 0) > LIMITS.bytes:
            message = _("This file is larger than %(most)s MB. Split it.")
            values = {"most": number(LIMITS.bytes // MEGABYTE)}
            raise ValidationError(message, code="too_large", params=values)
        return upload


class LayerUploadForm(forms.Form):
    file = LayerFileField(
        label=_("File"),
        help_text=_("YAML (.yaml) of at most 2 MB, or Excel (.xlsx)."),
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml,.xlsx"}),
    )


class LayerAcceptForm(forms.Form):
    """`seen` stands for what the team had when the difference was drawn."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
