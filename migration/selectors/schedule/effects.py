"""What a change would do to the finish, before it is saved."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from migration.models import DayOff, PlanMember, Stakeholder, Task
from migration.planning.critical_path import Schedule
from migration.planning.daily_hours import Giver, Givers
from migration.planning.network import Activity, Link
from migration.selectors.schedule.daily_hours import giver_of, pace_of
from migration.selectors.schedule.network import (
    Network,
    activity_of,
    links_between,
    network_of,
)
from migration.selectors.schedule.planned_tasks import PlannedTask, planned
from migration.selectors.schedule.schedule import ShortChain, goal_of, in_short


@dataclass(frozen=True, slots=True)
class Wish:
    """What if: other days, links or days off than those stored. Nothing is saved.

    tasks: id -> fields of Task that are others; some may decide no dates. gone: ids of
    tasks taken off the plan; back: removed tasks put on it again. without: ids of links
    left out. plan: fields of Plan that are others. days_off: all of them, None for
    those stored. people: who sits on the chairs, likewise.
    """

    tasks: Mapping[int, Mapping[str, object]] = field(default_factory=dict)
    gone: Collection[int] = ()
    back: tuple[Task, ...] = ()
    links: tuple[Link, ...] = ()
    without: Collection[int] = ()
    plan: Mapping[str, object] = field(default_factory=dict)
    days_off: Sequence[DayOff] | None = None
    people: tuple[Giver, ...] | None = None


def with_day_off(network: Network, added: DayOff) -> Wish:
    return Wish(days_off=(*network.days_off, added))


def without_day_off(network: Network, removed: DayOff) -> Wish:
    return Wish(days_off=[each for each in network.days_off if each != removed])


def with_person(network: Network, person: Stakeholder) -> Wish:
    """The person sits on the chair as given; a new one beside the others."""
    others = without_person(network, person).people or ()
    return Wish(people=(*others, giver_of(person)))


def without_person(network: Network, person: Stakeholder) -> Wish:
    people = network.givers.people
    return Wish(people=tuple(each for each in people if each.key != person.pk))


def with_observer(network: Network, member: int) -> Wish:
    """The member looks on: the open tasks are nobody's."""
    own = (task.pk for task in network.tasks if task.assigned_to_id == member)
    return Wish(tasks={pk: {"assigned_to_id": None} for pk in own})


def with_role(network: Network, member: PlanMember, role: str) -> Wish:
    """The member has another role: who looks on has no open tasks, others keep them."""
    looks_on = role == PlanMember.Role.OBSERVER != member.role
    return with_observer(network, member.pk) if looks_on else Wish()


def without_member(network: Network, member: int) -> Wish:
    """The member is off the plan, and so are the days off; the chair stays taken."""
    people = (
        replace(each, member=None) if each.member == member else each
        for each in network.givers.people
    )
    return replace(
        with_observer(network, member),
        days_off=[each for each in network.days_off if each.member_id != member],
        people=tuple(people),
    )


def schedule_with(network: Network, wish: Wish) -> Schedule:
    """Compute the dates as they would be. Raises Circle."""
    if wish.gone or wish.back:
        network = on_other_tasks(network, wish)
    if wish.plan or wish.days_off is not None or wish.people is not None:
        network = on_other_days(network, wish)
    activities = tuple(
        wished(network, task, each, wish.tasks.get(task.pk))
        for task, each in zip(network.tasks, network.activities, strict=True)
    )
    stored = zip(network.engine_links, network.links, strict=True)
    links = [link for link, row in stored if row.pk not in wish.without]
    return replace(
        network, activities=activities, engine_links=(*links, *wish.links)
    ).schedule()


def wished(
    network: Network, task: PlannedTask, now: Activity, fields: Mapping[str, Any] | None
) -> Activity:
    """Return the task with other fields; its person's pace stretches the days."""
    if not fields:
        return now
    known = {name: fields[name] for name in fields.keys() & set(task._fields)}
    then = task._replace(**known)
    calendar = network.calendars.number(then.assigned_to_id, then.owner_role)
    pace = pace_of(then, network.givers)
    return activity_of(then, network.plan.team, calendar, pace)


def on_other_tasks(network: Network, wish: Wish) -> Network:
    """Read the links anew: those of a removed task wait for it to come back."""
    tasks = tasks_with(network, wish)
    return network_of(
        network.plan,
        tasks,
        tuple(links_between(network.plan, tasks)),
        network.days_off,
        network.givers,
        today=network.today,
    )


def tasks_with(network: Network, wish: Wish) -> tuple[PlannedTask, ...]:
    kept = (task for task in network.tasks if task.pk not in wish.gone)
    return (*kept, *map(planned, wish.back))


def on_other_days(network: Network, wish: Wish) -> Network:
    plan = copy(network.plan)
    for name, value in wish.plan.items():
        setattr(plan, name, value)
    days_off = network.days_off if wish.days_off is None else wish.days_off
    people = network.givers.people if wish.people is None else wish.people
    return network_of(
        plan,
        network.tasks,
        network.links,
        days_off,
        Givers(people, plan.hours_a_day),
        today=network.today,
    )


@dataclass(frozen=True, slots=True)
class Effect:
    """What a wish would do: the finish before and after, and the chain then.

    days: later (above 0) or earlier. chain: titles of the tasks that carry it.
    """

    before: date
    after: date
    chain: tuple[str, ...]
    moved: int  # tasks that end on another day

    @property
    def chain_in_short(self) -> ShortChain[str]:
        return in_short(self.chain)

    @property
    def days(self) -> int:
        return (self.after - self.before).days


def effect_of(network: Network, wish: Wish) -> Effect:
    """Compute what a wish would change, without saving. Raises Circle."""
    now, then = network.schedule(), schedule_with(network, wish)
    tasks = tasks_with(network, wish)
    titles = {str(task.pk): task.title for task in tasks}
    key, key_then = goal_key(network.tasks), goal_key(tasks)
    return Effect(
        before=finish_of(now, key),
        after=finish_of(then, key_then),
        chain=tuple(titles[each] for each in then.chain(key_then)),
        moved=sum(
            now.of(each).finish != then.of(each).finish
            for each in titles.keys() & now.index.keys()
        ),
    )


def goal_key(tasks: Sequence[PlannedTask]) -> str | None:
    goal = goal_of(tasks)
    return str(goal.pk) if goal else None


def finish_of(schedule: Schedule, goal: str | None) -> date:
    return schedule.of(goal).finish if goal else schedule.finish
