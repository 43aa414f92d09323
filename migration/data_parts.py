"""What moving keeps of teams and people, for export."""

from django.utils.translation import gettext_lazy as _

from migration.models import DayOff, Plan, PlanMember, Task, TaskLink
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
    DataPart(
        "task_links",
        _("What tasks wait for"),
        TaskLink,
        team="after__plan__team",
        more={"before": "before.title", "after": "after.title"},
    ),
    DataPart(
        "days_off",
        _("Days off of the plans"),
        DayOff,
        team="plan__team",
        person=("member__user",),
        more={"plan": "plan.title"},
    ),
]
