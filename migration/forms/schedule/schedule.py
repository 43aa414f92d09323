"""Forms of the schedule."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from common.edits import initial_of, picked
from common.fields import (
    DayField,
    LineField,
    MoneyField,
    NumberField,
    offer,
    offer_choices,
)
from common.formatting import country_name
from common.text import sort_key
from evaluator.catalogue.currencies import CURRENCIES
from migration.forms.adoption import WholeField
from migration.models import DayOff, Plan, PlanMember, Stakeholder, Task, TaskLink
from migration.selectors.schedule.network import countries
from migration.selectors.schedule.planned_tasks import PlannedTask
from migration.services.schedule.schedule import (
    LONGEST_TASK,
    DayOffEdit,
    PlanDates,
    TaskSchedule,
)

MOST_LAG = 500
MOST_HOURS = 24


class DaysField(WholeField):
    """Working days; 0 is a milestone."""

    def clean(self, value: Any) -> int | None:
        days = super().clean(value)
        if days is not None and days > LONGEST_TASK:
            raise ValidationError(_("A task takes at most 1,000 working days."))
        return days


class TaskDatesForm(forms.Form):
    days = DaysField(
        label=_("Working days"), help_text=_("0 is a milestone: a day without work.")
    )
    days_low = DaysField(label=_("At best"), required=False)
    days_high = DaysField(label=_("At worst"), required=False)
    keeps_days = forms.BooleanField(
        label=_("Takes these days whoever does it"),
        required=False,
        help_text=_(
            "For what waits for time to pass, such as a warm-up. Other tasks take"
            " longer for a person with few hours a day."
        ),
    )
    not_before = DayField(label=_("Not before"), required=False)
    fixed_on = DayField(
        label=_("Starts exactly on"),
        required=False,
        help_text=_("It then waits for nothing else."),
    )
    deadline = DayField(label=_("Deadline"), required=False)
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, task: Task, **kwargs: Any) -> None:
        kwargs["initial"] = stored(task)
        super().__init__(*args, **kwargs)
        if not task.plan.uses_simulation:  # what was entered stays, and is not asked
            del self.fields["days_low"], self.fields["days_high"]

    def edit(self) -> TaskSchedule:
        values = {**self.initial, **self.cleaned_data}
        edit = picked(TaskSchedule, values)
        return edit if "days_low" in self.fields else widened(edit)


def widened(edit: TaskSchedule) -> TaskSchedule:
    """Let a range that nobody sees reach as far as the days, not stand in the way."""
    low, high = edit.days_low, edit.days_high
    return replace(
        edit,
        days_low=None if low is None else min(low, edit.days),
        days_high=None if high is None else max(high, edit.days),
    )


def stored(task: Task) -> dict[str, Any]:
    return initial_of(TaskSchedule, task)


class FindForm(forms.Form):
    find = LineField(label=_("Find the other task"), max_length=80, required=False)

    def wanted(self) -> str:
        """Return what is searched for; what cannot be is left out."""
        self.is_valid()
        return str(self.cleaned_data.get("find", ""))


class LinkForm(forms.Form):
    """The page offers a few tasks; any other of the plan is taken too."""

    before = forms.ModelChoiceField(
        queryset=Task.objects.none(), label=_("Waits for"), empty_label=None
    )
    kind = forms.ChoiceField(label=_("How"), choices=TaskLink.Kind.choices)
    lag = NumberField(
        label=_("Working days between"),
        required=False,
        help_text=_("Below 0 the two overlap."),
    )

    def __init__(self, *args: Any, task: Task, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "link-%s")
        super().__init__(*args, **kwargs)
        others = task.plan.tasks.present().exclude(pk=task.pk).in_order()
        offer(self, "before", others)

    def offer(self, tasks: Iterable[PlannedTask]) -> None:
        offer_choices(self, "before", [(task.pk, task.title) for task in tasks])

    def clean_lag(self) -> int:
        lag = self.cleaned_data["lag"]
        if lag is None:
            return 0
        if lag != lag.to_integral_value() or abs(lag) > MOST_LAG:
            raise ValidationError(_("Enter a whole number of days, at most 500."))
        return int(lag)


class DayOffForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=DayOff.Kind.choices)
    name = LineField(label=_("Name"), max_length=120, required=False)
    first_on = DayField(label=_("From"))
    last_on = DayField(label=_("To"), required=False)
    whose = forms.ChoiceField(label=_("Whose leave"), required=False)

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "off-%s")
        super().__init__(*args, **kwargs)
        members = plan.members.select_related("user").by_name()
        others = plan.stakeholders.present().filter(member=None).order_by("name", "pk")
        self.people: dict[str, PlanMember | Stakeholder] = {
            **{f"member-{each.pk}": each for each in members},
            **{f"stakeholder-{each.pk}": each for each in others},
        }
        names = ((key, str(each)) for key, each in self.people.items())
        offer_choices(self, "whose", [("", _("everybody's")), *names])

    def edit(self) -> DayOffEdit:
        cleaned = self.cleaned_data
        return DayOffEdit(
            kind=cleaned["kind"],
            name=cleaned["name"],
            first_on=cleaned["first_on"],
            last_on=cleaned["last_on"] or cleaned["first_on"],
            person=self.people.get(cleaned["whose"]),
        )


class PlanDatesForm(forms.Form):
    starts_on = DayField(
        label=_("Work starts on"),
        required=False,
        help_text=_("Empty: today, as long as it has not begun."),
    )
    contract_ends_on = DayField(label=_("The old contract ends on"), required=False)
    notice_days = WholeField(label=_("Days of notice"), required=False)
    weekly_cost = MoneyField(
        label=_("What each week of both platforms costs"), required=False
    )
    currency = forms.ChoiceField(
        label=_("Currency"),
        required=False,
        choices=[("", "—"), *((code, code) for code in sorted(CURRENCIES))],
    )
    country = forms.ChoiceField(label=_("Public holidays of"), required=False)
    hours_a_day = NumberField(
        label=_("Hours of a full day"),
        required=False,
        help_text=_("Whoever gives the move fewer hours takes more days."),
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "dates-%s")
        super().__init__(*args, **kwargs)
        offer_choices(self, "country", [("", _("none")), *countries_by_name()])

    def clean_hours_a_day(self) -> Any:
        hours = self.cleaned_data["hours_a_day"]
        if hours is None:  # not asked, or emptied: as it was
            return self.initial.get("hours_a_day")
        if not 1 <= hours <= MOST_HOURS or hours != round(hours, 2):
            raise ValidationError(_("Enter hours from 1 to 24, such as 8 or 7.5."))
        return hours

    def clean_weekly_cost(self) -> Any:
        cost = self.cleaned_data["weekly_cost"]
        if cost is not None and not 0 <= cost < 10**11:
            raise ValidationError(_("Enter an amount of 0 or more."))
        return cost

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("weekly_cost") is not None and not cleaned.get("currency"):
            self.add_error("currency", _("An amount needs its currency."))
        return cleaned

    def edit(self) -> PlanDates:
        return picked(PlanDates, self.cleaned_data)


def stored_dates(plan: Plan) -> dict[str, Any]:
    return initial_of(PlanDates, plan)


def countries_by_name() -> list[tuple[str, str]]:
    """Return the countries whose holidays are known, as the reader calls them."""
    named = [(code, country_name(code)) for code in countries()]
    return sorted(named, key=lambda pair: sort_key(pair[1]))


class BaselineForm(forms.Form):
    name = LineField(
        label=_("Name"), max_length=120, help_text=_("Such as: as agreed in March.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "baseline-%s")
        super().__init__(*args, **kwargs)
