"""The schedule of a plan: the network of its tasks, computed anew at each look."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import holidays
from django.utils.translation import get_language

from migration.models import DayOff, Plan, Task, TaskLink
from migration.models.template_text import phase_names
from migration.planning.calendars import DAY, Calendar
from migration.planning.critical_path import Dates, Schedule, latest_start, schedule_of
from migration.planning.estimates import Estimate
from migration.planning.network import Activity, Circle, Kind, Link
from migration.planning.simulation import Chances, simulate
from migration.planning.template import MILESTONE

YEARS_AHEAD = 5
MOST_NAMED = 5  # tasks of a chain in a sentence


@dataclass(frozen=True, slots=True)
class Wish:
    """What if: other days or links than those stored. Nothing is saved.

    tasks: id -> fields of Task that are others. without: ids of links left out.
    """

    tasks: Mapping[int, Mapping[str, object]] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    without: Collection[int] = ()


@dataclass(frozen=True, slots=True)
class Network:
    """The tasks of a plan as the engine takes them; their key is the id."""

    plan: Plan
    tasks: tuple[Task, ...]
    links: tuple[TaskLink, ...]
    activities: tuple[Activity, ...]
    engine_links: tuple[Link, ...]
    calendars: tuple[Calendar, ...]
    today: date

    @property
    def start(self) -> date:
        return self.plan.starts_on or self.today

    def schedule(self, wish: Wish | None = None) -> Schedule:
        """Compute the dates. Raises Circle, which names the tasks."""
        activities, links = self.activities, self.engine_links
        if wish:
            activities = tuple(
                replace(each, **wish.tasks.get(int(each.key), {}))  # type: ignore[arg-type]
                for each in activities
            )
            links = (
                *(
                    link
                    for link, row in zip(links, self.links, strict=True)
                    if row.pk not in wish.without
                ),
                *wish.links,
            )
        return schedule_of(
            activities, links, self.calendars, start=self.start, today=self.today
        )

    @property
    def estimates(self) -> dict[str, Estimate]:
        """Return the tasks whose days are not sure."""
        return {
            str(task.pk): Estimate(
                task.days if task.days_low is None else task.days_low,
                task.days,
                task.days if task.days_high is None else task.days_high,
            )
            for task in self.tasks
            if task.days_low is not None or task.days_high is not None
        }


@dataclass(frozen=True, slots=True)
class TaskDates:
    """A task with what the schedule says of it, and of what it waits for."""

    task: Task
    dates: Dates
    before: tuple[TaskLink, ...]
    was: tuple[date, date] | None  # in the baseline it is compared with

    @property
    def is_critical(self) -> bool:
        return self.dates.is_critical and not self.task.is_done

    @property
    def differs(self) -> bool:
        """Whether people agreed on another day than the schedule has."""
        task = self.task
        return not task.is_done and task.due_on != self.dates.finish

    @property
    def slipped(self) -> int:
        """Days later than in the baseline."""
        return (self.dates.finish - self.was[1]).days if self.was else 0


@dataclass(frozen=True, slots=True)
class PhaseDates:
    key: str
    name: str
    rows: tuple[TaskDates, ...]

    @property
    def is_finished(self) -> bool:
        return all(row.task.is_done for row in self.rows)

    @property
    def start(self) -> date:
        return min(row.dates.start for row in self.rows)

    @property
    def finish(self) -> date:
        return max(row.dates.finish for row in self.rows)

    @property
    def done(self) -> int:
        return sum(row.task.is_done for row in self.rows)


@dataclass(frozen=True, slots=True)
class PlanSchedule:
    """finish: of all tasks. go_live: of the go-live task, None if there is none."""

    network: Network
    schedule: Schedule
    phases: tuple[PhaseDates, ...]
    go_live: date | None
    chain: tuple[Task, ...]
    latest_start: date

    @property
    def rows(self) -> list[TaskDates]:
        return [row for phase in self.phases for row in phase.rows]

    @property
    def finish(self) -> date:
        return self.schedule.finish

    @property
    def days_behind(self) -> int:
        """Days by which the go-live comes after the wished day."""
        wished = self.network.plan.go_live_on
        if wished is None or self.go_live is None:
            return 0
        return (self.go_live - wished).days

    @property
    def contract_slack(self) -> int | None:
        """Days between the end of the work and the end of the old contract."""
        ends = self.network.plan.contract_ends_on
        return None if ends is None else (ends - self.finish).days

    @property
    def notice_on(self) -> date | None:
        """The last day on which notice can be given."""
        plan = self.network.plan
        if plan.contract_ends_on is None or plan.notice_days is None:
            return None
        return plan.contract_ends_on - timedelta(days=plan.notice_days)

    @property
    def differing(self) -> list[TaskDates]:
        return [row for row in self.rows if row.differs]

    def row_of(self, task_pk: int) -> TaskDates | None:
        return next((row for row in self.rows if row.task.pk == task_pk), None)


def read_network(plan: Plan, *, today: date) -> Network:
    """Read tasks, links and days off. Three queries."""
    tasks = tuple(plan.tasks.present().select_related("assigned_to__user").in_order())
    links = tuple(
        TaskLink.objects.filter(after__plan=plan)
        .between_present()
        .select_related("before", "after")
        .order_by("pk")
    )
    calendars, number_of = calendars_of(plan, today=today)
    return Network(
        plan=plan,
        tasks=tasks,
        links=links,
        activities=tuple(
            activity_of(task, number_of.get(task.assigned_to_id or 0, 0))
            for task in tasks
        ),
        engine_links=tuple(
            Link(str(link.before_id), str(link.after_id), Kind(link.kind), link.lag)
            for link in links
        ),
        calendars=calendars,
        today=today,
    )


def activity_of(task: Task, calendar: int) -> Activity:
    return Activity(
        key=str(task.pk),
        days=task.days,
        calendar=calendar,
        not_before=task.not_before,
        fixed_on=task.fixed_on,
        deadline=task.deadline,
        done=done_days(task),
    )


def done_days(task: Task) -> tuple[date, date] | None:
    """Return first and last day of a finished task, as far as they are known."""
    if task.done_at is None:
        return None
    last = task.plan.team.day_of(task.done_at)
    first = task.starts_on if task.starts_on and task.starts_on <= last else last
    return first, last


def calendars_of(
    plan: Plan, *, today: date
) -> tuple[tuple[Calendar, ...], dict[int, int]]:
    """Return the plan's calendar, one per person with leave, and whose is which."""
    rows = list(plan.days_free.all())
    free = set(public_holidays(plan.country, today))
    free |= {day for row in rows if row.member_id is None for day in days_of(row)}
    weekend = plan.days_off
    calendars = [Calendar(weekend, frozenset(free))]
    number_of: dict[int, int] = {}
    for member in sorted({row.member_id for row in rows if row.member_id}):
        leave = {day for row in rows if row.member_id == member for day in days_of(row)}
        number_of[member] = len(calendars)
        calendars.append(Calendar(weekend, frozenset(free | leave)))
    return tuple(calendars), number_of


def days_of(row: DayOff) -> Iterable[date]:
    day = row.first_on
    while day <= row.last_on:
        yield day
        day += DAY


def public_holidays(country: str, today: date) -> list[date]:
    """Return the public holidays of a country around today; none without one."""
    if not country:
        return []
    years = range(today.year - 1, today.year + YEARS_AHEAD)
    return list(holidays.country_holidays(country, years=years))


def countries() -> list[str]:
    """Return the codes of the countries whose holidays are known."""
    return sorted(holidays.list_supported_countries(include_aliases=False))


def read_schedule(
    plan: Plan, *, today: date, baseline: Mapping[str, list[str]] | None = None
) -> PlanSchedule:
    """Compute the dates of the plan. Raises Circle."""
    network = read_network(plan, today=today)
    return opened(network, network.schedule(), baseline or {})


def opened(
    network: Network, schedule: Schedule, baseline: Mapping[str, list[str]]
) -> PlanSchedule:
    by_key = {str(task.pk): task for task in network.tasks}
    before: dict[int, list[TaskLink]] = {}
    for link in network.links:
        before.setdefault(link.after_id, []).append(link)
    rows = {
        task.pk: TaskDates(
            task,
            schedule.of(str(task.pk)),
            tuple(before.get(task.pk, ())),
            was_in(baseline, task),
        )
        for task in network.tasks
    }
    goal = goal_of(network.tasks)
    chain = schedule.chain(str(goal.pk) if goal else None) if network.tasks else []
    return PlanSchedule(
        network=network,
        schedule=schedule,
        phases=tuple(phases_of(rows)),
        go_live=rows[goal.pk].dates.finish if goal else None,
        chain=tuple(by_key[key] for key in chain if not by_key[key].is_done),
        latest_start=latest_start(schedule) if network.tasks else network.today,
    )


def was_in(baseline: Mapping[str, list[str]], task: Task) -> tuple[date, date] | None:
    found = baseline.get(str(task.pk))
    if not found:
        return None
    return date.fromisoformat(found[0]), date.fromisoformat(found[1])


def goal_of(tasks: Iterable[Task]) -> Task | None:
    """Return the go-live task of the template, if it is still on the plan."""
    found = (task for task in tasks if task.template_key == MILESTONE)
    return next((task for task in found if not task.about), None)


def phases_of(rows: Mapping[int, TaskDates]) -> Iterable[PhaseDates]:
    for key, name in phase_names().items():
        inside = tuple(row for row in rows.values() if row.task.phase == key)
        if inside:
            yield PhaseDates(key, name, inside)


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
    def days(self) -> int:
        return (self.after - self.before).days


def effect_of(network: Network, wish: Wish) -> Effect:
    """Compute what a wish would change, without saving. Raises Circle."""
    now, then = network.schedule(), network.schedule(wish)
    goal = goal_of(network.tasks)
    titles = {str(task.pk): task.title for task in network.tasks}
    key = str(goal.pk) if goal else None
    end = then.of(key).finish if key else then.finish
    return Effect(
        before=now.of(key).finish if key else now.finish,
        after=end,
        chain=tuple(titles[each] for each in then.chain(key)),
        moved=sum(
            now.of(str(task.pk)).finish != then.of(str(task.pk)).finish
            for task in network.tasks
        ),
    )


def titles_of(circle: Circle, tasks: Iterable[Task]) -> str:
    """Name the tasks of a circle in their order."""
    titles = {str(task.pk): task.title for task in tasks}
    quoted = [f"“{titles.get(key, key)}”" for key in circle.keys]
    comma = "، " if (get_language() or "en")[:2] in {"ar", "fa"} else ", "
    return comma.join(quoted)


def read_chances(found: PlanSchedule) -> Chances | None:
    """Draw the plan where some days are not sure; None where all are."""
    network = found.network
    estimates = network.estimates
    if not estimates:
        return None
    return simulate(
        found.schedule,
        network.calendars,
        estimates,
        first=max(network.start, network.today),
    )
