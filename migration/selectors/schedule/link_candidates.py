"""Which tasks are offered when somebody says what a task waits for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from common.text import match_key
from migration.models import Task
from migration.models.template_text import phase_names
from migration.selectors.schedule.planned_tasks import PlannedTask

MOST_OFFERED = 25


@dataclass(frozen=True, slots=True)
class Candidates:
    """found: how many there are; tasks: those that are offered."""

    tasks: tuple[PlannedTask, ...]
    found: int

    @property
    def left_out(self) -> int:
        return max(self.found - len(self.tasks), 0)


def candidates_for(
    task: Task, tasks: Sequence[PlannedTask], search: str, *, chosen: object = None
) -> Candidates:
    """Return the tasks whose titles hold the words; without any, the nearest before."""
    found = nearest(task, tasks)
    words = match_key(search).split()
    if words:
        titles = ((each, match_key(each.title)) for each in found)
        found = [each for each, title in titles if all(word in title for word in words)]
    offered = found[:MOST_OFFERED]
    kept = [each for each in tasks if str(each.pk) == str(chosen)]
    rest = [each for each in offered if each not in kept]
    return Candidates((*kept, *rest), len(found))


def nearest(task: Task, tasks: Sequence[PlannedTask]) -> list[PlannedTask]:
    """Return all others, those just before it first, then those after it."""
    places = {each.pk: place for place, each in enumerate(in_plan_order(tasks))}
    own = places.get(task.pk, len(places))
    others = [each for each in tasks if each.pk != task.pk]
    return sorted(
        others, key=lambda each: (places[each.pk] > own, abs(places[each.pk] - own))
    )


def in_plan_order(tasks: Sequence[PlannedTask]) -> list[PlannedTask]:
    """Return the tasks phase by phase; positions count within a phase."""
    phases = {key: place for place, key in enumerate(phase_names())}
    last = len(phases)
    return sorted(
        tasks, key=lambda each: (phases.get(each.phase, last), each.position, each.pk)
    )
