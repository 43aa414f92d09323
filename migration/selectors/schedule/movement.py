"""When the move ends, and why that is another day than was agreed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from migration.models import Baseline, Plan
from migration.planning.movement import entries
from migration.planning.network import Circle
from migration.selectors.schedule.planned_tasks import PlannedTask
from migration.selectors.schedule.schedule import PlanSchedule, goal_of, read_schedule


@dataclass(frozen=True, slots=True)
class Cause:
    """days: calendar days that this task brought in, or took back (below zero)."""

    task: PlannedTask
    days: int

    @property
    def gained(self) -> int:
        return -self.days


@dataclass(frozen=True, slots=True)
class Movement:
    """finish: of the go-live task, or of all. days: later than in the baseline.

    causes: the largest first. baseline: the newest, None without one, or
    where they are off.
    """

    finish: date
    baseline: Baseline | None = None
    days: int = 0
    causes: tuple[Cause, ...] = ()
    slowed: int = 0  # open tasks whose people give only part of a day


def read_movement(plan: Plan, *, today: date) -> Movement | None:
    """Hold the finish against the newest baseline. None without dates."""
    kept = plan.baselines.order_by("made_at", "pk")
    baseline = kept.last() if plan.uses_baselines else None
    try:
        found = read_schedule(
            plan, today=today, baseline=baseline.dates if baseline else None
        )
    except Circle:
        return None
    if not found.rows:
        return None
    finish = found.go_live or found.finish
    if baseline is None:
        return Movement(finish, slowed=found.slowed)
    causes = causes_of(found)
    days = sum(each.days for each in causes)
    return Movement(finish, baseline, days, causes, found.slowed)


def causes_of(found: PlanSchedule) -> tuple[Cause, ...]:
    rows = {str(row.task.pk): row for row in found.rows}
    goal = goal_of(found.network.tasks)
    chain = found.schedule.chain(str(goal.pk) if goal else None)
    slips = [(key, rows[key].slipped if rows[key].was else None) for key in chain]
    causes = [Cause(rows[each.key].task, each.days) for each in entries(slips)]
    return tuple(sorted(causes, key=lambda cause: -abs(cause.days)))
