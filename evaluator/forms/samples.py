from __future__ import annotations

from uuid import uuid4

from django import forms


class SampleForm(forms.Form):
    """Only the key that makes one sample of a form sent twice (R49)."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
