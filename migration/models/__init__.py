from migration.models.adoption import (
    AdoptionCount,
    MeasureValue,
    OldPlatform,
    Review,
    SuccessMeasure,
    Training,
)
from migration.models.assets import Asset, AssetDependency, AssetView, Loss
from migration.models.baselines import Baseline
from migration.models.defects import Defect
from migration.models.effort import TeamEffort
from migration.models.gates import (
    Gate,
    GateCondition,
    GateCriterion,
    GateDecision,
    GateVote,
)
from migration.models.lists import ContactList, FieldMapping, ListCount
from migration.models.plans import Plan, PlanMember
from migration.models.purchases import Purchase
from migration.models.questions import Question
from migration.models.raci import Deliverable, RaciPart
from migration.models.risks import Risk
from migration.models.schedule import DayOff, TaskLink
from migration.models.stakeholders import LinkTick, Stakeholder, Talk
from migration.models.task_parts import TaskComment, TaskStep
from migration.models.tasks import Task
from migration.models.team_templates import TeamTemplate

__all__ = [
    "AdoptionCount",
    "Asset",
    "AssetDependency",
    "AssetView",
    "Baseline",
    "ContactList",
    "DayOff",
    "Defect",
    "Deliverable",
    "FieldMapping",
    "Gate",
    "GateCondition",
    "GateCriterion",
    "GateDecision",
    "GateVote",
    "LinkTick",
    "ListCount",
    "Loss",
    "MeasureValue",
    "OldPlatform",
    "Plan",
    "PlanMember",
    "Purchase",
    "Question",
    "RaciPart",
    "Review",
    "Risk",
    "Stakeholder",
    "SuccessMeasure",
    "Talk",
    "Task",
    "TaskComment",
    "TaskLink",
    "TaskStep",
    "TeamEffort",
    "TeamTemplate",
    "Training",
]
