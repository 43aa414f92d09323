from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from workspace.forms.share_links import NewLinkForm


class ShareLinkForm(NewLinkForm):
    """A new link; everything personal is off unless ticked."""

    shows_names = forms.BooleanField(
        label=_("Show the names of evaluators"), required=False
    )
    shows_scores = forms.BooleanField(label=_("Show individual scores"), required=False)
    shows_notes = forms.BooleanField(label=_("Show notes"), required=False)
    shows_prices = forms.BooleanField(label=_("Show prices"), required=False)
