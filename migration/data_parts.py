"""What moving keeps of teams and people, for export."""

from django.utils.translation import gettext_lazy as _

from migration.models import Plan, PlanMember, Task
from workspace.registries import DataPart

DATA_PARTS = [
    DataPart("plans", _("Migration plans"), Plan, team="team"),
    DataPart(
        "plan_members",
        _("People of the plans"),
        PlanMember,
        team="plan__team",
        person=("user",),
        more={"plan": "plan.title"},
    ),
    DataPart(
        "tasks",
        _("Tasks of the plans"),
        Task,
        team="plan__team",
        person=("assigned_to__user",),
        more={
            "plan": "plan.title",
            "title": "title",
            "done_when": "done_when",
            "assigned_to": "assigned_to.user",
        },
    ),
]
