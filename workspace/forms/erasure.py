"""Confirm an erasure by typing the address that goes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from workspace.models import User


class ErasureForm(forms.Form):
    email = forms.CharField(
        label=_("E-mail address of the account, to confirm"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_email(self) -> str:
        typed: str = self.cleaned_data["email"].strip()
        if typed.lower() != self.person.email.lower():
            raise ValidationError(_("This is not the address of this account."))
        return typed
