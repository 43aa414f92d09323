"""Totals, ranks and contributions: the front door that checks what it is given."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import fsum
from statistics import fmean

import numpy as np

from evaluator.scoring.aggregate import (
    FloatArray,
    MissingPolicy,
    Scores,
    ScoreTable,
    coverage,
    normalised,
    weighted_totals,
)
from evaluator.scoring.errors import Key, ScoringError

TIE = 1e-9
"""Totals that lie this close, on the scale 0..1, share a rank."""

POINTS = 100
"""A total is shown times 100."""


class CriterionUnknown(ScoringError):
    def __init__(self, criterion: Key, candidate: Key) -> None:
        super().__init__(
            f"{candidate!r} has a value on {criterion!r}, which weighs not."
        )
        self.criterion = criterion
        self.candidate = candidate


@dataclass(frozen=True, slots=True)
class Standing:
    """One candidate in a ranking. Totals, bounds and contributions are 0..100.

    total and rank are None when nothing that weighs was scored. lowest and highest:
    the total if all that is missing were 0, or 1. coverage: the weight that carries a
    value, 0..1. contributions: criterion -> points, None where nobody scored; they sum
    to the total.
    """

    candidate: Key
    total: float | None
    rank: int | None
    is_tied: bool
    coverage: float
    lowest: float
    highest: float
    contributions: Mapping[Key, float | None]

    @property
    def is_complete(self) -> bool:
        return self.coverage == 1

    def contribution_of(self, leaves: Iterable[Key]) -> float | None:
        """Return the points that a category brings, None if all of it is missing."""
        return _sum_of([self.contributions[leaf] for leaf in leaves])


@dataclass(frozen=True, slots=True)
class Ranking:
    """Standings, best first, equals in the order given, those without total last.

    weights: criterion -> weight, sum 1.
    """

    standings: tuple[Standing, ...]
    weights: Mapping[Key, float]

    @property
    def winners(self) -> tuple[Key, ...]:
        """Everyone on rank 1: more than one in a tie, nobody without any total."""
        return tuple(each.candidate for each in self.standings if each.rank == 1)

    @property
    def margin(self) -> float | None:
        """The points between the first and the second; None for fewer than two."""
        totals = [each.total for each in self.standings if each.total is not None]
        if len(totals) < 2:
            return None
        # Within the tolerance the second may even be the higher by a hair.
        return 0.0 if len(self.winners) > 1 else totals[0] - totals[1]

    def of(self, candidate: Key) -> Standing:
        """Raise KeyError for a candidate that was left out."""
        for standing in self.standings:
            if standing.candidate == candidate:
                return standing
        raise KeyError(candidate)


def rank(
    scores: Scores,
    weights: Mapping[Key, float],
    *,
    missing: MissingPolicy = MissingPolicy.RENORMALISE,
) -> Ranking:
    """Rank the candidates by their weighted totals.

    scores: candidate -> criterion -> value in 0..1. weights: criterion -> global weight
    on any scale. Who failed a must-have or was eliminated is left out by the caller.
    total = 100 sum(w v) / sum(w present), or without that division under `zero`.
    Raises CriterionUnknown, NotFinite, WeightInvalid, WeightsAllZero.
    """
    shares = normalised(weights)
    if not scores:
        return Ranking((), shares)
    table = table_of(scores, shares)
    return Ranking(_in_order(_standings(scores, shares, table, missing)), shares)


def competition_ranks(totals: Sequence[float | None]) -> list[int | None]:
    """Return 1 + the number of totals that are better by more than 1e-9.

    1-2-2-4, the rank of Excel's RANK.EQ with a tolerance. totals: on the scale 0..1;
    None has no rank and takes no place.
    """
    ascending = sorted(total for total in totals if total is not None)
    return [
        None
        if total is None
        else 1 + len(ascending) - bisect_right(ascending, total + TIE)
        for total in totals
    ]


def mean_ranking(rankings: Sequence[Ranking]) -> Ranking:
    """Rank by the mean of the totals that the rankings give (mean of personal totals).

    A ranking without a total for a candidate says nothing about that candidate. The
    contributions, coverage and bounds are means over the same rankings, so that the
    contributions still sum to the total.
    """
    weights = _mean_weights([ranking.weights for ranking in rankings])
    found: dict[Key, list[Standing]] = {}
    for standing in (each for ranking in rankings for each in ranking.standings):
        found.setdefault(standing.candidate, []).append(standing)
    return Ranking(
        _in_order([_mean_standing(each) for each in found.values()]), weights
    )


def branch_totals(
    scores: Scores,
    branches: Mapping[Key, Mapping[Key, float]],
    *,
    missing: MissingPolicy = MissingPolicy.RENORMALISE,
) -> dict[Key, dict[Key, float | None]]:
    """Return candidate -> category -> its own total of 0..100, for the profile.

    branches: category -> criterion -> share within, as `tree.branches` gives; the
    category is ranked as if it were the whole. None if all of it is missing or its
    criteria weigh nothing. Raises NotFinite.
    """
    found: dict[Key, dict[Key, float | None]] = {candidate: {} for candidate in scores}
    for branch, shares in branches.items():
        for row in found.values():
            row[branch] = None
        if not any(shares.values()):
            continue
        inside = {
            candidate: {leaf: row.get(leaf) for leaf in shares}
            for candidate, row in scores.items()
        }
        for standing in rank(inside, shares, missing=missing).standings:
            found[standing.candidate][branch] = standing.total
    return found


def table_of(scores: Scores, weights: Mapping[Key, float]) -> ScoreTable:
    """Return the values as arrays. Raises CriterionUnknown, NotFinite."""
    for candidate, row in scores.items():
        for criterion in row:
            if criterion not in weights:
                raise CriterionUnknown(criterion, candidate)
    return ScoreTable.from_rows(
        [[row.get(criterion) for criterion in weights] for row in scores.values()]
    )


def _standings(
    scores: Scores,
    shares: Mapping[Key, float],
    table: ScoreTable,
    missing: MissingPolicy,
) -> list[Standing]:
    weights = np.array(list(shares.values()), float)
    covered = coverage(table, weights)
    totals = np.where(
        covered > 0, weighted_totals(table.under(missing), weights), np.nan
    )
    lowest = table.filled.dot(weights)
    share = covered if missing == MissingPolicy.RENORMALISE else np.ones_like(covered)
    points = table.filled * weights / np.where(covered > 0, share, np.nan)[:, None]
    if table.present is not None:
        points = np.where(table.present, points, np.nan)
    return [
        Standing(
            candidate=candidate,
            total=total,
            rank=None,
            is_tied=False,
            coverage=float(covered[place]),
            lowest=float(lowest[place]) * POINTS,
            highest=float(lowest[place] + 1 - covered[place]) * POINTS,
            contributions=dict(zip(shares, _in_points(points[place]), strict=True)),
        )
        for place, (candidate, total) in enumerate(
            zip(scores, _in_points(totals), strict=True)
        )
    ]


def _in_order(standings: Sequence[Standing]) -> tuple[Standing, ...]:
    ranks = competition_ranks(
        [None if each.total is None else each.total / POINTS for each in standings]
    )
    ranked = [
        replace(each, rank=place, is_tied=place is not None and ranks.count(place) > 1)
        for each, place in zip(standings, ranks, strict=True)
    ]
    return tuple(sorted(ranked, key=lambda each: each.rank or len(ranked) + 1))


def _mean_standing(standings: Sequence[Standing]) -> Standing:
    counted = [each for each in standings if each.total is not None]
    if not counted:
        return standings[0]
    criteria = dict.fromkeys(key for each in counted for key in each.contributions)
    parts = {
        criterion: _sum_of([each.contributions.get(criterion) for each in counted])
        for criterion in criteria
    }
    return replace(
        counted[0],
        total=fmean(each.total for each in counted if each.total is not None),
        coverage=fmean(each.coverage for each in counted),
        lowest=fmean(each.lowest for each in counted),
        highest=fmean(each.highest for each in counted),
        contributions={
            criterion: None if part is None else part / len(counted)
            for criterion, part in parts.items()
        },
    )


def _mean_weights(sets: Sequence[Mapping[Key, float]]) -> dict[Key, float]:
    keys = dict.fromkeys(key for weights in sets for key in weights)
    return {key: fmean(weights.get(key, 0.0) for weights in sets) for key in keys}


def _in_points(numbers: FloatArray) -> list[float | None]:
    scaled = (numbers * POINTS).tolist()
    return [None if number != number else number for number in scaled]


def _sum_of(parts: Sequence[float | None]) -> float | None:
    numbers = [part for part in parts if part is not None]
    return fsum(numbers) if numbers else None
