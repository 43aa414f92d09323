"""How far one weight may move before another candidate comes first.

A criterion, or a category as a whole, gets the weight t; the others keep their
proportions and share 1 - t. With lines N and D in t every candidate's total is
N(t) / D(t), where D = 1 if nothing is missing, so two candidates tie where
N_a D_b - N_b D_a = 0: at most two points, in closed form. Weight stability interval
of the linear total: Mareschal (1988) European Journal of Operational Research 33(1),
54-64; O'Shea et al. (2026) Expert Systems with Applications 296, 128460.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import copysign, fsum, inf, sqrt

import numpy as np

from evaluator.scoring.aggregate import (
    FloatArray,
    MissingPolicy,
    Scores,
    ScoreTable,
    divided,
)
from evaluator.scoring.errors import Key
from evaluator.scoring.ranking import POINTS, TIE, rank, table_of

# Products of values below this are rounding, not a difference between candidates.
NOISE = 1e-12


@dataclass(frozen=True, slots=True)
class WeightInterval:
    """The weights of one criterion or category that keep the winner first.

    weight, lower and upper are 0..1; the bounds are the points where the challenger
    ties, and a bound of 0 or 1 that nobody challenges has None for a challenger.
    """

    weight: float
    lower: float
    upper: float
    challenger_lower: Key | None
    challenger_upper: Key | None


@dataclass(frozen=True, slots=True, eq=False)
class WeightSweep:
    """What the totals do while one weight goes from 0 to 1.

    candidates: those with a total, the winner in place 0. earned and present:
    (candidates x 2) arrays with the ends, at t = 0 and t = 1, of the lines N and D.
    """

    weight: float
    candidates: tuple[Key, ...]
    earned: FloatArray
    present: FloatArray

    @property
    def winner(self) -> Key:
        return self.candidates[0]

    def margin_at(self, weight: float) -> float | None:
        """Return the winner's points ahead of the best other, negative if behind.

        weight: 0..1. None if the winner or all the others have no total there.
        """
        at = np.array([1 - weight, weight])
        totals = divided(self.earned @ at, self.present @ at) * POINTS
        others = totals[1:][~np.isnan(totals[1:])]
        if np.isnan(totals[0]) or not len(others):
            return None
        return float(totals[0] - others.max())

    def interval(self) -> WeightInterval:
        """Return the interval around the present weight in which the winner leads."""
        upper, above = self._first_tie(1.0)
        lower, below = self._first_tie(0.0)
        return WeightInterval(self.weight, lower, upper, below, above)

    def _first_tie(self, end: float) -> tuple[float, Key | None]:
        """Return where the winner falls behind on the way to `end`, and to whom."""
        now = np.array([1 - self.weight, self.weight])
        there = np.array([1 - end, end])
        ties = self._ties(self.earned @ now, self.present @ now, there)
        place = min(range(len(ties)), key=ties.__getitem__, default=None)
        if place is None or ties[place] >= 1 - NOISE:
            return end, None
        bound = self.weight + ties[place] * (end - self.weight)
        return bound, self.candidates[place + 1]

    def _ties(
        self, earned: FloatArray, present: FloatArray, there: FloatArray
    ) -> list[float]:
        """Return per challenger the share of the way at which it overtakes, or inf."""
        # Who has no score at the end has one and the same total all the way there.
        stays = self.present @ there == 0
        more = np.where(stays, 0.0, self.earned @ there - earned)
        wider = np.where(stays, 0.0, self.present @ there - present)
        # (a0 + a1 u) (e0 + e1 u) - (b0 + b1 u) (d0 + d1 u), winner a / d.
        lead = earned[0] * present[1:] - earned[1:] * present[0]
        slope = earned[0] * wider[1:] + more[0] * present[1:]
        slope -= earned[1:] * wider[0] + more[1:] * present[0]
        bend = more[0] * wider[1:] - more[1:] * wider[0]
        coefficients = zip(lead.tolist(), slope.tolist(), bend.tolist(), strict=True)
        return [
            _turn(_still(c0, TIE), _still(c1, NOISE), _still(c2, NOISE))
            for c0, c1, c2 in coefficients
        ]


def sweeps(
    scores: Scores,
    weights: Mapping[Key, float],
    groups: Mapping[Key, Mapping[Key, float]] | None = None,
    *,
    missing: MissingPolicy = MissingPolicy.RENORMALISE,
) -> dict[Key, WeightSweep | None]:
    """Return criterion (or group) -> its sweep.

    scores and weights as for `rank`. groups: category -> criterion -> share within the
    category, sum 1, as `tree.branches` gives; without groups each criterion alone.
    None where the category or all the rest weighs nothing within itself, so that there
    is nothing to weigh up; empty when no candidate has a total.
    Raises what `rank` raises.
    """
    ranking = rank(scores, weights, missing=missing)
    order = tuple(
        each.candidate for each in ranking.standings if each.total is not None
    )
    if not order:
        return {}
    shares = ranking.weights
    table = table_of({key: scores[key] for key in order}, shares).under(missing)
    if groups is None:
        groups = {criterion: {criterion: 1.0} for criterion in shares}
    return {key: _sweep(order, table, shares, groups[key]) for key in groups}


def weight_intervals(
    scores: Scores,
    weights: Mapping[Key, float],
    groups: Mapping[Key, Mapping[Key, float]] | None = None,
    *,
    missing: MissingPolicy = MissingPolicy.RENORMALISE,
) -> dict[Key, WeightInterval | None]:
    """Return criterion (or group) -> the weights that keep the winner first.

    Arguments, None and errors as for `sweeps`. They hold for totals of the group's
    values, not for the mean of personal totals, which is no weighted sum. In a tie
    for the first place the winner is the first of the equals, and a bound may be the
    present weight itself.
    """
    found = sweeps(scores, weights, groups, missing=missing)
    return {key: sweep.interval() if sweep else None for key, sweep in found.items()}


def _sweep(
    order: tuple[Key, ...],
    table: ScoreTable,
    shares: Mapping[Key, float],
    group: Mapping[Key, float],
) -> WeightSweep | None:
    within = np.array([group.get(criterion, 0.0) for criterion in shares])
    rest = np.array([0.0 if key in group else share for key, share in shares.items()])
    if not within.any() or not rest.any():
        return None
    # Columns: the weights at t = 0, and at t = 1.
    ends = np.column_stack([rest / rest.sum(), within / within.sum()])
    present = np.ones_like(table.filled) if table.present is None else table.present
    weight = fsum(shares.get(criterion, 0.0) for criterion in group)
    return WeightSweep(weight, order, table.filled @ ends, present @ ends)


def _turn(lead: float, slope: float, bend: float) -> float:
    """Return the first u >= 0 where lead + slope u + bend u^2 falls below 0."""
    roots = [] if lead else [0.0]
    square = slope * slope - 4 * bend * lead
    if bend and square > 0:
        # The form that loses no digits: Press et al., Numerical Recipes, 5.6.
        q = -(slope + copysign(sqrt(square), slope)) / 2
        roots += [q / bend, lead / q]
    elif slope and not bend:
        roots.append(-lead / slope)
    return min((u for u in roots if u >= 0 and _falls(slope, bend, u)), default=inf)


def _falls(slope: float, bend: float, u: float) -> bool:
    direction = slope + 2 * bend * u
    return direction < 0 or (direction == 0 and bend < 0)


def _still(number: float, noise: float) -> float:
    return 0.0 if abs(number) <= noise else number
