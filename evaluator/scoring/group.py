"""From what each evaluator said to the group's values and its ranking."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from evaluator.scoring.aggregate import MissingPolicy, Scores
from evaluator.scoring.cells import CellState, Entry, GroupMethod, group_value
from evaluator.scoring.errors import Key
from evaluator.scoring.ranking import Ranking, mean_ranking, rank

Ballots: TypeAlias = Mapping[Key, Mapping[Key, Mapping[Key, Entry]]]
"""Evaluator -> candidate -> criterion -> entry; what is absent is unscored."""


@dataclass(frozen=True, slots=True)
class Committee:
    """All that goes into a ranking, and the settings it is made with.

    candidates: those that are still in, in the order for equals. weights: criterion ->
    global weight. ballots: entries on criteria or candidates beside these are not
    looked at. measured: candidate -> measured criterion -> value of 0..1 or None, the
    same for everybody, so no evaluator scores it.
    """

    candidates: Sequence[Key]
    weights: Mapping[Key, float]
    ballots: Ballots
    measured: Scores = field(default_factory=dict)
    method: GroupMethod = GroupMethod.MEAN
    missing: MissingPolicy = MissingPolicy.RENORMALISE

    @property
    def rated(self) -> list[Key]:
        """The criteria that people score."""
        measured = {key for row in self.measured.values() for key in row}
        return [criterion for criterion in self.weights if criterion not in measured]


def group_scores(committee: Committee) -> dict[Key, dict[Key, float | None]]:
    """Return candidate -> criterion -> the group's value, None where nobody scored.

    The value of each cell is that of `group_value` under the committee's method.
    Raises NotFinite.
    """
    rated = committee.rated
    return {
        candidate: {
            criterion: group_value(
                _entries(committee.ballots, candidate, criterion), committee.method
            )
            for criterion in rated
        }
        | _measured(committee, candidate)
        for candidate in committee.candidates
    }


def group_ranking(committee: Committee) -> Ranking:
    """Return the ranking: the one number of the evaluation.

    Weighted totals of the group's values; with `personal` the mean of everybody's own
    totals instead. Raises what `rank` raises.
    """
    if committee.method == GroupMethod.PERSONAL and committee.ballots:
        return mean_ranking(list(personal_rankings(committee).values()))
    return rank(group_scores(committee), committee.weights, missing=committee.missing)


def personal_rankings(committee: Committee) -> dict[Key, Ranking]:
    """Return evaluator -> the ranking by this person's scores alone.

    Somebody who scored nothing of a candidate (or is recused) gives it no total, even
    if measured values exist, as long as there is anything to score.
    Raises what `rank` raises.
    """
    rated = committee.rated
    rankings: dict[Key, Ranking] = {}
    for evaluator, own in committee.ballots.items():
        rows = {}
        for candidate in committee.candidates:
            scored = _scored(own.get(candidate, {}), rated)
            says_something = scored or not rated
            rows[candidate] = (
                scored | _measured(committee, candidate) if says_something else {}
            )
        rankings[evaluator] = rank(rows, committee.weights, missing=committee.missing)
    return rankings


def _entries(ballots: Ballots, candidate: Key, criterion: Key) -> list[Entry]:
    return [
        own.get(candidate, {}).get(criterion, CellState.UNSCORED)
        for own in ballots.values()
    ]


def _scored(
    entries: Mapping[Key, Entry], rated: Sequence[Key]
) -> dict[Key, float | None]:
    return {
        criterion: entry
        for criterion in rated
        if not isinstance(
            entry := entries.get(criterion, CellState.UNSCORED), CellState
        )
    }


def _measured(committee: Committee, candidate: Key) -> dict[Key, float | None]:
    row = committee.measured.get(candidate, {})
    return {key: value for key, value in row.items() if key in committee.weights}
