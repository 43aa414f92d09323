"""The schedule of a plan as it stands now, read as pages read it."""

from __future__ import annotations

from datetime import datetime

from migration.models import Plan, Task
from migration.selectors.schedule.schedule import TaskDates, read_schedule


def row_of(plan: Plan, task: Task, now: datetime) -> TaskDates:
    found = read_schedule(Plan.objects.get(pk=plan.pk), today=plan.team.day_of(now))
    row = found.row_of(task.pk)
    assert row is not None
    return row
