"""How gates look in answers of the API."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, TypedDict

from migration.models import GateDecision, GateVote
from migration.selectors.gates.gates import CriterionRow, GateRow, SeatRow


class FigureShape(TypedDict):
    """`count` in the way, `of` how many; `unknown` of them nobody has measured."""

    count: int
    of: int
    unknown: int


class GateCriterionShape(TypedDict):
    """`state` is holds, fails or unknown. Without `measure` somebody attests it."""

    id: int
    gate: int
    text: str
    is_hard: bool
    measure: str
    limit: int
    figure: FigureShape | None
    state: str
    proof: str
    proof_link: str
    attested_at: datetime | None
    attested_by: str | None
    version: int


class SeatShape(TypedDict):
    """A role whose vote is needed; `vote` is the most cautious of who sits there."""

    role: str
    stakeholders: list[int]
    vote: str | None


class VoteShape(TypedDict):
    """A vote of a person, or one noted for a stakeholder without account."""

    id: int
    person: str
    stakeholder: int | None
    vote: str
    reason: str
    condition: str
    given_at: datetime
    replaced_at: datetime | None


class DecidedConditionShape(TypedDict):
    text: str
    task: int | None


class DecisionShape(TypedDict):
    """`figures` hold the criteria as they were when it was decided."""

    decision: str
    reason: str
    decided_by: str | None
    decided_at: datetime
    figures: list[dict[str, Any]]
    conditions: list[DecidedConditionShape]
    reopened_at: datetime | None
    reopen_reason: str


class GateShape(TypedDict):
    """`due_on` is the gate's own day or the last due day of the tasks before it.

    `state` is waiting, ready, passed, conditional or sent_back. Send `turn` with a
    decision: it says how much had been said when you read the gate.
    """

    id: int
    plan: int
    name: str
    phase: str
    opens: int | None
    own_day: date | None
    due_on: date | None
    voters: list[str]
    state: str
    criteria: list[GateCriterionShape]
    seats: list[SeatShape]
    votes: list[VoteShape]
    decision: DecisionShape | None
    turn: int
    version: int


class GateHistoryShape(GateShape):
    """A gate with what was said at it before."""

    earlier_votes: list[VoteShape]
    earlier_decisions: list[DecisionShape]


def gate_shape(row: GateRow) -> GateShape:
    gate = row.gate
    return {
        "id": gate.pk,
        "plan": gate.plan_id,
        "name": gate.name,
        "phase": gate.phase,
        "opens": gate.opens_id,
        "own_day": gate.due_on,
        "due_on": row.due_on,
        "voters": gate.voters,
        "state": str(row.state),
        "criteria": [criterion_shape(each) for each in row.criteria],
        "seats": [seat_shape(seat) for seat in row.seats],
        "votes": [vote_shape(vote) for vote in row.votes],
        "decision": decision_shape(row.decision) if row.decision else None,
        "turn": gate.turn,
        "version": gate.version,
    }


def history_shape(row: GateRow) -> GateHistoryShape:
    decisions = row.gate.decisions.all()
    return {
        **gate_shape(row),
        "earlier_votes": [vote_shape(vote) for vote in row.earlier_votes],
        "earlier_decisions": [
            decision_shape(made) for made in decisions if made.reopened_at
        ],
    }


def criterion_shape(row: CriterionRow) -> GateCriterionShape:
    criterion, figure = row.criterion, row.figure
    return {
        "id": criterion.pk,
        "gate": criterion.gate_id,
        "text": criterion.text,
        "is_hard": criterion.is_hard,
        "measure": criterion.measure,
        "limit": criterion.limit,
        "figure": {"count": figure.count, "of": figure.of, "unknown": figure.unknown}
        if figure
        else None,
        "state": str(row.state),
        "proof": criterion.proof,
        "proof_link": criterion.proof_link,
        "attested_at": criterion.attested_at,
        "attested_by": criterion.attester or None,
        "version": criterion.version,
    }


def seat_shape(seat: SeatRow) -> SeatShape:
    return {
        "role": seat.role,
        "stakeholders": [person.pk for person in seat.people],
        "vote": str(seat.vote) if seat.vote else None,
    }


def vote_shape(vote: GateVote) -> VoteShape:
    return {
        "id": vote.pk,
        "person": vote.who,
        "stakeholder": vote.stakeholder_id,
        "vote": vote.vote,
        "reason": vote.reason,
        "condition": vote.condition,
        "given_at": vote.given_at,
        "replaced_at": vote.replaced_at,
    }


def decision_shape(made: GateDecision) -> DecisionShape:
    return {
        "decision": made.decision,
        "reason": made.reason,
        "decided_by": str(made.decided_by) if made.decided_by else None,
        "decided_at": made.decided_at,
        "figures": made.figures,
        "conditions": [
            {"text": each.text, "task": each.task_id} for each in made.conditions.all()
        ],
        "reopened_at": made.reopened_at,
        "reopen_reason": made.reopen_reason,
    }
