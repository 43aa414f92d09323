"""Forms of the people of an evaluation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from common.fields import offer
from evaluator.models import Evaluation, Participant
from evaluator.services.people import NewGuest, Part
from workspace.models import User

ROLE_WORDS = [
    (Participant.Role.EVALUATOR, _("evaluator: scores")),
    (Participant.Role.OBSERVER, _("observer: looks on")),
    (Participant.Role.LEAD, _("lead: sets up, invites, reveals, decides")),
]


class PartForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=ROLE_WORDS)
    also_scores = forms.BooleanField(label=_("A lead who scores too"), required=False)

    def part(self) -> Part:
        return Part(self.cleaned_data["role"], self.cleaned_data["also_scores"])


AS_ROLE, YES, NO = "", "yes", "no"


class PriceRightForm(forms.Form):
    """Whether a person sees prices; empty: as the role has it."""

    price_right = forms.TypedChoiceField(
        choices=[(AS_ROLE, ""), (YES, ""), (NO, "")],
        coerce={YES: True, NO: False}.get,
        empty_value=None,
        required=False,
    )


class AddParticipantForm(PartForm):
    """Offers the people of the team who do not take part yet."""

    user = forms.ModelChoiceField(
        queryset=User.objects.none(),
        label=_("Person"),
        empty_label=_("choose"),
        error_messages={"invalid_choice": _("Choose somebody of the team.")},
    )

    field_order = ("user", "role", "also_scores")

    def __init__(self, *args: Any, evaluation: Evaluation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = evaluation.participants.present().values("user")
        team = User.objects.filter(memberships__team=evaluation.team_id)
        offer(self, "user", team.exclude(pk__in=here).order_by("name", "email"))


class InviteForm(PartForm):
    email = forms.EmailField(label=_("E-mail address"))
    language = forms.ChoiceField(
        label=_("Language of the mail"), choices=settings.LANGUAGES
    )

    field_order = ("email", "role", "also_scores", "language")

    def guest(self) -> NewGuest:
        return NewGuest(
            self.cleaned_data["email"], self.part(), self.cleaned_data["language"]
        )
