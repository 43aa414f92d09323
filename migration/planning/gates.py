"""Gates: may a phase be closed? By criteria, votes, and a decision of people.

A gate is never pre-ticked. What was not measured, not attested, or is about nothing at
all, is unknown; and unknown is not good enough.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class CriterionState(StrEnum):
    HOLDS = "holds"
    FAILS = "fails"
    UNKNOWN = "unknown"  # nobody has measured or attested it


class Measure(StrEnum):
    """What can be counted from the data of a plan."""

    TASKS_OPEN = "tasks_open"  # that come before the gate in its phase
    TASKS_LATE = "tasks_late"
    CHAIRS_EMPTY = "chairs_empty"  # roles with open tasks and without a person
    RISKS_UNOWNED = "risks_unowned"
    GOALS_UNSET = "goals_unset"  # measures of success without figure or target
    ASSETS_UNDECIDED = "assets_undecided"
    ASSETS_UNSIGNED = "assets_unsigned"
    CRITICAL_UNWRITTEN = "critical_unwritten"  # critical assets not documented
    CRITICAL_UNTESTED = "critical_untested"  # critical assets that move
    LOSSES_UNSIGNED = "losses_unsigned"
    LISTS_UNCOUNTED = "lists_uncounted"
    CONTACTS_LOST = "contacts_lost"  # unexplained, or counted twice
    SUPPRESSED_MISSING = "suppressed_missing"  # in the source, not in the target
    DEFECTS_HARD = "defects_hard"  # open ones with which nothing goes live
    TRAININGS_OPEN = "trainings_open"  # not held, or not passed by all
    OVERLAP_DAYS = "overlap_days"  # from go-live to the end of the old contract
    OLD_LOGINS = "old_logins"
    ARCHIVE_UNPROVEN = "archive_unproven"


@dataclass(frozen=True, slots=True)
class Rule:
    """How a measure is judged against its limit.

    at_least: more is better. needs_some: a count out of nothing says nothing.
    """

    at_least: bool = False
    needs_some: bool = True
    limit: int = 0


RULES: Mapping[Measure, Rule] = {measure: Rule() for measure in Measure} | {
    Measure.CHAIRS_EMPTY: Rule(needs_some=False),
    Measure.DEFECTS_HARD: Rule(needs_some=False),
    Measure.OLD_LOGINS: Rule(needs_some=False),
    Measure.ARCHIVE_UNPROVEN: Rule(needs_some=False),
    # Migrations that end closer to the contract's end than this run out of a way back.
    Measure.OVERLAP_DAYS: Rule(at_least=True, needs_some=False, limit=30),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured count, of how many, and how many of those nobody has measured."""

    count: int = 0
    of: int = 0
    unknown: int = 0


def judge(measure: Measure, figure: Figure, limit: int) -> CriterionState:
    """Say whether the figure is good enough. A known fault outweighs the unknown."""
    rule = RULES[measure]
    if rule.at_least:
        if figure.unknown:
            return CriterionState.UNKNOWN
        is_enough = figure.count >= limit
        return CriterionState.HOLDS if is_enough else CriterionState.FAILS
    if figure.count > limit:
        return CriterionState.FAILS
    if figure.unknown or (rule.needs_some and not figure.of):
        return CriterionState.UNKNOWN
    return CriterionState.HOLDS


class Vote(StrEnum):
    """In the order of caution."""

    GO = "go"
    CONDITIONS = "conditions"
    NO_GO = "no_go"


def most_cautious(votes: Collection[Vote]) -> Vote | None:
    """Return the vote of a chair on which several sit; None while nobody voted."""
    return max(votes, key=list(Vote).index, default=None)


class Decision(StrEnum):
    PASSED = "passed"
    CONDITIONAL = "conditional"
    SENT_BACK = "sent_back"


PASSES = frozenset({Decision.PASSED, Decision.CONDITIONAL})


class GateState(StrEnum):
    WAITING = "waiting"  # something that it needs is still open
    READY = "ready"  # may be decided; that is no decision
    PASSED = "passed"
    CONDITIONAL = "conditional"
    SENT_BACK = "sent_back"


class Obstacle(StrEnum):
    """Why a decision cannot be taken as it is."""

    NOTHING_ASKED = "nothing_asked"
    HARD_FAILS = "hard_fails"
    HARD_UNKNOWN = "hard_unknown"
    VOTE_MISSING = "vote_missing"
    CONDITION_STANDS = "condition_stands"  # somebody's, in a decision without any
    CONDITION_MISSING = "condition_missing"
    REASON_MISSING = "reason_missing"


@dataclass(frozen=True, slots=True)
class Criterion:
    state: CriterionState
    is_hard: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a gate. `asked` holds the chairs that have to vote."""

    criteria: Sequence[Criterion] = ()
    asked: Mapping[str, Vote | None] = field(default_factory=dict)
    votes: Sequence[Vote] = ()  # of everybody, asked or not

    def count(self, state: CriterionState, *, is_hard: bool) -> int:
        return sum(
            each.state is state and each.is_hard is is_hard for each in self.criteria
        )

    @property
    def missing_votes(self) -> tuple[str, ...]:
        return tuple(role for role, vote in self.asked.items() if vote is None)

    @property
    def gaps(self) -> tuple[Obstacle, ...]:
        """What stands in the way of passing it, whatever the conditions."""
        found = {
            Obstacle.NOTHING_ASKED: not self.criteria and not self.asked,
            Obstacle.HARD_FAILS: self.count(CriterionState.FAILS, is_hard=True),
            Obstacle.HARD_UNKNOWN: self.count(CriterionState.UNKNOWN, is_hard=True),
            Obstacle.VOTE_MISSING: self.missing_votes,
        }
        return tuple(obstacle for obstacle, is_there in found.items() if is_there)

    @property
    def is_clean(self) -> bool:
        """Whether everything holds and nobody says no."""
        holds = all(each.state is CriterionState.HOLDS for each in self.criteria)
        return holds and Vote.NO_GO not in self.votes


def obstacles(
    standing: Standing, decision: Decision, *, has_reason: bool, conditions: int
) -> tuple[Obstacle, ...]:
    """Return why this decision is refused; nothing if it may be taken.

    Sending back always may, with a reason. Passing over a soft criterion that does not
    hold, or over a no, takes a reason too.
    """
    if decision is Decision.SENT_BACK:
        return () if has_reason else (Obstacle.REASON_MISSING,)
    found = list(standing.gaps)
    if decision is Decision.PASSED and Vote.CONDITIONS in standing.votes:
        found.append(Obstacle.CONDITION_STANDS)
    if decision is Decision.CONDITIONAL and not conditions:
        found.append(Obstacle.CONDITION_MISSING)
    if not standing.is_clean and not has_reason and not standing.gaps:
        found.append(Obstacle.REASON_MISSING)
    return tuple(found)


def state_of(decision: Decision | None, standing: Standing) -> GateState:
    if decision is not None:
        return GateState(decision)
    return GateState.WAITING if standing.gaps else GateState.READY
