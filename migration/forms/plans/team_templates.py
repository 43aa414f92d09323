"""Forms of a team's own templates."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from common.fields import LineField
from migration.services.plans.team_templates import LONGEST_NAME


class TemplateNameForm(forms.Form):
    name = LineField(label=_("Name of the template"), max_length=LONGEST_NAME)


class RenameForm(TemplateNameForm):
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
