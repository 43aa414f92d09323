"""What tasks wait for, by the links of their plans: the same for every page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from common.formatting import number
from migration.models import Task, TaskLink


@dataclass(frozen=True, slots=True)
class Waiting:
    """Open tasks by the id of the task that they hold, and the other way round."""

    before: Mapping[int, tuple[Task, ...]]
    after: Mapping[int, tuple[Task, ...]]

    def waits_for(self, task: Task) -> tuple[str, ...]:
        """Return the titles of the open tasks that come before it."""
        return titles(self.before.get(task.pk, ()))

    def holds_up(self, task: Task) -> tuple[str, ...]:
        """Return the titles of the open tasks that wait for it."""
        return titles(self.after.get(task.pk, ()))


def titles(tasks: Sequence[Task]) -> tuple[str, ...]:
    return tuple(task.title for task in tasks)


def read_waiting(tasks: Collection[Task]) -> Waiting:
    """Read what the tasks of whole plans wait for. One query, without their rows."""
    by_pk = {task.pk: task for task in tasks if not task.is_done}
    plans = {task.plan_id for task in tasks}
    links = TaskLink.objects.holding().filter(
        after__plan__in=plans, after__done_at=None
    )
    before: dict[int, list[Task]] = defaultdict(list)
    after: dict[int, list[Task]] = defaultdict(list)
    pairs = links.values_list("before", "after").order_by("before__position", "pk")
    # Two links of other kinds between the same tasks are one wait.
    for first, second in dict.fromkeys(pairs):
        if first in by_pk and second in by_pk:
            before[second].append(by_pk[first])
            after[first].append(by_pk[second])
    return Waiting(frozen(before), frozen(after))


def frozen(found: Mapping[int, list[Task]]) -> dict[int, tuple[Task, ...]]:
    return {pk: tuple(rows) for pk, rows in found.items()}


def open_before(tasks: Collection[Task]) -> dict[int, tuple[str, ...]]:
    """Return what some tasks of a plan wait for: titles by id. One query."""
    links = TaskLink.objects.holding().filter(after__in=tasks, after__done_at=None)
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for link in links.select_related("before").order_by("before__position", "pk"):
        found[link.after_id][link.before_id] = link.before.title
    return {pk: tuple(rows.values()) for pk, rows in found.items()}


def enumerated(titles: Sequence[str], *, most: int = 4) -> str:
    """Name some of them in a sentence, and how many more there are."""
    quoted = [f"“{title}”" for title in titles[:most]]
    comma = "، " if get_language_bidi() else ", "
    if further := len(titles) - most if len(titles) > most else 0:
        quoted.append(_("%(count)s more") % {"count": number(further)})
    return comma.join(quoted)
