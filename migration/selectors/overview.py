"""Where a plan stands, on one page: the end, the phases, and what needs somebody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q

from migration.models import Plan, PlanMember, Risk
from migration.planning.gates import GateState
from migration.planning.network import Circle
from migration.selectors.checklist.checklist import (
    Checklist,
    Filter,
    Line,
    drawn,
    is_late,
    is_soon,
    read_outline,
)
from migration.selectors.checklist.task_rows import TaskRow
from migration.selectors.gates.gates import GateRow, read_gates
from migration.selectors.inventory.lists import Lists, read_lists
from migration.selectors.schedule.schedule import PlanEnd, read_end

MOST_TASKS = 6
WEEK = 7
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Stock:
    """What moves, counted: assets, and what will not move."""

    assets: int
    undecided: int
    undocumented: int  # critical ones
    losses: int
    unsigned: int


@dataclass(frozen=True, slots=True)
class Overview:
    """end: None without tasks, or while some wait for each other in a circle."""

    checklist: Checklist  # with the lines of `next` and `late` alone
    end: PlanEnd | None
    next: tuple[Line, ...]  # due in seven days, the first of them
    late: tuple[Line, ...]  # the longest overdue
    soon: int
    gates: tuple[GateRow, ...]
    risks: tuple[Risk, ...]  # those that are open, the worst first
    lists: Lists
    stock: Stock

    @property
    def open_risks(self) -> int:
        return len(self.risks)

    @property
    def next_gate(self) -> GateRow | None:
        passed = {GateState.PASSED, GateState.CONDITIONAL}
        return next((row for row in self.gates if row.state not in passed), None)

    @property
    def delay_cost(self) -> Decimal | None:
        """What the days after the wished day cost, in the plan's currency."""
        weekly = self.checklist.plan.weekly_cost
        days = self.end.days_behind if self.end else 0
        if not weekly or days <= 0:
            return None
        return (weekly * days / WEEK).quantize(CENT)


def read_overview(plan: Plan, *, reader: PlanMember, today: date) -> Overview:
    """Read the page. As many queries for a large plan as for a small one."""
    outline = read_outline(plan, reader=reader, today=today, wanted=Filter())
    late = by_day(row for row in outline.tasks if is_late(row, today))
    soon = by_day(row for row in outline.tasks if is_soon(row, today))
    checklist = drawn(only(outline, [*late[:MOST_TASKS], *soon[:MOST_TASKS]]))
    lines = {line.task.pk: line for line in checklist.lines}
    risks = plan.risks.present().filter(is_closed=False)
    return Overview(
        checklist=checklist,
        end=end_of(plan, today=today),
        next=tuple(lines[row.pk] for row in soon[:MOST_TASKS]),
        late=tuple(lines[row.pk] for row in late[:MOST_TASKS]),
        soon=len(soon),
        gates=tuple(read_gates(plan, today=today)) if plan.uses_gates else (),
        risks=tuple(risks.select_related("owner__user").worst_first()),
        lists=read_lists(plan),
        stock=read_stock(plan),
    )


def by_day(rows: Iterable[TaskRow]) -> list[TaskRow]:
    return sorted(rows, key=lambda row: (row.due_on or date.max, row.position))


def only(outline: Checklist, rows: Sequence[TaskRow]) -> Checklist:
    """Return the outline with these rows alone; its phases count all, as before."""
    wanted = {row.pk for row in rows}
    blocks = (
        replace(block, rows=tuple(row for row in block.rows if row.pk in wanted))
        for block in outline.blocks
    )
    return replace(outline, blocks=tuple(blocks))


def end_of(plan: Plan, *, today: date) -> PlanEnd | None:
    try:
        return read_end(plan, today=today)
    except Circle:
        return None


def read_stock(plan: Plan) -> Stock:
    assets = plan.assets.present().aggregate(
        assets=Count("pk"),
        undecided=Count("pk", filter=Q(disposition="")),
        undocumented=Count("pk", filter=Q(is_critical=True, state="found")),
    )
    losses = plan.losses.filter(removed_at=None).aggregate(
        losses=Count("pk"), unsigned=Count("pk", filter=Q(signed_at=None))
    )
    return Stock(**assets, **losses)
