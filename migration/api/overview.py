"""Where a plan stands, in numbers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TypedDict

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from common.api_schema import described
from migration.access import get_plan_member
from migration.api.status import GateStateShape, gate_state_shape
from migration.permissions import Action
from migration.selectors.overview import Overview, read_overview
from migration.selectors.schedule.schedule import PlanEnd
from workspace.api_view import APIView


class PhaseShape(TypedDict):
    key: str
    name: str
    done: int
    total: int
    late: int


class EndShape(TypedDict):
    """By the schedule. `days_behind` the wished go-live, below zero where it is early.

    `contract_slack`: days from the finish to the end of the old contract. `notice_on`:
    the last day on which notice can be given.
    """

    go_live: date | None
    finish: date
    days_behind: int
    contract_slack: int | None
    notice_on: date | None


class StockShape(TypedDict):
    """Assets and losses; people that the counts of contact lists leave unexplained."""

    assets: int
    undecided: int
    undocumented: int
    losses: int
    unsigned: int
    lists_not_counted: int
    unexplained: int
    missing_suppressed: int


class OverviewShape(TypedDict):
    """`end` is null without tasks, or while some wait for each other in a circle.

    `delay_cost`: what the days after the wished day cost, in the plan's `currency`.
    `soon`: open tasks due within seven days.
    """

    end: EndShape | None
    delay_cost: Decimal | None
    currency: str
    phases: list[PhaseShape]
    late: int
    soon: int
    next_gate: GateStateShape | None
    open_risks: int
    stock: StockShape


class OverviewDetail(APIView):
    @described(answer=OverviewShape)
    def get(self, request: Request, pk: int) -> Response:
        """Read when it ends, how far each phase is, and what needs somebody."""
        member = get_plan_member(request.user, pk, action=Action.VIEW)
        today = member.plan.team.day_of(timezone.now())
        found = read_overview(member.plan, reader=member, today=today)
        gate = found.next_gate
        shape: OverviewShape = {
            "end": end_shape(found.end) if found.end else None,
            "delay_cost": found.delay_cost,
            "currency": member.plan.currency,
            "phases": [
                PhaseShape(
                    key=block.key,
                    name=block.name,
                    done=block.done,
                    total=block.total,
                    late=block.late,
                )
                for block in found.checklist.blocks
            ],
            "late": found.checklist.late,
            "soon": found.soon,
            "next_gate": gate_state_shape(gate) if gate else None,
            "open_risks": found.open_risks,
            "stock": stock_shape(found),
        }
        return Response(shape)


def end_shape(end: PlanEnd) -> EndShape:
    return {
        "go_live": end.go_live,
        "finish": end.finish,
        "days_behind": end.days_behind,
        "contract_slack": end.contract_slack,
        "notice_on": end.notice_on,
    }


def stock_shape(found: Overview) -> StockShape:
    return {
        "assets": found.stock.assets,
        "undecided": found.stock.undecided,
        "undocumented": found.stock.undocumented,
        "losses": found.stock.losses,
        "unsigned": found.stock.unsigned,
        "lists_not_counted": found.lists.not_counted,
        "unexplained": found.lists.unexplained,
        "missing_suppressed": found.lists.missing_suppressed,
    }
