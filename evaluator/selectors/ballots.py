"""Ballots as everybody may know them: submitted or not yet (R17, R18)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from evaluator.models import Candidate, Criterion, Evaluation, Participant, Recusal
from evaluator.selectors.sheet import CellKey, Sheet
from evaluator.selectors.submissions import may_reopen, scores_lacking_evidence


@dataclass(frozen=True, slots=True)
class Voter:
    """One who scores, and whether the scores are in."""

    participant: Participant
    may_be_reopened: bool

    @property
    def has_submitted(self) -> bool:
        return self.participant.submitted_at is not None


@dataclass(frozen=True, slots=True)
class BallotBoard:
    voters: tuple[Voter, ...]

    @property
    def submitted(self) -> int:
        return sum(voter.has_submitted for voter in self.voters)

    @property
    def waiting(self) -> tuple[Voter, ...]:
        return tuple(voter for voter in self.voters if not voter.has_submitted)


def ballot_board(evaluation: Evaluation) -> BallotBoard:
    """Return who scores, by name: present people, and who left after submitting."""
    people = evaluation.participants.filter(is_evaluator=True).select_related("user")
    present = [
        person
        for person in people.order_by("user__name", "pk")
        if person.left_at is None or person.submitted_at is not None
    ]
    for person in present:
        person.evaluation = evaluation
    return BallotBoard(tuple(Voter(each, may_reopen(each)) for each in present))


@dataclass(frozen=True, slots=True)
class Gap:
    """What a submission would leave out: criteria of one candidate."""

    candidate: str
    criteria: tuple[Criterion, ...]


def gaps_in(sheet: Sheet) -> list[Gap]:
    """Return the cells without a score, candidate by candidate."""
    return gaps(sheet, sheet.missing)


def gaps_of_evidence(sheet: Sheet, participant: Participant) -> list[Gap]:
    """Return the scores without the note or rung that the lead asks for."""
    keys = scores_lacking_evidence(participant).values_list(
        "criterion_id", "ballot__candidate_id"
    )
    return gaps(sheet, keys)


def gaps(sheet: Sheet, keys: Iterable[CellKey]) -> list[Gap]:
    found: dict[int, set[int]] = defaultdict(set)
    for criterion, candidate in keys:
        found[candidate].add(criterion)
    return [
        Gap(
            column.name,
            tuple(leaf for leaf in sheet.rated if leaf.pk in found[column.pk]),
        )
        for column in sheet.candidates
        if found[column.pk]
    ]


def recusal_of(participant: Participant, candidate: Candidate) -> Recusal | None:
    return participant.recusals.filter(candidate=candidate).first()
