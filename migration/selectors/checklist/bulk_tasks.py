"""What a change of several tasks would do, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from common.formatting import day
from migration.models import Plan, Task
from migration.models.template_text import role_names
from migration.selectors.schedule.effects import Wish


@dataclass(frozen=True, slots=True)
class TaskChange:
    """One task, and its columns before and after."""

    task: Task
    before: Mapping[str, Any]
    after: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ChangedColumn:
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    title: str
    columns: tuple[ChangedColumn, ...]


def wish_of(changes: Sequence[TaskChange]) -> Wish:
    """Return the changes as something to try before they are saved."""
    gone = {each.task.pk for each in changes if "removed_at" in each.after}
    return Wish(tasks={each.task.pk: each.after for each in changes}, gone=gone)


def wish_back(rows: Iterable[tuple[Task, Mapping[str, Any]]]) -> Wish:
    """Return what taking a change back would be: the tasks and their columns before."""
    tasks, back = {}, []
    for task, columns in rows:
        tasks[task.pk] = columns
        if "removed_at" in columns:
            back.append(task)
    return Wish(tasks=tasks, back=tuple(back))


def change_rows(plan: Plan, changes: Iterable[TaskChange]) -> list[ChangeRow]:
    people = {row.pk: str(row.user) for row in plan.members.select_related("user")}
    return [
        ChangeRow(change.task.title, tuple(columns_of(change, people)))
        for change in changes
    ]


def columns_of(change: TaskChange, people: dict[int, str]) -> Iterator[ChangedColumn]:
    labels = {
        "assigned_to_id": _("Person"),
        "owner_role": _("Role"),
        "due_on": _("Due day"),
        "removed_at": _("On the list"),
    }
    for name, after in change.after.items():
        before = change.before[name]
        yield ChangedColumn(
            labels[name], said(name, before, people), said(name, after, people)
        )


def said(name: str, value: Any, people: dict[int, str]) -> str:
    if name == "assigned_to_id":
        return people.get(value, "") or _("nobody")
    if name == "owner_role":
        return role_names().get(value, "") or _("none")
    if name == "removed_at":
        return _("yes") if value is None else _("no, it can be brought back")
    return day(value, "weekday")
