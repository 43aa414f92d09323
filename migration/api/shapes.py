"""How plans and their tasks look in answers of the API."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TypedDict

from migration.models import Plan, PlanMember, Task
from migration.permissions import allowed_actions
from migration.selectors.checklist.checklist import Line


class PlanSwitchesShape(TypedDict):
    """What a plan uses beside its checklist; the version is that of its settings."""

    uses_raci: bool
    uses_gates: bool
    uses_simulation: bool
    uses_baselines: bool
    asks_proof_for_all: bool
    version: int


class PlanSettingsShape(PlanSwitchesShape):
    """`weekend` holds the days off as ISO weekdays, such as 67."""

    title: str
    source_name: str
    target_name: str
    go_live_on: date | None
    weekend: str
    hours_a_day: Decimal


class PlanShape(PlanSettingsShape):
    """`role` and `actions` are the person's own."""

    id: int
    team: int
    evaluation: int | None
    role: str
    actions: list[str]
    created_at: datetime
    archived_at: datetime | None
    deleted_at: datetime | None


class PlanMemberShape(TypedDict):
    id: int
    user: int
    name: str
    role: str


class TaskShape(TypedDict):
    """`assigned_to` is a member of the plan; `proof_file` the name of the file."""

    id: int
    plan: int
    title: str
    done_when: str
    phase: str
    owner_role: str
    position: int
    assigned_to: int | None
    due_on: date | None
    needs_proof: bool
    proof: str
    proof_file: str | None
    note: str
    done_at: datetime | None
    done_by: str | None
    removed_at: datetime | None
    version: int


class LineShape(TaskShape):
    """A task with what the checklist says of it.

    `waits_for` and `holds_up` are titles of open tasks before and after it.
    """

    days_late: int
    days_left: int | None
    waits_for: list[str]
    holds_up: list[str]


def plan_shape(member: PlanMember) -> PlanShape:
    plan = member.plan
    return {
        "id": plan.pk,
        "team": plan.team_id,
        "evaluation": plan.evaluation_id,
        "role": member.role,
        "actions": sorted(allowed_actions(member)),
        "created_at": plan.created_at,
        "archived_at": plan.archived_at,
        "deleted_at": plan.deleted_at,
        **settings_shape(plan),
    }


def settings_shape(plan: Plan) -> PlanSettingsShape:
    return {
        "title": plan.title,
        "source_name": plan.source_name,
        "target_name": plan.target_name,
        "go_live_on": plan.go_live_on,
        "weekend": plan.weekend,
        "hours_a_day": plan.hours_a_day,
        **switches_shape(plan),
    }


def switches_shape(plan: Plan) -> PlanSwitchesShape:
    return {
        "uses_raci": plan.uses_raci,
        "uses_gates": plan.uses_gates,
        "uses_simulation": plan.uses_simulation,
        "uses_baselines": plan.uses_baselines,
        "asks_proof_for_all": plan.asks_proof_for_all,
        "version": plan.version,
    }


def member_shape(member: PlanMember) -> PlanMemberShape:
    return {
        "id": member.pk,
        "user": member.user_id,
        "name": str(member.user),
        "role": member.role,
    }


def task_shape(task: Task) -> TaskShape:
    return {
        "id": task.pk,
        "plan": task.plan_id,
        "title": task.title,
        "done_when": task.done_when,
        "phase": task.phase,
        "owner_role": task.owner_role,
        "position": task.position,
        "assigned_to": task.assigned_to_id,
        "due_on": task.due_on,
        "needs_proof": task.needs_proof,
        "proof": task.proof,
        "proof_file": task.proof_file.name if task.proof_file else None,
        "note": task.note,
        "done_at": task.done_at,
        "done_by": str(task.done_by) if task.done_by else None,
        "removed_at": task.removed_at,
        "version": task.version,
    }


def line_shape(line: Line) -> LineShape:
    return {
        **task_shape(line.task),
        "days_late": line.days_late,
        "days_left": line.days_left,
        "waits_for": list(line.waits_for),
        "holds_up": list(line.holds_up),
    }
