"""A gate decided, with what was measured at that moment, and reopened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError, StaleVersion
from common.text import clean_line, clean_text
from migration.models import (
    Gate,
    GateCondition,
    GateDecision,
    Plan,
    PlanMember,
)
from migration.models.template_text import phase_names
from migration.planning.gates import Decision, Obstacle, obstacles
from migration.selectors.gates.gates import CriterionRow, GateRow, read_gate
from migration.services.checklist.tasks import TaskEdit, add_task
from migration.services.gates.gates import GatesOff, lock_open_gate, turn_over
from migration.services.plans.plans import lock_plan
from migration.services.trail import tell
from workspace.models import User

WHY: dict[Obstacle, Promise] = {
    Obstacle.NOTHING_ASKED: _("The gate asks for nothing yet. Give it a criterion."),
    Obstacle.HARD_FAILS: _("A hard criterion fails: %(failing)s."),
    Obstacle.HARD_UNKNOWN: _(
        "A hard criterion is neither measured nor attested: %(unknown)s."
    ),
    Obstacle.VOTE_MISSING: _("A vote is missing: %(missing)s."),
    Obstacle.CONDITION_STANDS: _(
        "Somebody votes with a condition. Pass it with conditions, or ask for another"
        " vote."
    ),
    Obstacle.CONDITION_MISSING: _(
        "Write down at least one condition, with its person and day."
    ),
    Obstacle.REASON_MISSING: _(
        "Say why: not everything holds, or the gate is sent back."
    ),
}


class GateRefused(DomainError):
    message = _("The gate cannot be decided so. %(reasons)s")


class GateMoved(StaleVersion):
    message = _(
        "Something was said or changed at this gate since you opened the page. Look"
        " again, then decide."
    )


class NotDecided(DomainError):
    message = _("This gate is not decided.")


class ReopenReasonMissing(DomainError):
    message = _("Say why the gate is opened again.")


@dataclass(frozen=True, slots=True)
class Condition:
    """What still has to happen; it becomes a task of that person on that day."""

    text: str
    owner: PlanMember
    due_on: date


@dataclass(frozen=True, slots=True)
class Verdict:
    """turn: how much had been said when the lead read the gate."""

    decision: str
    reason: str = ""
    conditions: Sequence[Condition] = ()
    turn: int = 0


@transaction.atomic
def decide_gate(
    *, gate: Gate, verdict: Verdict, actor: User, now: datetime
) -> GateDecision:
    """Decide it, unless something stands in the way; the figures are frozen."""
    lock_open_gate(gate)
    if verdict.turn != gate.turn:
        raise GateMoved(current=gate)
    row = read_gate(gate, today=gate.plan.team.day_of(now))
    check(row, verdict)
    made = GateDecision.objects.create(
        gate=gate,
        decision=verdict.decision,
        reason=clean_text(verdict.reason),
        decided_by=actor,
        decided_at=now,
        figures=[frozen(each) for each in row.criteria],
    )
    counted = [vote.pk for vote in row.votes]
    gate.votes.filter(pk__in=counted).update(decision=made)
    if verdict.decision == Decision.CONDITIONAL:
        for condition in verdict.conditions:
            make_task(made, condition, actor=actor, now=now)
    turn_over(gate)
    verb = f"gate.{verdict.decision}"
    tell(verb, gate.plan, actor=actor, now=now, gate=str(gate), reason=made.reason)
    return made


def check(row: GateRow, verdict: Verdict) -> None:
    found = obstacles(
        row.standing,
        Decision(verdict.decision),
        has_reason=bool(clean_text(verdict.reason)),
        conditions=len(verdict.conditions),
    )
    if found:
        raise GateRefused(reasons=" ".join(why(row, found)))


def why(row: GateRow, found: Sequence[Obstacle]) -> list[str]:
    """Say each obstacle in a sentence that names what is meant."""
    named = {
        "failing": listed(each.criterion.text for each in row.hard_failing),
        "unknown": listed(each.criterion.text for each in row.hard_unknown),
        "missing": listed(seat.name for seat in row.missing),
    }
    return [str(WHY[obstacle]) % named for obstacle in found]


def listed(names: Any) -> str:
    return "; ".join(str(name) for name in names)


def frozen(row: CriterionRow) -> dict[str, Any]:
    """Return the criterion as it is now, to be shown later beside the present."""
    criterion = row.criterion
    return {
        "criterion": criterion.pk,
        "template_key": criterion.template_key,
        "own_text": criterion.own_text,
        "is_hard": criterion.is_hard,
        "measure": criterion.measure,
        "limit": criterion.limit,
        "state": str(row.state),
        "figure": asdict(row.figure) if row.figure else None,
        "proof": criterion.proof if criterion.attested_at else "",
    }


def make_task(
    decision: GateDecision, condition: Condition, *, actor: User, now: datetime
) -> None:
    gate = decision.gate
    text = clean_line(condition.text)
    edit = TaskEdit(
        title=text,
        phase=phase_behind(gate),
        assigned_to=condition.owner,
        due_on=condition.due_on,
    )
    task = add_task(plan=gate.plan, edit=edit, actor=actor, now=now)
    GateCondition.objects.create(decision=decision, text=text, task=task)


def phase_behind(gate: Gate) -> str:
    """Return the next phase that the plan has; the gate's own where it goes on."""
    if gate.opens_id:
        return gate.phase
    order = list(phase_names())
    there = set(gate.plan.tasks.present().values_list("phase", flat=True))
    later = order[order.index(gate.phase) + 1 :]
    return next((key for key in later if key in there), gate.phase)


@transaction.atomic
def reopen_gate(*, gate: Gate, reason: str, actor: User, now: datetime) -> Gate:
    """Take the decision back. It stays in the history; everybody votes anew."""
    plan: Plan = lock_plan(gate.plan)
    if not plan.uses_gates:
        raise GatesOff
    reason = clean_text(reason)
    if not reason:
        raise ReopenReasonMissing
    standing = gate.decisions.filter(reopened_at=None)
    if not standing.update(reopened_at=now, reopened_by=actor, reopen_reason=reason):
        raise NotDecided
    gate.votes.filter(replaced_at=None).update(replaced_at=now)
    gate.refresh_from_db(fields=["turn"])
    turn_over(gate)
    tell("gate.reopened", plan, actor=actor, now=now, gate=str(gate), reason=reason)
    return gate
