"""The form of a link that shows the status of a plan."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from workspace.forms.share_links import NewLinkForm


class StatusLinkForm(NewLinkForm):
    shows_names = forms.BooleanField(
        label=_("Show the names of the people"),
        required=False,
        help_text=_("Without it, their roles are shown."),
    )
