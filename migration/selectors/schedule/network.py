"""The network of a plan: its tasks, links and calendars, as the engine takes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

import holidays
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError
from common.formatting import listed, quoted
from migration.models import DayOff, Plan, Task, TaskLink
from migration.planning.calendars import Calendar
from migration.planning.critical_path import Schedule, schedule_of
from migration.planning.daily_hours import Giver, Givers, Pace
from migration.planning.estimates import Estimate
from migration.planning.network import Activity, Circle, Kind, Link
from migration.selectors.schedule.daily_hours import givers_of, pace_of
from migration.selectors.schedule.leave import days_of, leave_of, leave_of_roles
from migration.selectors.schedule.planned_tasks import PlannedTask, read_planned
from workspace.models import Team

YEARS_AHEAD = 5
KINDS = {kind.value: kind for kind in Kind}  # quicker than Kind(), for thousands


class CircleInPlan(Circle, DomainError):
    """A plan has no dates while its tasks wait for each other; says which they are.

    A page that can be drawn without dates catches it; all others refuse with it.
    """

    message = _(
        "These tasks wait for each other: %(circle)s. Take one of the links away."
    )

    def __init__(self, circle: Circle, tasks: Iterable[PlannedTask]) -> None:
        Circle.__init__(self, circle.keys)
        self.titles = titles_of(circle, tasks)
        self.values = {"circle": self.titles}

    def __str__(self) -> str:
        return DomainError.__str__(self)


def titles_of(circle: Circle, tasks: Iterable[PlannedTask]) -> str:
    """Name the tasks of a circle in their order."""
    titles = {str(task.pk): task.title for task in tasks}
    return listed(quoted(titles.get(key, key)) for key in circle.keys)


class LinkRow(NamedTuple):
    """A TaskLink as it is read for the schedule: thousands, so no model objects."""

    pk: int
    before_id: int
    after_id: int
    kind: str
    lag: int
    before: PlannedTask
    after: PlannedTask

    @property
    def kind_text(self) -> str:
        return str(TaskLink.Kind(self.kind).label)


@dataclass(frozen=True, slots=True)
class Calendars:
    """The first is the plan's; those of people with leave follow."""

    all: tuple[Calendar, ...]
    numbers: Mapping[int | str, int]  # by member or role

    def number(self, member: int | None, role: str) -> int:
        """Return which one counts for a task of this member, or else of this role."""
        return self.numbers.get(role if member is None else member, 0)


@dataclass(frozen=True, slots=True)
class Network:
    """The tasks of a plan as the engine takes them; their key is the id."""

    plan: Plan
    tasks: tuple[PlannedTask, ...]
    links: tuple[LinkRow, ...]
    days_off: tuple[DayOff, ...]
    activities: tuple[Activity, ...]
    engine_links: tuple[Link, ...]
    calendars: Calendars
    today: date
    givers: Givers
    # By id, of those whose person gives fewer hours than a full day has.
    paces: Mapping[int, Pace] = field(default_factory=dict)

    @property
    def start(self) -> date:
        return self.plan.starts_on or self.today

    def schedule(self, *, finish_by: date | None = None) -> Schedule:
        """Compute the dates. Raises CircleInPlan, which names the tasks.

        Floats are measured to the end of the plan, or to `finish_by` if given.
        """
        try:
            return schedule_of(
                self.activities,
                self.engine_links,
                self.calendars.all,
                start=self.start,
                today=self.today,
                finish_by=finish_by,
            )
        except Circle as circle:
            raise CircleInPlan(circle, self.tasks) from circle

    @property
    def estimates(self) -> dict[str, Estimate]:
        """Return the tasks whose days are not sure."""
        return {
            str(task.pk): estimate_of(task, self.paces.get(task.pk))
            for task in self.tasks
            if task.days_low is not None or task.days_high is not None
        }


def read_network(plan: Plan, *, today: date) -> Network:
    """Read tasks, links, days off and who gives which hours. Four queries."""
    tasks = read_planned(plan)
    links = tuple(links_between(plan, tasks))
    days_off = plan.days_free.select_related("stakeholder")
    return network_of(plan, tasks, links, days_off, givers_of(plan), today=today)


def network_of(
    plan: Plan,
    tasks: tuple[PlannedTask, ...],
    links: tuple[LinkRow, ...],
    days_off: Iterable[DayOff],
    givers: Givers,
    *,
    today: date,
) -> Network:
    days_off = tuple(days_off)
    calendars = calendars_of(plan, days_off, givers.people, today=today)
    found = {task.pk: pace_of(task, givers) for task in tasks}
    paces = {pk: pace for pk, pace in found.items() if pace}
    return Network(
        plan=plan,
        tasks=tasks,
        links=links,
        days_off=days_off,
        activities=tuple(
            activity_of(
                task,
                plan.team,
                calendars.number(task.assigned_to_id, task.owner_role),
                paces.get(task.pk),
            )
            for task in tasks
        ),
        engine_links=tuple(
            Link(str(link.before_id), str(link.after_id), KINDS[link.kind], link.lag)
            for link in links
        ),
        calendars=calendars,
        today=today,
        givers=givers,
        paces=paces,
    )


def estimate_of(task: PlannedTask, pace: Pace | None) -> Estimate:
    low = task.days if task.days_low is None else task.days_low
    high = task.days if task.days_high is None else task.days_high
    if pace is None:
        return Estimate(low, task.days, high)
    return Estimate(pace.days(low), pace.days(task.days), pace.days(high))


def links_between(plan: Plan, tasks: Iterable[PlannedTask]) -> Iterator[LinkRow]:
    by_pk = {task.pk: task for task in tasks}
    rows = TaskLink.objects.filter(after__plan=plan).order_by("pk")
    for pk, before, after, kind, lag in rows.values_list(
        "pk", "before_id", "after_id", "kind", "lag"
    ):
        if before in by_pk and after in by_pk:
            yield LinkRow(pk, before, after, kind, lag, by_pk[before], by_pk[after])


def activity_of(
    task: Task | PlannedTask, team: Team, calendar: int, pace: Pace | None = None
) -> Activity:
    return Activity(
        key=str(task.pk),
        days=pace.days(task.days) if pace else task.days,
        calendar=calendar,
        not_before=task.not_before,
        fixed_on=task.fixed_on,
        deadline=task.deadline,
        done=done_days(task, team),
    )


def done_days(task: Task | PlannedTask, team: Team) -> tuple[date, date] | None:
    """Return first and last day of a finished task, as far as they are known."""
    if task.done_at is None:
        return None
    last = team.day_of(task.done_at)
    first = task.starts_on if task.starts_on and task.starts_on <= last else last
    return first, last


def calendars_of(
    plan: Plan, days_off: Iterable[DayOff], people: Iterable[Giver], *, today: date
) -> Calendars:
    """Return the plan's calendar, and one for each person or chair with leave."""
    rows, people = list(days_off), list(people)
    for_all = (row for row in rows if row.kind != DayOff.Kind.LEAVE)
    free = frozenset(public_holidays(plan.country, today)).union(*map(days_of, for_all))
    leave = leave_of(rows, people)
    members = {person.member: days for person, days in leave.items() if person.member}
    roles = leave_of_roles(leave, people)
    away: list[tuple[int | str, frozenset[date]]]
    away = [*sorted(members.items()), *sorted(roles.items())]
    return Calendars(
        tuple(
            Calendar(plan.days_off, free | days)
            for days in (frozenset[date](), *(days for _whose, days in away))
        ),
        {whose: number for number, (whose, _days) in enumerate(away, start=1)},
    )


def public_holidays(country: str, today: date) -> list[date]:
    """Return the public holidays of a country around today; none without one."""
    if not country:
        return []
    years = range(today.year - 1, today.year + YEARS_AHEAD)
    return list(holidays.country_holidays(country, years=years))


def countries() -> list[str]:
    """Return the codes of the countries whose holidays are known."""
    return sorted(holidays.list_supported_countries(include_aliases=False))
