"""Tasks as the schedule takes them: thousands, so no model objects."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from migration.models import Plan, Task
from migration.models.template_text import title_in_words


class PlannedTask(NamedTuple):
    """A task with what decides its dates; its fields are attributes of Task."""

    pk: int
    phase: str
    own_title: str
    template_key: str
    about: str
    about_name: str
    owner_role: str
    assigned_to_id: int | None
    position: int
    due_on: date | None
    starts_on: date | None
    done_at: datetime | None
    days: int
    days_low: int | None
    days_high: int | None
    keeps_days: bool
    not_before: date | None
    fixed_on: date | None
    deadline: date | None

    @property
    def title(self) -> str:
        return title_in_words(
            self.own_title, self.template_key, self.about, self.about_name
        )

    @property
    def is_done(self) -> bool:
        return self.done_at is not None


def read_planned(plan: Plan) -> tuple[PlannedTask, ...]:
    """Read the tasks of a plan in their order. One query."""
    rows = plan.tasks.present().in_order().values_list(*PlannedTask._fields)
    return tuple(PlannedTask(*columns) for columns in rows)


def planned(task: Task) -> PlannedTask:
    return PlannedTask(*(getattr(task, name) for name in PlannedTask._fields))
