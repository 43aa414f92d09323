"""The schedule of a plan: dates, floats, what carries them; computed at each look."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

from migration.models import Plan
from migration.models.template_text import phase_names
from migration.planning.critical_path import Dates, Schedule, latest_start
from migration.planning.daily_hours import Pace
from migration.planning.simulation import Chances, simulate
from migration.planning.template import MILESTONE
from migration.selectors.schedule.daily_hours import pace_words
from migration.selectors.schedule.network import LinkRow, Network, read_network
from migration.selectors.schedule.planned_tasks import PlannedTask

NAMED_AT_ENDS = 3  # tasks of a long chain in a sentence
Named = TypeVar("Named")


@dataclass(frozen=True, slots=True)
class TaskDates:
    """A task with what the schedule says of it, and of what it waits for."""

    task: PlannedTask
    dates: Dates
    before: tuple[LinkRow, ...]
    was: tuple[date, date] | None  # in the baseline it is compared with
    pace: Pace | None = None

    @property
    def days(self) -> int:
        """The working days it takes its person."""
        return self.taken(self.task.days)

    def taken(self, work: int) -> int:
        """Return the working days that so many days of work take its person."""
        return self.pace.days(work) if self.pace else work

    @property
    def range(self) -> tuple[int, int] | None:
        """The working days at best and at worst, where they are not sure."""
        task = self.task
        if task.days_low is None and task.days_high is None:
            return None
        low = task.days if task.days_low is None else task.days_low
        high = task.days if task.days_high is None else task.days_high
        return self.taken(low), self.taken(high)

    @property
    def pace_words(self) -> str:
        return pace_words(self.task.days, self.pace) if self.pace else ""

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

    @property
    def critical(self) -> int:
        return sum(row.is_critical for row in self.rows)


@dataclass(frozen=True, slots=True)
class PlanEnd:
    """When the plan ends. go_live: of the go-live task, None if there is none."""

    network: Network
    schedule: Schedule
    go_live: date | None

    @property
    def finish(self) -> date:
        """The last day on which something is done."""
        return self.schedule.finish

    @property
    def is_live(self) -> bool:
        goal = goal_of(self.network.tasks)
        return goal is not None and goal.is_done

    @property
    def days_behind(self) -> int:
        """Days by which the go-live comes after the wished day."""
        wished = self.network.plan.go_live_on
        if wished is None or self.go_live is None:
            return 0
        return (self.go_live - wished).days

    @property
    def start_ahead(self) -> date | None:
        """The day before which the plan lets no work begin, while it is to come."""
        start = self.network.plan.starts_on
        return start if start and start > self.network.today else None

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


@dataclass(frozen=True, slots=True)
class PlanSchedule(PlanEnd):
    """The same with the dates of each task, and what carries the end."""

    phases: tuple[PhaseDates, ...]
    chain: tuple[PlannedTask, ...]
    latest_start: date

    @property
    def rows(self) -> list[TaskDates]:
        return [row for phase in self.phases for row in phase.rows]

    @property
    def chain_in_short(self) -> ShortChain[PlannedTask]:
        return in_short(self.chain)

    @property
    def slowed(self) -> int:
        """How many open tasks take longer: their people give only some hours a day."""
        return len(self.network.paces)

    @property
    def differing(self) -> list[TaskDates]:
        return [row for row in self.rows if row.differs]

    def row_of(self, task_pk: int) -> TaskDates | None:
        return next((row for row in self.rows if row.task.pk == task_pk), None)


def read_schedule(
    plan: Plan, *, today: date, baseline: Mapping[str, list[str]] | None = None
) -> PlanSchedule:
    """Compute the dates of the plan. Raises CircleInPlan."""
    network = read_network(plan, today=today)
    return opened(network, network.schedule(), baseline or {})


def read_end(plan: Plan, *, today: date) -> PlanEnd | None:
    """Compute the end alone; None without tasks. Raises CircleInPlan."""
    network = read_network(plan, today=today)
    if not network.tasks:
        return None
    schedule, goal = network.schedule(), goal_of(network.tasks)
    go_live = schedule.of(str(goal.pk)).finish if goal else None
    return PlanEnd(network, schedule, go_live)


def opened(
    network: Network, schedule: Schedule, baseline: Mapping[str, list[str]]
) -> PlanSchedule:
    by_key = {str(task.pk): task for task in network.tasks}
    before: dict[int, list[LinkRow]] = {}
    for link in network.links:
        before.setdefault(link.after_id, []).append(link)
    rows = {
        task.pk: TaskDates(
            task,
            schedule.of(str(task.pk)),
            tuple(before.get(task.pk, ())),
            was_in(baseline, task),
            network.paces.get(task.pk),
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


def was_in(
    baseline: Mapping[str, list[str]], task: PlannedTask
) -> tuple[date, date] | None:
    found = baseline.get(str(task.pk))
    if not found:
        return None
    return date.fromisoformat(found[0]), date.fromisoformat(found[1])


def goal_of(tasks: Iterable[PlannedTask]) -> PlannedTask | None:
    """Return the go-live task of the template, if it is still on the plan."""
    found = (task for task in tasks if task.template_key == MILESTONE)
    return next((task for task in found if not task.about), None)


def phases_of(rows: Mapping[int, TaskDates]) -> Iterable[PhaseDates]:
    for key, name in phase_names().items():
        inside = tuple(row for row in rows.values() if row.task.phase == key)
        if inside:
            yield PhaseDates(key, name, inside)


@dataclass(frozen=True, slots=True)
class ShortChain(Generic[Named]):
    """Both ends of a chain, and how many are left out between them."""

    first: Sequence[Named]
    left_out: int
    last: Sequence[Named]


def in_short(chain: Sequence[Named]) -> ShortChain[Named]:
    if len(chain) <= 2 * NAMED_AT_ENDS + 1:
        return ShortChain(chain, 0, ())
    left_out = len(chain) - 2 * NAMED_AT_ENDS
    return ShortChain(chain[:NAMED_AT_ENDS], left_out, chain[-NAMED_AT_ENDS:])


def read_chances(found: PlanSchedule) -> Chances | None:
    """Draw the plan where some days are not sure; None where all are."""
    network = found.network
    estimates = network.estimates
    if not estimates:
        return None
    return simulate(
        found.schedule,
        network.calendars.all,
        estimates,
        first=max(network.start, network.today),
    )
