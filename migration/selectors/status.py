"""The week of a plan, written from its data: done, next, late."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from migration.models import Plan, PlanMember
from migration.planning.template import MILESTONE
from migration.selectors.checklist.checklist import Filter, Line, read_checklist
from migration.selectors.gates.gates import GateRow, read_gates
from migration.selectors.schedule.movement import Movement, read_movement

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Status:
    """`done` of the last seven days, `next` due in the seven days from today.

    What is next and what is late stands by its day.
    """

    since: date
    today: date
    until: date
    done: tuple[Line, ...]
    next: tuple[Line, ...]
    late: tuple[Line, ...]
    all_done: int
    total: int
    go_live_due: date | None  # of the go-live task, as planned now
    days_behind: int  # of the wished go-live day
    went_live: date | None
    movement: Movement | None
    gates: tuple[GateRow, ...]  # of a plan that uses them


def read_status(plan: Plan, *, reader: PlanMember, today: date) -> Status:
    checklist = read_checklist(plan, reader=reader, today=today, wanted=Filter())
    since, until = today - WEEK, today + WEEK
    lines = checklist.lines
    day_of = plan.team.day_of
    still_open = [line for line in lines if not line.task.is_done]
    go_live = [line.task for line in lines if line.task.template_key == MILESTONE]
    return Status(
        since=since,
        today=today,
        until=until,
        done=tuple(
            line
            for line in lines
            if line.task.done_at and day_of(line.task.done_at) > since
        ),
        next=by_day(
            line
            for line in still_open
            if line.task.due_on and today <= line.task.due_on <= until
        ),
        late=by_day(line for line in still_open if line.is_late),
        all_done=checklist.done,
        total=checklist.total,
        go_live_due=go_live[0].due_on if go_live else None,
        days_behind=checklist.days_behind,
        went_live=next(
            (day_of(task.done_at) for task in go_live if task.done_at), None
        ),
        movement=read_movement(plan, today=today),
        gates=tuple(read_gates(plan, today=today)) if plan.uses_gates else (),
    )


def by_day(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Order them by the day on which they are due; all have one."""
    return tuple(sorted(lines, key=lambda line: line.task.due_on or date.max))
