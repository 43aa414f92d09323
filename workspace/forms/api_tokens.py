from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from common.fields import LineField
from workspace.models import ApiToken
from workspace.services.api_tokens import DEFAULT_DAYS, NewToken

LASTS = [
    (1, _("a day")),
    (7, _("a week")),
    (30, _("30 days")),
    (90, _("90 days")),
    (365, _("a year")),
]


class TokenForm(forms.Form):
    label = LineField(
        label=_("What is it for?"),
        max_length=80,
        help_text=_("Such as “nightly report”, to know it again when you revoke it."),
    )
    team = forms.ChoiceField(
        label=_("Team"), help_text=_("The token reaches nothing of your other teams.")
    )
    scope = forms.ChoiceField(
        label=_("Scope"),
        choices=ApiToken.Scope.choices,
        initial=ApiToken.Scope.READ,
        help_text=_(
            "It never may more than your role. The last one also reveals, reopens and"
            " exports people’s data, and ends after a day whatever is chosen below."
        ),
    )
    days = forms.TypedChoiceField(
        label=_("Good for"), choices=LASTS, coerce=int, initial=DEFAULT_DAYS
    )

    def __init__(
        self, *args: Any, teams: list[tuple[int, str]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.teams = teams
        cast("forms.ChoiceField", self.fields["team"]).choices = teams

    def new_token(self) -> NewToken:
        values = self.cleaned_data
        return NewToken(values["label"], values["scope"], values["days"])
