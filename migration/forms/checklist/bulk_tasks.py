"""What several tasks become at once."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from common.fields import offer_choices
from common.text import to_latin_digits
from migration.models import Plan, PlanMember
from migration.models.template_text import role_names
from migration.selectors.checklist.checklist import NOBODY
from migration.services.checklist.bulk_tasks import FURTHEST, BulkEdit

SEEN = re.compile(r"[0-9]{1,18}:[0-9]{1,9}")
STAYS = ("", _("stays as it is"))


class DaysField(forms.IntegerField):
    """Working days, below zero for earlier, in any digits."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "dir": "ltr"})

    def to_python(self, value: Any) -> int | None:
        text = to_latin_digits(str(value or "")).replace("\N{MINUS SIGN}", "-")
        return super().to_python(text.strip() or None)


class BulkTasksForm(forms.Form):
    person = forms.ChoiceField(label=_("Person"), required=False)
    role = forms.ChoiceField(label=_("Role"), required=False)
    shift = DaysField(
        label=_("Due so many working days later"),
        required=False,
        min_value=-FURTHEST,
        max_value=FURTHEST,
        help_text=_("Below zero: earlier. Tasks without a due day keep none."),
    )
    removes = forms.BooleanField(label=_("Take them off the list"), required=False)

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "bulk-%s")
        super().__init__(*args, **kwargs)
        people = plan.members.who_work().select_related("user").by_name()
        self.people: dict[str, PlanMember] = {str(row.pk): row for row in people}
        named = [(pk, str(row.user)) for pk, row in self.people.items()]
        offer_choices(self, "person", [STAYS, *named, (NOBODY, _("nobody"))])
        offer_choices(self, "role", [STAYS, *role_names().items(), (NOBODY, _("none"))])

    def edit(self) -> BulkEdit:
        said = self.cleaned_data
        return BulkEdit(
            gives_person=bool(said["person"]),
            person=self.people.get(said["person"]),
            role={"": None, NOBODY: ""}.get(said["role"], said["role"]),
            shift=said["shift"] or 0,
            removes=said["removes"],
        )


class SeenForm(forms.Form):
    """The ticked tasks, each with the version that was seen: “12:3”."""

    task = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = self.data.getlist("task") if self.data else []  # type: ignore[attr-defined]
        offer_choices(self, "task", [(s, s) for s in given if SEEN.fullmatch(s)])

    def versions(self) -> dict[int, int]:
        pairs = (each.split(":") for each in self.cleaned_data["task"])
        return {int(pk): int(version) for pk, version in pairs}
