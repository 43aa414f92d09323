from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.fields import LineField
from workspace.forms.time_zones import time_zones
from workspace.models import User

Choices = Iterable[tuple[str, str | Promise]]


class LanguageForm(forms.Form):
    language = forms.ChoiceField(choices=settings.LANGUAGES)


class OwnSettingsForm(forms.ModelForm):
    name = LineField(label=_("Name"), max_length=120)
    time_zone = forms.ChoiceField(label=_("Time zone"), required=False)

    class Meta:
        model = User
        fields = [
            "name",
            "language",
            "digits",
            "calendar",
            "time_zone",
            "wants_reminders",
            "wants_news",
        ]
        labels = {
            "digits": _("Digits"),
            "calendar": _("Calendar"),
            "wants_reminders": _("Reminders of due dates"),
            "wants_news": _("News: scoring was opened, revealed, or returned to me"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["time_zone"], _("That of the team"), time_zones())
        offer(self.fields["language"], _("That of the browser"), settings.LANGUAGES)


def offer(field: forms.Field, none: str | Promise, choices: Choices) -> None:
    """Offer the choices, and before them to choose nothing."""
    cast("forms.ChoiceField", field).choices = [("", none), *choices]
