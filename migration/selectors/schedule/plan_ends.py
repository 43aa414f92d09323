"""When a plan would end with other tasks than it has; nothing is saved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import date

from migration.models import Plan, Task, TaskLink
from migration.planning.calendars import Calendar
from migration.planning.critical_path import schedule_of
from migration.planning.daily_hours import Givers
from migration.planning.generate import Difference, Identity, Planned
from migration.planning.network import Activity, Circle, Kind, Link
from migration.planning.stock import Stock
from migration.planning.template import MILESTONE
from migration.planning.template_links import links_of
from migration.selectors.schedule.daily_hours import givers_of, pace_of
from migration.selectors.schedule.network import activity_of, calendars_of


@dataclass(frozen=True, slots=True)
class Ends:
    """go_live: None if the plan has no such task."""

    finish: date
    go_live: date | None


@dataclass(frozen=True, slots=True)
class Draft:
    """Tasks by their keys, and what they wait for."""

    tasks: Mapping[str, Activity]
    links: Sequence[Link]
    goal: str

    def ends(
        self, calendars: Sequence[Calendar], *, start: date, today: date
    ) -> Ends | None:
        """Return when it ends; None where tasks wait for each other in a circle."""
        links = [x for x in self.links if {x.before, x.after} <= set(self.tasks)]
        try:
            found = schedule_of(
                tuple(self.tasks.values()), links, calendars, start=start, today=today
            )
        except Circle:
            return None
        known = self.goal in self.tasks
        return Ends(found.finish, found.of(self.goal).finish if known else None)


def ends_after(
    plan: Plan,
    present: Sequence[Task],
    lines: Sequence[Difference],
    stock: Stock,
    *,
    today: date,
) -> tuple[Ends | None, Ends | None]:
    """Return when it ends as it is, and with all lines taken. Three queries."""
    givers = givers_of(plan)
    days_off = plan.days_free.select_related("stakeholder")
    calendars = calendars_of(plan, days_off, givers.people, today=today)
    rows = list(TaskLink.objects.filter(after__plan=plan).between_present())
    goal = next((str(x.pk) for x in present if x.template_key == MILESTONE), "")
    tasks: dict[str, Activity] = {}
    for task in present:
        number = calendars.number(task.assigned_to_id, task.owner_role)
        pace = pace_of(task, givers)
        tasks[str(task.pk)] = activity_of(task, plan.team, number, pace)
    now = Draft(tasks, [engine_link(row) for row in rows], goal)
    before = {(x.template_key, x.about): str(x.pk) for x in present if x.template_key}
    keys = keys_after(before, lines)
    own = [engine_link(row) for row in rows if not row.is_generated]
    shipped = [
        Link(keys[x.before], keys[x.after], x.kind, x.lag)
        for x in links_of(keys, stock.waits)
    ]
    then = Draft(
        tasks_after(tasks, present, keys, lines, givers), [*own, *shipped], goal
    )
    start = plan.starts_on or today
    now_ends, then_ends = (
        each.ends(calendars.all, start=start, today=today) for each in (now, then)
    )
    return now_ends, then_ends


def engine_link(row: TaskLink) -> Link:
    return Link(str(row.before_id), str(row.after_id), Kind(row.kind), row.lag)


def keys_after(
    before: Mapping[Identity, str], lines: Iterable[Difference]
) -> dict[Identity, str]:
    """Return the tasks of the templates as they would be, with their keys."""
    keys = dict(before)
    for line in lines:
        old = keys.pop(line.existing.identity, "") if line.existing else ""
        if line.planned:
            keys[line.planned.identity] = old or "|".join(line.planned.identity)
    return keys


def tasks_after(
    tasks: Mapping[str, Activity],
    present: Iterable[Task],
    after: Mapping[Identity, str],
    lines: Iterable[Difference],
    givers: Givers,
) -> dict[str, Activity]:
    found = dict(tasks)
    rows = {(each.template_key, each.about): each for each in present}
    for line in lines:
        task = rows.get(line.existing.identity) if line.existing else None
        if line.planned:
            key = after[line.planned.identity]
            days = length_of(line.planned, task, givers)
            found[key] = replace(found.get(key, Activity(key)), days=days)
        elif task:
            del found[str(task.pk)]
    return found


def length_of(planned: Planned, task: Task | None, givers: Givers) -> int:
    """Return the days that the planned task takes whoever it falls to.

    One that stands for a task of the plan keeps what people gave that one.
    """
    entry = planned.task.entry
    then = copy(task) if task else Task(keeps_days=entry.keeps_days)
    if "days" not in then.changed_by_hand:
        then.days = planned.days
    is_same = (then.template_key, then.about) == planned.identity
    if not is_same and then.assigned_to_id is None:
        then.owner_role = planned.role or entry.role
        then.assigned_to_id = planned.member
    pace = pace_of(then, givers)
    return pace.days(then.days) if pace else then.days
