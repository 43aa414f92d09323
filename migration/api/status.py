"""The status of the week."""

from __future__ import annotations

from datetime import date
from typing import TypedDict

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from common.api_schema import described
from migration.access import get_plan_member
from migration.api.shapes import LineShape, line_shape
from migration.permissions import Action
from migration.selectors.gates.gates import GateRow
from migration.selectors.schedule.movement import Movement
from migration.selectors.status import read_status
from workspace.api_view import APIView


class CauseShape(TypedDict):
    """`days` that the task brought in, or took back (below zero)."""

    task: int
    title: str
    days: int


class MovementShape(TypedDict):
    """`finish` by the schedule; `days` later than in the newest `baseline`.

    `slowed`: open tasks that take longer, as their people give only part of a day.
    """

    finish: date
    baseline: str | None
    days: int
    causes: list[CauseShape]
    slowed: int


class GateStateShape(TypedDict):
    """`state` is waiting, ready, passed, conditional or sent_back."""

    gate: int
    name: str
    state: str
    due_on: date | None
    holding: int
    criteria: int


class StatusShape(TypedDict):
    """`done` since `since`, `next` until `until`; `days_behind` the wished go-live."""

    since: date
    until: date
    all_done: int
    total: int
    go_live_due: date | None
    days_behind: int
    movement: MovementShape | None
    done: list[LineShape]
    next: list[LineShape]
    late: list[LineShape]
    gates: list[GateStateShape]


class StatusDetail(APIView):
    @described(answer=StatusShape)
    def get(self, request: Request, pk: int) -> Response:
        """Read what was done in the last seven days, what comes, and what is late."""
        member = get_plan_member(request.user, pk, action=Action.VIEW)
        today = member.plan.team.day_of(timezone.now())
        status = read_status(member.plan, reader=member, today=today)
        shape: StatusShape = {
            "since": status.since,
            "until": status.until,
            "all_done": status.all_done,
            "total": status.total,
            "go_live_due": status.go_live_due,
            "days_behind": status.days_behind,
            "movement": movement_shape(status.movement),
            "done": [line_shape(line) for line in status.done],
            "next": [line_shape(line) for line in status.next],
            "late": [line_shape(line) for line in status.late],
            "gates": [gate_state_shape(row) for row in status.gates],
        }
        return Response(shape)


def gate_state_shape(row: GateRow) -> GateStateShape:
    return {
        "gate": row.gate.pk,
        "name": row.gate.name,
        "state": str(row.state),
        "due_on": row.due_on,
        "holding": row.holding,
        "criteria": len(row.criteria),
    }


def movement_shape(movement: Movement | None) -> MovementShape | None:
    if movement is None:
        return None
    return {
        "finish": movement.finish,
        "baseline": movement.baseline.name if movement.baseline else None,
        "days": movement.days,
        "causes": [
            {"task": each.task.pk, "title": each.task.title, "days": each.days}
            for each in movement.causes
        ],
        "slowed": movement.slowed,
    }
