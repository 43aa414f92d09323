from migration.models.plans import Plan, PlanMember
from migration.models.tasks import Task

__all__ = ["Plan", "PlanMember", "Task"]
