"""How the schedule looks in answers of the API."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TypedDict

from migration.models import Baseline, DayOff, TaskLink
from migration.selectors.schedule.backwards import Backwards
from migration.selectors.schedule.effects import Effect
from migration.selectors.schedule.network import LinkRow
from migration.selectors.schedule.schedule import (
    PlanSchedule,
    TaskDates,
    read_chances,
)


class TaskLinkShape(TypedDict):
    """`kind` is FS, SS, FF or SF; `lag` in working days."""

    id: int
    before: int
    after: int
    kind: str
    lag: int


class TaskDatesShape(TypedDict):
    """Days are inclusive; floats in working days.

    `days` are the working days that the task takes its person, `days_low` and
    `days_high` those at best and at worst, null where they are sure. `days_of_work`,
    `days_of_work_low` and `days_of_work_high` are the same as they were entered: full
    days of work. They differ where the person gives `hours_a_day`, which is null for
    full days and where `keeps_days` holds.
    """

    task: int
    title: str
    days: int
    days_low: int | None
    days_high: int | None
    days_of_work: int
    days_of_work_low: int | None
    days_of_work_high: int | None
    hours_a_day: Decimal | None
    keeps_days: bool
    start: date
    finish: date
    late_start: date
    late_finish: date
    total_float: int
    free_float: int
    is_critical: bool
    due_on: date | None
    waits_for: list[TaskLinkShape]


class DayOffShape(TypedDict):
    id: int
    kind: str
    name: str
    first_on: date
    last_on: date
    member: int | None
    stakeholder: int | None


class BaselineShape(TypedDict):
    id: int
    name: str
    finish_on: date


class ChancesShape(TypedDict):
    """`in_time` is the chance to be done when the old contract ends."""

    p50: date
    p80: date
    in_time: float | None
    draws: int
    seed: int


class ScheduleShape(TypedDict):
    """`chain` names the tasks that carry the go-live, the first first.

    `chances` and `baselines` are empty while the plan does not use them.
    """

    finish: date
    go_live: date | None
    chain: list[int]
    chances: ChancesShape | None
    tasks: list[TaskDatesShape]
    days_off: list[DayOffShape]
    baselines: list[BaselineShape]


class LatestDaysShape(TypedDict):
    """`spare` is below 0 where the deadlines cannot be kept, in working days."""

    task: int
    title: str
    start_by: date
    finish_by: date
    spare: int


class BackwardsShape(TypedDict):
    """The open tasks; `spare` is that of the tightest one."""

    begin_by: date
    spare: int
    tasks: list[LatestDaysShape]


class EffectShape(TypedDict):
    """What a change would do; `days` above 0 is later. Nothing is saved."""

    before: date
    after: date
    days: int
    moved: int
    chain: list[str]


class TakenDatesShape(TypedDict):
    moved: int


def schedule_shape(found: PlanSchedule) -> ScheduleShape:
    plan = found.network.plan
    baselines = plan.baselines.order_by("made_at") if plan.uses_baselines else ()
    return {
        "finish": found.finish,
        "go_live": found.go_live,
        "chain": [task.pk for task in found.chain],
        "chances": chances_shape(found),
        "tasks": [dates_shape(row) for row in found.rows],
        "days_off": [
            day_off_shape(each) for each in plan.days_free.in_force().order_by("pk")
        ],
        "baselines": [baseline_shape(each) for each in baselines],
    }


def backwards_shape(back: Backwards) -> BackwardsShape:
    return {
        "begin_by": back.begin_by,
        "spare": back.spare,
        "tasks": [
            {
                "task": row.task.pk,
                "title": row.task.title,
                "start_by": row.dates.late_start,
                "finish_by": row.dates.late_finish,
                "spare": row.dates.total_float,
            }
            for row in back.found.rows
            if not row.task.is_done
        ],
    }


def chances_shape(found: PlanSchedule) -> ChancesShape | None:
    uses_them = found.network.plan.uses_simulation
    chances = read_chances(found) if uses_them else None
    if chances is None:
        return None
    ends_on = found.network.plan.contract_ends_on
    return {
        "p50": chances.finish(0.5),
        "p80": chances.finish(0.8),
        "in_time": chances.chance_by(ends_on) if ends_on else None,
        "draws": chances.draws,
        "seed": chances.seed,
    }


def dates_shape(row: TaskDates) -> TaskDatesShape:
    task, dates = row.task, row.dates
    return {
        "task": task.pk,
        "title": task.title,
        "days": row.days,
        "days_low": None if task.days_low is None else row.taken(task.days_low),
        "days_high": None if task.days_high is None else row.taken(task.days_high),
        "days_of_work": task.days,
        "days_of_work_low": task.days_low,
        "days_of_work_high": task.days_high,
        "hours_a_day": row.pace.hours if row.pace else None,
        "keeps_days": task.keeps_days,
        "start": dates.start,
        "finish": dates.finish,
        "late_start": dates.late_start,
        "late_finish": dates.late_finish,
        "total_float": dates.total_float,
        "free_float": dates.free_float,
        "is_critical": row.is_critical,
        "due_on": task.due_on,
        "waits_for": [link_shape(link) for link in row.before],
    }


def link_shape(link: TaskLink | LinkRow) -> TaskLinkShape:
    return {
        "id": link.pk,
        "before": link.before_id,
        "after": link.after_id,
        "kind": link.kind,
        "lag": link.lag,
    }


def day_off_shape(day_off: DayOff) -> DayOffShape:
    return {
        "id": day_off.pk,
        "kind": day_off.kind,
        "name": day_off.name,
        "first_on": day_off.first_on,
        "last_on": day_off.last_on,
        "member": day_off.member_id,
        "stakeholder": day_off.stakeholder_id,
    }


def baseline_shape(baseline: Baseline) -> BaselineShape:
    return {
        "id": baseline.pk,
        "name": baseline.name,
        "finish_on": baseline.finish_on,
    }


def effect_shape(effect: Effect) -> EffectShape:
    return {
        "before": effect.before,
        "after": effect.after,
        "days": effect.days,
        "moved": effect.moved,
        "chain": list(effect.chain),
    }
