"""The gates of a plan as pages show them: criteria, votes, state, what is open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.utils.functional import Promise

from migration.models import (
    Gate,
    GateCriterion,
    GateDecision,
    GateVote,
    Plan,
    Stakeholder,
)
from migration.models.measure_names import MEASURE_NAMES
from migration.models.template_text import phase_names, role_names
from migration.planning.gates import (
    RULES,
    Criterion,
    CriterionState,
    Decision,
    Figure,
    GateState,
    Measure,
    Standing,
    Vote,
    judge,
    most_cautious,
    state_of,
)
from migration.querysets import GateCriterionQuerySet, GateQuerySet
from migration.selectors.gates.gate_figures import SOURCES, PlanData, Source


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """A criterion as it stands now. Without a figure, somebody attests it."""

    criterion: GateCriterion
    state: CriterionState
    figure: Figure | None

    @property
    def source(self) -> Source | None:
        measure = self.criterion.measure
        return SOURCES[Measure(measure)] if measure else None

    @property
    def measured(self) -> Promise | None:
        """Say what is counted."""
        measure = self.criterion.measure
        return MEASURE_NAMES[Measure(measure)] if measure else None

    @property
    def at_least(self) -> bool:
        measure = self.criterion.measure
        return bool(measure) and RULES[Measure(measure)].at_least


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A chair whose vote the gate needs, and who sits on it."""

    role: str
    name: str
    people: tuple[Stakeholder, ...]
    vote: Vote | None

    @property
    def vote_label(self) -> str:
        return str(GateVote.Vote(self.vote).label) if self.vote else ""


@dataclass(frozen=True, slots=True)
class GateRow:
    """A gate; `votes` are those that count, or that counted for its decision."""

    gate: Gate
    phase: str
    due_on: date | None
    criteria: tuple[CriterionRow, ...]
    seats: tuple[SeatRow, ...]
    votes: tuple[GateVote, ...]
    decision: GateDecision | None
    standing: Standing

    @property
    def state(self) -> GateState:
        made = Decision(self.decision.decision) if self.decision else None
        return state_of(made, self.standing)

    @property
    def holding(self) -> int:
        return sum(row.state is CriterionState.HOLDS for row in self.criteria)

    @property
    def is_hard(self) -> bool:
        return any(row.criterion.is_hard for row in self.criteria)

    @property
    def missing(self) -> tuple[SeatRow, ...]:
        return tuple(seat for seat in self.seats if seat.vote is None)

    def not_holding(self, state: str, *, is_hard: bool) -> list[CriterionRow]:
        return [
            row
            for row in self.criteria
            if row.state == state and row.criterion.is_hard is is_hard
        ]

    @property
    def hard_failing(self) -> list[CriterionRow]:
        return self.not_holding(CriterionState.FAILS, is_hard=True)

    @property
    def hard_unknown(self) -> list[CriterionRow]:
        return self.not_holding(CriterionState.UNKNOWN, is_hard=True)

    @property
    def soft_open(self) -> list[CriterionRow]:
        return [
            row
            for row in self.criteria
            if not row.criterion.is_hard and row.state is not CriterionState.HOLDS
        ]

    @property
    def earlier_votes(self) -> list[GateVote]:
        """Return the votes that count no more, the oldest first."""
        return [vote for vote in self.gate.votes.all() if vote not in self.votes]

    def vote_of(self, user_pk: int) -> GateVote | None:
        own = (vote for vote in self.votes if vote.voter_id == user_pk)
        return next(own, None)


def gates_with_parts(gates: GateQuerySet) -> GateQuerySet:
    """Load criteria, votes and decisions with the gates. Four queries in all."""
    criteria = GateCriterion.objects.present().select_related(
        "attested_by", "attested_for"
    )
    votes = GateVote.objects.select_related("voter", "stakeholder", "noted_by")
    decisions = GateDecision.objects.select_related("decided_by", "reopened_by")
    return gates.select_related("opens").prefetch_related(
        Prefetch("criteria", criteria.in_order()),
        Prefetch("votes", votes.order_by("given_at", "pk")),
        Prefetch("decisions", decisions.order_by("decided_at", "pk")),
    )


def read_gates(plan: Plan, *, today: date) -> list[GateRow]:
    """Return the gates in the order of their phases, measured now."""
    return rows_of(plan, gates_with_parts(plan.gates.present()), today=today)


def read_gate(gate: Gate, *, today: date) -> GateRow:
    found = gates_with_parts(gate.plan.gates.filter(pk=gate.pk))
    return rows_of(gate.plan, found, today=today)[0]


def rows_of(plan: Plan, gates: Iterable[Gate], *, today: date) -> list[GateRow]:
    data = PlanData(plan, today=today)
    seated = list(plan.stakeholders.present().select_related("member").order_by("pk"))
    rows = [gate_row(gate, data, seated) for gate in gates]
    return sorted(rows, key=lambda row: order_of(row.gate, data.phase_places))


def order_of(gate: Gate, places: dict[str, int]) -> tuple[int, int, int]:
    """Place gates by phase; inside one, those with tasks behind them come first."""
    behind = 0 if gate.opens_id else 1
    return (places.get(gate.phase, len(places)), behind, gate.position)


def gate_row(gate: Gate, data: PlanData, seated: Sequence[Stakeholder]) -> GateRow:
    gate.plan = data.plan
    standing = (each for each in gate.decisions.all() if each.reopened_at is None)
    decision = next(standing, None)
    votes = tuple(counting(gate, decision, data, seated))
    seats = tuple(seat_rows(gate, votes, seated))
    criteria = tuple(criterion_row(each, gate, data) for each in gate.criteria.all())
    return GateRow(
        gate=gate,
        phase=phase_names().get(gate.phase, gate.phase),
        due_on=data.due_of(gate),
        criteria=criteria,
        seats=seats,
        votes=votes,
        decision=decision,
        standing=Standing(
            criteria=[Criterion(row.state, row.criterion.is_hard) for row in criteria],
            asked={seat.role: seat.vote for seat in seats},
            votes=[Vote(vote.vote) for vote in votes],
        ),
    )


def counting(
    gate: Gate,
    decision: GateDecision | None,
    data: PlanData,
    seated: Sequence[Stakeholder],
) -> Iterable[GateVote]:
    """Yield the votes of the decision; before one, those of who is still there."""
    people = {each.pk for each in seated}
    for vote in gate.votes.all():
        if vote.replaced_at is not None:
            continue
        if decision is not None:
            counts = vote.decision_id == decision.pk
        elif vote.voter_id is not None:
            counts = vote.voter_id in data.users
        else:
            counts = vote.stakeholder_id in people
        if counts:
            yield vote


def criterion_row(criterion: GateCriterion, gate: Gate, data: PlanData) -> CriterionRow:
    if not criterion.measure:
        is_attested = criterion.attested_at is not None
        state = CriterionState.HOLDS if is_attested else CriterionState.UNKNOWN
        return CriterionRow(criterion, state, None)
    measure = Measure(criterion.measure)
    figure = SOURCES[measure].count(data, gate)
    return CriterionRow(criterion, judge(measure, figure, criterion.limit), figure)


def seat_rows(
    gate: Gate, votes: Sequence[GateVote], seated: Sequence[Stakeholder]
) -> Iterable[SeatRow]:
    """Yield the chairs asked for; who sits there votes, or the lead notes the vote."""
    names = role_names()
    for role in gate.voters:
        people = tuple(each for each in seated if each.role == role)
        users = {each.member.user_id for each in people if each.member}
        noted = {each.pk for each in people}
        found = [
            Vote(vote.vote)
            for vote in votes
            if vote.voter_id in users or vote.stakeholder_id in noted
        ]
        yield SeatRow(role, names.get(role, role), people, most_cautious(found))


def removed_criteria(gate: Gate) -> GateCriterionQuerySet:
    """Return what was taken off the gate and can come back."""
    # Not by `gate.criteria`: that holds the present ones, loaded with the gate.
    removed = GateCriterion.objects.filter(gate=gate, removed_at__isnull=False)
    return removed.in_order()
