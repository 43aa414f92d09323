"""Forms of a plan as a whole."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from common.fields import DayField, LineField, offer
from common.text import match_key
from evaluator.models import Evaluation
from migration.models import Plan, TeamTemplate
from migration.services.plans.plans import NewPlan, Settings
from workspace.models import Team

USUAL_DAYS_OFF = {
    "fa": Plan.Weekend.FRIDAY,
    "ar": Plan.Weekend.FRIDAY_SATURDAY,
}


class PlanForm(forms.Form):
    """What a plan is: its title, from where to where, until when."""

    title = LineField(label=_("Title"), max_length=120)
    source_name = LineField(
        label=_("From"),
        max_length=120,
        help_text=_("The platform that you use today."),
    )
    target_name = LineField(
        label=_("To"), max_length=120, help_text=_("The platform that you move to.")
    )
    go_live_on = DayField(
        label=_("Wished go-live day"),
        required=False,
        help_text=_("The day on which the new platform takes over."),
    )
    weekend = forms.ChoiceField(label=_("Days off"), choices=Plan.Weekend.choices)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        source, target = cleaned.get("source_name"), cleaned.get("target_name")
        if source and target and match_key(source) == match_key(target):
            self.add_error(
                "target_name",
                ValidationError(_("The new platform must be another than the old.")),
            )
        return cleaned


class NewPlanForm(PlanForm):
    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    template = forms.ModelChoiceField(
        queryset=TeamTemplate.objects.none(),
        label=_("Begin with"),
        required=False,
        empty_label=_("the small move"),
    )

    def __init__(self, *args: Any, team: Team, **kwargs: Any) -> None:
        """Offer the templates of the team, if it has any."""
        super().__init__(*args, **kwargs)
        templates = team.plan_templates.present().order_by("name", "pk")
        offer(self, "template", templates)
        if not templates:
            del self.fields["template"]
        self.fields["title"].widget.attrs["autofocus"] = True
        self.fields["weekend"].initial = USUAL_DAYS_OFF.get(
            (get_language() or "en")[:2], Plan.Weekend.SATURDAY_SUNDAY
        )
        self.fields["go_live_on"].help_text = _(
            "Each task gets a due day that leads up to it. Without it, you give them"
            " yourself."
        )

    def new_plan(self, evaluation: Evaluation | None) -> NewPlan:
        return NewPlan(**self.cleaned_data, evaluation=evaluation)


class SettingsForm(PlanForm):
    version = forms.IntegerField(widget=forms.HiddenInput)

    def settings(self) -> Settings:
        names = Settings.__dataclass_fields__
        return Settings(**{name: self.cleaned_data[name] for name in names})
