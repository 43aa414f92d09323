"""All that the workbook of a plan says, read before a cell is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from common.tables.exports import Table
from migration.exports.assets import assets_table
from migration.exports.gates import gates_table
from migration.exports.raci import raci_table
from migration.models import Plan, PlanMember, Risk, Task
from migration.permissions import Action, allowed_actions
from migration.selectors.checklist.checklist import (
    Checklist,
    Filter,
    Line,
    read_checklist,
)
from migration.selectors.gates.gates import read_gates
from migration.selectors.inventory.lists import ListRow, read_lists
from migration.selectors.people.raci import read_raci
from migration.selectors.people.stakeholders import Stakeholders, read_stakeholders
from migration.selectors.schedule.schedule import PlanSchedule, TaskDates, read_schedule


@dataclass(frozen=True, slots=True)
class Content:
    """shows_feelings: with what stakeholders gain and fear; leads only, if they ask."""

    plan: Plan
    member: PlanMember
    schedule: PlanSchedule
    checklist: Checklist
    whole: Mapping[int, Task]  # by id, those of the schedule with all they hold
    assets: Table  # as its page gives it
    lists: Sequence[ListRow]
    stakeholders: Stakeholders
    risks: Sequence[Risk]
    gates: Table | None  # of plans that use them, as the next
    raci: Table | None
    shows_feelings: bool = False

    @property
    def tasks(self) -> list[TaskDates]:
        """The tasks in the order of their numbers."""
        return self.schedule.rows

    @property
    def may_tick(self) -> bool:
        return Action.COMPLETE in allowed_actions(self.member)

    @property
    def may_note(self) -> bool:
        return Action.EDIT in allowed_actions(self.member)

    @property
    def lines(self) -> list[Line]:
        """The checklist by person, then by day; what is nobody's comes last."""
        return sorted(self.checklist.lines, key=_by_person)

    @property
    def cells(self) -> int:
        """About how many cells have to be written."""
        assets = len(list(self.assets.rows))
        return 30 * len(self.tasks) + 15 * assets + 11 * len(self.lists)


def _by_person(line: Line) -> tuple[bool, str, date]:
    task = line.task
    return (
        task.assigned_to is None,
        str(task.assigned_to or line.role),
        task.due_on or date.max,
    )


def read_content(
    member: PlanMember, *, today: date, shows_feelings: bool = False
) -> Content:
    """Read all of it. What people feel goes to leads only, whoever asks."""
    plan = member.plan
    assets = plan.assets.present().select_related("owner__user").in_order()
    inventory = assets_table(plan, assets, today=today)
    risks = plan.risks.present().select_related("owner__user", "task").worst_first()
    checklist = read_checklist(plan, reader=member, today=today, wanted=Filter())
    return Content(
        plan=plan,
        member=member,
        schedule=read_schedule(plan, today=today),
        checklist=checklist,
        whole={line.task.pk: line.task for line in checklist.lines},
        assets=replace(inventory, rows=list(inventory.rows)),
        lists=read_lists(plan).rows,
        stakeholders=read_stakeholders(plan, today=today),
        risks=list(risks),
        gates=gates_of(plan, today=today) if plan.uses_gates else None,
        raci=raci_table(plan, read_raci(plan)) if plan.uses_raci else None,
        shows_feelings=shows_feelings and Action.EDIT in allowed_actions(member),
    )


def gates_of(plan: Plan, *, today: date) -> Table:
    return gates_table(plan, read_gates(plan, today=today))
