from migration.models.adoption import (
    AdoptionCount,
    MeasureValue,
    OldPlatform,
    Review,
    SuccessMeasure,
    Training,
)
from migration.models.baselines import Baseline
from migration.models.plans import Plan, PlanMember
from migration.models.schedule import DayOff, TaskLink
from migration.models.stakeholders import LinkTick, Stakeholder, Talk
from migration.models.tasks import Task

__all__ = [
    "AdoptionCount",
    "Baseline",
    "DayOff",
    "LinkTick",
    "MeasureValue",
    "OldPlatform",
    "Plan",
    "PlanMember",
    "Review",
    "Stakeholder",
    "SuccessMeasure",
    "Talk",
    "Task",
    "TaskLink",
    "Training",
]
