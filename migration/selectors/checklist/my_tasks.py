"""The tasks of one person across plans: late, of the next seven days, later."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from migration.models import Plan, Task
from migration.selectors.checklist.checklist import Line, lines_of
from migration.selectors.checklist.waiting import read_waiting
from workspace.models import User

SOON = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class MyTask:
    """An open task, and the plan that it is of."""

    line: Line
    plan: Plan

    @property
    def task(self) -> Task:
        return self.line.task

    @property
    def holds_up(self) -> tuple[str, ...]:
        return self.line.holds_up


@dataclass(frozen=True, slots=True)
class MyTasks:
    """Each by day; those without a day come last."""

    late: tuple[MyTask, ...]
    soon: tuple[MyTask, ...]
    later: tuple[MyTask, ...]

    @property
    def all(self) -> tuple[MyTask, ...]:
        return (*self.late, *self.soon, *self.later)


def read_my_tasks(user: User, *, now: datetime) -> MyTasks:
    """Read the open tasks that this person has, on all plans that live. Two queries."""
    plans = Plan.objects.visible_to(user).active()
    tasks = list(
        Task.objects.open()
        .filter(plan__in=plans, assigned_to__user=user)
        .select_related("plan__team")
        .in_order()
    )
    waiting = read_waiting(tasks)
    by_plan: dict[int, list[Task]] = defaultdict(list)
    for task in tasks:
        by_plan[task.plan_id].append(task)
    mine: list[MyTask] = []
    soon_until: dict[int, date] = {}
    for plan_pk, found in by_plan.items():
        today = found[0].plan.team.day_of(now)
        soon_until[plan_pk] = today + SOON
        mine += [MyTask(x, x.task.plan) for x in lines_of(found, waiting, today=today)]
    mine.sort(key=lambda row: (row.task.due_on or date.max, row.task.pk))
    return MyTasks(
        late=tuple(row for row in mine if row.line.is_late),
        soon=tuple(row for row in mine if is_soon(row, soon_until)),
        later=tuple(
            row for row in mine if not row.line.is_late and not is_soon(row, soon_until)
        ),
    )


def is_soon(row: MyTask, until: dict[int, date]) -> bool:
    due = row.task.due_on
    return due is not None and not row.line.is_late and due <= until[row.plan.pk]
