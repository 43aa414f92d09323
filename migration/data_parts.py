"""What moving keeps of teams and people, for export."""

from django.utils.translation import gettext_lazy as _

from migration.models import (
    AdoptionCount,
    DayOff,
    MeasureValue,
    OldPlatform,
    Plan,
    PlanMember,
    Review,
    SuccessMeasure,
    Task,
    TaskLink,
    Training,
)
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
    DataPart(
        "success_measures",
        _("What moves are to bring"),
        SuccessMeasure,
        team="plan__team",
        person=("owner__user",),
        more={"plan": "plan.title"},
    ),
    DataPart(
        "measure_values",
        _("What was reached"),
        MeasureValue,
        team="measure__plan__team",
        person=("entered_by",),
        more={"measure": "measure.name"},
    ),
    DataPart(
        "adoption_counts",
        _("Use of the new platform by role"),
        AdoptionCount,
        team="plan__team",
        person=("entered_by",),
        more={"plan": "plan.title"},
    ),
    DataPart(
        "trainings",
        _("Trainings"),
        Training,
        team="plan__team",
        more={"plan": "plan.title"},
    ),
    DataPart(
        "reviews",
        _("Reviews after go-live"),
        Review,
        team="plan__team",
        person=("held_by",),
        more={"plan": "plan.title"},
    ),
    DataPart(
        "old_platforms",
        _("Old platforms, and how they were switched off"),
        OldPlatform,
        team="plan__team",
        person=("archive_proven_by", "switched_off_by"),
        more={"plan": "plan.title"},
    ),
]
