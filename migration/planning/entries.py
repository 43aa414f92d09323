"""Any task that we ship, by its key."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from migration.planning.full_template import FullTask, full_template
from migration.planning.growth import growth, growth_entries
from migration.planning.template import TaskEntry, plan_template


@cache
def _entries() -> Mapping[str, TaskEntry]:
    full = {task.key: task.entry for task in full_template().tasks}
    small = {entry.key: entry for entry in plan_template().tasks}
    return {**growth_entries(), **full, **small}


def entry_by_key(key: str) -> TaskEntry | None:
    """Return a task of the small move, of the full template, or of its growth."""
    return _entries().get(key)


@cache
def linked_tasks() -> Mapping[str, FullTask]:
    """Return the tasks that bring their links along, by key."""
    grown = {each.task.key: each.task for each in growth().tasks}
    return {**grown, **{task.key: task for task in full_template().tasks}}


@cache
def places() -> Mapping[str, int]:
    """Return where each task stands: in the order of phases, as work goes within.

    A small task stands where its main part does, and what grew stands last in its
    phase, so that a number means the same whatever grows.
    """
    found: dict[str, int] = {}
    last: dict[str, int] = {}
    for at, task in enumerate(full_template().tasks):
        found[task.key] = last[task.entry.phase] = at
    for task in full_template().tasks:
        if task.is_main:
            found.setdefault(task.part_of, found[task.key])
    for each in growth().tasks:
        found[each.task.key] = last[each.task.entry.phase]
    return found
