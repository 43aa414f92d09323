"""Forms of the people of a plan."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.fields import offer
from migration.models import Plan, PlanMember
from workspace.models import User

ROLE_WORDS = [
    (PlanMember.Role.CONTRIBUTOR, _("contributor: does and ticks tasks")),
    (PlanMember.Role.OBSERVER, _("observer: looks on")),
    (PlanMember.Role.LEAD, _("lead: plans, assigns, invites")),
]


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=ROLE_WORDS)


class AddPlanMemberForm(RoleForm):
    """Offers the people of the team who are not on the plan yet."""

    user = forms.ModelChoiceField(
        queryset=User.objects.none(),
        label=_("Person"),
        empty_label=_("choose"),
        error_messages={"invalid_choice": _("Choose somebody of the team.")},
    )

    field_order = ("user", "role")

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        team = User.objects.filter(memberships__team=plan.team_id)
        others = team.exclude(pk__in=plan.members.values("user"))
        offer(self, "user", others.order_by("name", "email"))
