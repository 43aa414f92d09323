"""Forms of a plan as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from common.edits import picked
from common.fields import DayField, LineField, offer, offer_choices
from common.months import weekday_name
from common.text import match_key
from evaluator.models import Evaluation
from migration.models import Plan, TeamTemplate
from migration.selectors.plans.decision_risks import DecisionRisk
from migration.services.plans.plans import NewPlan, Settings
from workspace.models import Team

# Among the choices of days off, beside the usual ones.
OTHER_DAYS = "other"
WEEKDAYS = range(1, 8)  # ISO, Monday first

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
    weekend = forms.ChoiceField(
        label=_("Days off"),
        choices=[*Plan.Weekend.choices, (OTHER_DAYS, _("other days"))],
    )
    own_days_off = forms.MultipleChoiceField(
        label=_("Which days are off?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = (get_language() or "en")[:2]
        days = [(str(day), weekday_name(day - 1, language)) for day in WEEKDAYS]
        offer_choices(self, "own_days_off", days)
        stored = self.initial.get("weekend")
        if stored is not None and stored not in Plan.Weekend.values:
            self.initial = {
                **self.initial,
                "weekend": OTHER_DAYS,
                "own_days_off": list(stored),
            }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        own = "".join(sorted(cleaned.pop("own_days_off", [])))
        if cleaned.get("weekend") == OTHER_DAYS:
            cleaned["weekend"] = own
            if not own or len(own) == len(WEEKDAYS):
                message = _("Tick at least one day, and leave one to work on.")
                self.add_error("own_days_off", ValidationError(message))
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

    risks = forms.TypedMultipleChoiceField(
        label=_("Risks of the chosen platform"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Must-haves that it does not meet, and criteria that weigh on which it"
            " stands in the lowest third of the scale, the worst five. Criteria"
            " measured in money are left out, because everybody on the plan reads its"
            " risks. Untick what you do not want."
        ),
        error_messages={
            "invalid_choice": _(
                "The evaluation has changed since you opened the page. Look at the"
                " risks again."
            )
        },
    )

    def __init__(
        self, *args: Any, team: Team, risks: Sequence[DecisionRisk] = (), **kwargs: Any
    ) -> None:
        """Offer the templates of the team and the risks of the decision, if any."""
        super().__init__(*args, **kwargs)
        offer_choices(self, "risks", [(x.criterion.pk, x.text) for x in risks])
        self.fields["risks"].initial = [x.criterion.pk for x in risks]
        if not risks:
            del self.fields["risks"]
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
        """Return the plan; a risk that was not on the page is not unticked."""
        values = dict(self.cleaned_data)
        ticked = values.pop("risks", [])
        offered = self.fields["risks"].initial if "risks" in self.fields else []
        return NewPlan(
            **values, evaluation=evaluation, no_risks=frozenset(offered) - set(ticked)
        )


class SettingsForm(PlanForm):
    version = forms.IntegerField(widget=forms.HiddenInput)

    def settings(self) -> Settings:
        return picked(Settings, self.cleaned_data)
