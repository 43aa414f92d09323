from migration.models.plans import Plan, PlanMember
from migration.models.schedule import DayOff, TaskLink
from migration.models.tasks import Task

__all__ = ["DayOff", "Plan", "PlanMember", "Task", "TaskLink"]
