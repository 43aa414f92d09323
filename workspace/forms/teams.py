from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from common.fields import LineField
from workspace.forms.time_zones import time_zones
from workspace.models import Invitation, Member, Team


class TeamForm(forms.ModelForm):
    name = LineField(label=_("Name of the team"), max_length=120)
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=time_zones,
        initial="UTC",
        help_text=_("Due dates end at midnight of this zone."),
    )

    class Meta:
        model = Team
        fields = ["name", "time_zone"]


class TeamSettingsForm(TeamForm):
    class Meta(TeamForm.Meta):
        fields = ["name", "time_zone", "requires_mfa"]
        labels = {"requires_mfa": _("Every member needs a second factor to log in")}
        help_texts = {
            "requires_mfa": _(
                "Members without one are led to set it up before they see anything"
                " of the team."
            )
        }


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=Member.Role.choices)


class InvitationForm(forms.ModelForm):
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    language = forms.ChoiceField(
        label=_("Language of the mail"), choices=settings.LANGUAGES
    )

    class Meta:
        model = Invitation
        fields = ["email", "role", "language"]
