"""What requests about teams and people may carry."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from common.api import Body
from common.api_bodies import Line
from workspace.forms.time_zones import time_zones
from workspace.models import Member, User


class ZoneField(serializers.CharField):
    """A name of the time zone database, such as Europe/Berlin."""

    def to_internal_value(self, data: object) -> str:
        name: str = super().to_internal_value(data)
        if name and name not in dict(time_zones()):
            raise serializers.ValidationError(
                _("This is no time zone. Write it like Europe/Berlin.")
            )
        return name


class NewTeamBody(Body):
    name = Line(max_length=120)
    time_zone = ZoneField(max_length=60, required=False, default="UTC")


class TeamBody(Body):
    """What is left out stays."""

    name = Line(max_length=120, required=False)
    time_zone = ZoneField(max_length=60, required=False)
    requires_mfa = serializers.BooleanField(required=False)


class MemberRoleBody(Body):
    role = serializers.ChoiceField(choices=Member.Role.values)


class TeamInvitationBody(Body):
    email = serializers.EmailField(max_length=254)
    role = serializers.ChoiceField(
        choices=Member.Role.values, required=False, default=Member.Role.MEMBER
    )
    language = serializers.ChoiceField(
        choices=[code for code, _name in settings.LANGUAGES],
        required=False,
        default="en",
    )


class OwnBody(Body):
    """What is left out stays; an empty choice is that of the language or the team."""

    name = Line(max_length=120, required=False)
    language = serializers.ChoiceField(
        choices=[code for code, _name in settings.LANGUAGES],
        required=False,
        allow_blank=True,
    )
    digits = serializers.ChoiceField(
        choices=[value for value in User.Digits.values if value],
        required=False,
        allow_blank=True,
    )
    calendar = serializers.ChoiceField(
        choices=[value for value in User.Calendar.values if value],
        required=False,
        allow_blank=True,
    )
    time_zone = ZoneField(max_length=60, required=False, allow_blank=True)
    wants_reminders = serializers.BooleanField(required=False)
    wants_news = serializers.BooleanField(required=False)
