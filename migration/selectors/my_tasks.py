"""The tasks of one person across plans: late, of the next seven days, later."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from migration.models import Plan, Task
from migration.selectors.checklist import Line, lines_of
from workspace.models import User

SOON = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class MyTask:
    """An open task; `holds_up` are titles of open tasks that wait for it."""

    line: Line
    plan: Plan
    holds_up: tuple[str, ...]

    @property
    def task(self) -> Task:
        return self.line.task


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
    """Read the open tasks that this person has, on all plans that live. One query."""
    plans = Plan.objects.visible_to(user).active()
    tasks = Task.objects.visible_to(user).present().filter(plan__in=plans)
    by_plan: dict[int, list[Task]] = defaultdict(list)
    for task in tasks.select_related("plan__team", "assigned_to", "done_by").in_order():
        by_plan[task.plan_id].append(task)
    mine: list[MyTask] = []
    soon_until: dict[int, date] = {}
    for plan_pk, found in by_plan.items():
        today = found[0].plan.team.day_of(now)
        soon_until[plan_pk] = today + SOON
        mine += of_plan(found, user, today=today)
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


def of_plan(tasks: list[Task], user: User, *, today: date) -> Iterable[MyTask]:
    lines = lines_of(tasks, today=today)
    waiting: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        if not line.task.is_done:
            for title in line.waits_for:
                waiting[title].append(line.task.title)
    for line in lines:
        member = line.task.assigned_to
        if member is None or member.user_id != user.pk or line.task.is_done:
            continue
        yield MyTask(line, line.task.plan, tuple(waiting[line.task.title]))
