"""The form of a link for a person without account, whatever it opens."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from common.fields import LineField
from workspace.services.share_links import DEFAULT_DAYS, MOST_DAYS, NewLink


class NewLinkForm(forms.Form):
    """For whom, for how long, behind which password."""

    label = LineField(
        label=_("For whom"), max_length=120, help_text=_("Such as “Finance”.")
    )
    days = forms.IntegerField(
        label=_("Days until it expires"),
        min_value=1,
        max_value=MOST_DAYS,
        initial=DEFAULT_DAYS,
        # Not type=number: a browser takes no Persian or Arabic digits there.
        widget=forms.TextInput(attrs={"inputmode": "numeric", "dir": "ltr"}),
    )
    password = forms.CharField(
        label=_("Password"),
        required=False,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Tell it another way than the link. Empty means: none."),
    )

    def new_link(self) -> NewLink:
        return NewLink(**self.cleaned_data)
