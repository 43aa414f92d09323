"""What tasks wait for, by the links of their plans: the same for every page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _

from common.formatting import listed, number, quoted
from migration.models import Plan, Task, TaskLink
from migration.models.template_text import title_in_words
from migration.querysets import TaskLinkQuerySet

TITLE = ("own_title", "template_key", "about", "about_name")


class OpenTask(NamedTuple):
    pk: int
    title: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """Open tasks by the id of the task that they hold, and the other way round."""

    before: Mapping[int, Sequence[OpenTask]]
    after: Mapping[int, Sequence[OpenTask]]

    def waits_for(self, task: Task) -> tuple[str, ...]:
        """Return the titles of the open tasks that come before it."""
        return titles(self.before.get(task.pk, ()))

    def holds_up(self, task: Task) -> tuple[str, ...]:
        """Return the titles of the open tasks that wait for it."""
        return titles(self.after.get(task.pk, ()))


def titles(tasks: Sequence[OpenTask]) -> tuple[str, ...]:
    return tuple(task.title for task in tasks)


def holding_open() -> TaskLinkQuerySet:
    """Return the links by which open tasks wait, in the order they are told in."""
    links = TaskLink.objects.holding().filter(after__done_at=None)
    return links.order_by("before__position", "pk")


def read_waiting(tasks: Collection[Task]) -> Waiting:
    """Read what these tasks wait for, and what waits for them. One query.

    Of what stands at the other end only the title is read.
    """
    drawn = {task.pk for task in tasks if not task.is_done}
    links = holding_open().filter(Q(before__in=drawn) | Q(after__in=drawn))
    ends = [f"{end}__{name}" for end in ("before", "after") for name in TITLE]
    before: dict[int, dict[int, OpenTask]] = defaultdict(dict)
    after: dict[int, dict[int, OpenTask]] = defaultdict(dict)
    # Two links of other kinds between the same tasks are one wait.
    for first, second, *words in links.values_list("before", "after", *ends):
        if second in drawn and first not in before[second]:
            before[second][first] = OpenTask(first, title_in_words(*words[:4]))
        if first in drawn and second not in after[first]:
            after[first][second] = OpenTask(second, title_in_words(*words[4:]))
    return Waiting(by_task(before), by_task(after))


def by_task(
    found: Mapping[int, Mapping[int, OpenTask]],
) -> dict[int, tuple[OpenTask, ...]]:
    return {pk: tuple(rows.values()) for pk, rows in found.items()}


def waiting_tasks(plan: Plan) -> set[int]:
    """Return the ids of the tasks that wait for others. One query."""
    links = holding_open().filter(after__plan=plan).order_by()
    return set(links.values_list("after", flat=True))


def open_before(tasks: Collection[Task]) -> dict[int, tuple[str, ...]]:
    """Return what some tasks of a plan wait for: titles by id. One query."""
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for link in holding_open().filter(after__in=tasks).select_related("before"):
        found[link.after_id][link.before_id] = link.before.title
    return {pk: tuple(rows.values()) for pk, rows in found.items()}


def enumerated(titles: Sequence[str], *, most: int = 4) -> str:
    """Name some of them in a sentence, and how many more there are."""
    named = [quoted(title) for title in titles[:most]]
    if further := len(titles) - most if len(titles) > most else 0:
        named.append(_("%(count)s more") % {"count": number(further)})
    return listed(named)
