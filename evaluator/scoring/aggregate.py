"""The weighted sum, with what is missing, on arrays: the one place of a total.

total = sum(w v) / sum(w) over the criteria that carry a value. Fishburn (1967)
Letter to the Editor: Additive Utilities with Incomplete Product Set, Operations
Research 15(3), 537-542. Functions here check nothing; `ranking.py` is the front door.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import fsum
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from evaluator.scoring.errors import Key, WeightsAllZero, finite, weight_of

FloatArray: TypeAlias = NDArray[np.float64]
Scores: TypeAlias = Mapping[Key, Mapping[Key, float | None]]
"""Candidate -> criterion -> value of 0..1; None or absent where nobody scored."""


class MissingPolicy(StrEnum):
    """What a cell without any score does to the total."""

    RENORMALISE = "renormalise"  # the other weights share out its weight
    ZERO = "zero"  # it counts as the lowest value


@dataclass(frozen=True, slots=True, eq=False)
class ScoreTable:
    """Values as arrays of candidates x criteria.

    filled: the values, 0 where one is missing. present: 1 where there is a value and
    0 where one is missing, or None when nothing is missing at all.
    """

    filled: FloatArray
    present: FloatArray | None

    @classmethod
    def from_rows(cls, rows: Sequence[Sequence[float | None]]) -> "ScoreTable":
        """Take one row per candidate; None is missing. Raises NotFinite."""
        present = np.array(
            [[value is not None for value in row] for row in rows], float
        )
        filled = [
            [0.0 if value is None else finite(value, "A value") for value in row]
            for row in rows
        ]
        return cls(np.array(filled, float), None if present.all() else present)

    def under(self, policy: MissingPolicy) -> "ScoreTable":
        """Return the table in which the policy has dealt with what is missing."""
        if policy == MissingPolicy.RENORMALISE:
            return self
        return ScoreTable(self.filled, None)


def weighted_totals(table: ScoreTable, weights: FloatArray) -> FloatArray:
    """Return sum(w v) / sum(w present) per candidate, on the scale of the values.

    weights: one per criterion, not negative, sum 1. NaN where all is missing.
    """
    sums: FloatArray = table.filled.dot(weights)
    if table.present is None:
        return sums
    return divided(sums, table.present.dot(weights))


def coverage(table: ScoreTable, weights: FloatArray) -> FloatArray:
    """Return the weight that carries a value, 0..1, one number per candidate."""
    if table.present is None:
        return np.ones(len(table.filled))
    # Rounding must not make a complete candidate look incomplete.
    is_complete = table.present[:, weights > 0].all(axis=1)
    return np.where(is_complete, 1.0, table.present.dot(weights))


def divided(sums: FloatArray, by: FloatArray) -> FloatArray:
    """Return sums / by, NaN where there is nothing to divide by."""
    return np.divide(sums, by, out=np.full_like(sums, np.nan), where=by > 0)


def normalised(weights: Mapping[Key, float]) -> dict[Key, float]:
    """Return the weights with sum 1. Raises WeightInvalid, WeightsAllZero."""
    total = fsum(weight_of(key, weight) for key, weight in weights.items())
    if not total:
        raise WeightsAllZero
    return {key: weight / total for key, weight in weights.items()}
