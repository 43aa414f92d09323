"""Forms of the checklist."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.fields import DayField, LineField, TextField, offer, offer_choices
from migration.models import Plan, PlanMember, Task
from migration.models.template_text import phase_names, role_names
from migration.selectors.checklist.checklist import NOBODY, Filter, Grouping, Show
from migration.selectors.checklist.checklist_pages import Place
from migration.services.checklist.tasks import TaskEdit


class FilterForm(forms.Form):
    """Reads the address; what it does not understand, it leaves out."""

    show = forms.ChoiceField(choices=[(each, each) for each in Show], required=False)
    q = LineField(max_length=80, required=False)
    phase = forms.ChoiceField(required=False)
    person = forms.RegexField(rf"^(\d{{1,18}}|{NOBODY})$", required=False)
    by = forms.ChoiceField(choices=[(each, each) for each in Grouping], required=False)
    # Which part of a long plan is open, and at which page.
    part = forms.CharField(max_length=40, required=False)
    page = forms.IntegerField(min_value=1, max_value=10**6, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "phase", phase_names().items())

    def wanted(self) -> Filter:
        self.is_valid()
        said = self.cleaned_data
        return Filter(
            show=Show(said.get("show") or Show.ALL),
            search=said.get("q", ""),
            phase=said.get("phase", ""),
            person=said.get("person", ""),
            by=Grouping(said.get("by") or Grouping.PHASE),
        )

    def place(self) -> Place:
        """Return which part of a long plan is asked for; valid after `wanted`."""
        said = self.cleaned_data
        return Place(part=said.get("part", ""), page=said.get("page") or 0)

    def query(self) -> dict[str, str]:
        """Return what an address needs to come back to the same list."""
        self.is_valid()
        return {
            name: str(value)
            for name in self.fields
            if (value := self.cleaned_data.get(name)) and value not in UNSAID
        }


UNSAID = (Show.ALL, Grouping.PHASE)


class TaskForm(forms.Form):
    title = LineField(label=_("Task"), max_length=200)
    done_when = LineField(label=_("Done when"), max_length=400, required=False)
    assigned_to = forms.ModelChoiceField(
        queryset=PlanMember.objects.none(),
        label=_("Person"),
        required=False,
        empty_label=_("nobody yet"),
        error_messages={"invalid_choice": _("Choose somebody who works on this plan.")},
    )
    due_on = DayField(label=_("Due day"), required=False)
    phase = forms.ChoiceField(label=_("Phase"))
    owner_role = forms.ChoiceField(label=_("Role"), required=False)
    needs_proof = forms.BooleanField(label=_("Done only with proof"), required=False)
    note = TextField(label=_("Note"), required=False, max_length=4000)

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = plan.members.who_work().select_related("user").by_name()
        offer(self, "assigned_to", people)
        offer_choices(self, "phase", phase_names().items())
        offer_choices(self, "owner_role", [("", _("none")), *role_names().items()])

    def edit(self) -> TaskEdit:
        return TaskEdit(**self.cleaned_data)


class EditTaskForm(TaskForm):
    proof = LineField(label=_("Proof"), max_length=600, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    field_order = (
        "title",
        "done_when",
        "assigned_to",
        "due_on",
        "needs_proof",
        "proof",
        "phase",
        "owner_role",
        "note",
        "version",
    )

    def __init__(self, *args: Any, task: Task, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", f"task-{task.pk}-%s")
        super().__init__(*args, plan=task.plan, initial=stored(task), **kwargs)


def stored(task: Task) -> dict[str, Any]:
    """Return what the form shows of the task as it is saved."""
    names = (
        "title",
        "done_when",
        "assigned_to",
        "due_on",
        "phase",
        "owner_role",
        "needs_proof",
        "proof",
        "note",
        "version",
    )
    return {name: getattr(task, name) for name in names}


class VersionForm(forms.Form):
    version = forms.IntegerField()


class DirectionForm(forms.Form):
    direction = forms.ChoiceField(choices=[("up", "up"), ("down", "down")])
