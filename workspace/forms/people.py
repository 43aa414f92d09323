from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from common.fields import LineField
from workspace.forms.time_zones import time_zones
from workspace.models import User


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
        as_team = ("", _("That of the team"))
        self.fields["time_zone"].choices = [as_team, *time_zones()]
        as_browser = ("", _("That of the browser"))
        self.fields["language"].choices = [as_browser, *settings.LANGUAGES]
