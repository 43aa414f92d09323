"""Quantiles of many draws in little memory."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluator.costs.samplers import FloatArray

KEPT = 10_240
"""Up to so many draws the quantiles are exact."""
BINS = 4096
"""Beyond, each column is counted in so many classes over twice the range then seen."""


@dataclass(frozen=True, slots=True)
class Percentiles:
    """P10, P50 and P90 by linear interpolation (Excel's PERCENTILE.INC), and mean."""

    p10: float
    p50: float
    p90: float
    mean: float


class Sample:
    """Draws of several figures, one column each, added block by block.

    A column may hold infinite draws, which pass every limit: of it only
    `share_at_most` is asked.
    """

    def __init__(self, columns: int) -> None:
        self.count = 0
        self._kept = np.empty((KEPT, columns))
        self._counts: NDArray[np.int64] | None = None
        self._low = self._width = np.zeros(columns)
        self._sum = np.zeros(columns)
        self._told: dict[int, Percentiles] = {}

    @property
    def nbytes(self) -> int:
        """Return how much memory the draws take."""
        counts = 0 if self._counts is None else self._counts.nbytes
        return self._kept.nbytes + counts

    def add(self, block: FloatArray) -> None:
        """Add draws x columns."""
        self._told.clear()
        # By a product: `sum` is slow along columns that are few.
        self._sum += np.ones(len(block)) @ block
        if self._counts is None and self.count + len(block) > KEPT:
            self._to_classes()
        if self._counts is None:
            self._kept[self.count : self.count + len(block)] = block
        else:
            self._count(block)
        self.count += len(block)

    def of_columns(self, columns: Sequence[int]) -> "Sample":
        """Return these columns of the draws so far, to go on with by themselves."""
        places = list(columns)
        found = Sample(0)
        found.count, found._sum = self.count, self._sum[places]
        found._low = self._low[places]
        found._width = self._width[places]
        found._kept = self._kept[:, places]
        if self._counts is not None:
            found._counts = self._counts[places]
        return found

    def quantile(self, column: int, share: float) -> float:
        """Return the value that `share` of the draws do not pass."""
        return self._quantiles(column, (share,))[0]

    def _quantiles(self, column: int, shares: Sequence[float]) -> list[float]:
        found: FloatArray
        if self._counts is None:
            found = np.quantile(self._kept[: self.count, column], shares)
        else:
            reached = np.concatenate([[0], np.cumsum(self._counts[column])])
            edges = self._low[column] + self._width[column] * np.arange(BINS + 1)
            found = np.interp(np.array(shares) * self.count, reached, edges)
        return [float(each) for each in found]

    def share_at_most(self, column: int, limit: float) -> float:
        """Return the share of draws that do not pass the limit, 0..1."""
        if self._counts is None:
            within = self._kept[: self.count, column] <= limit
            return float(within.mean())
        reached = np.concatenate([[0], np.cumsum(self._counts[column])])
        edges = self._low[column] + self._width[column] * np.arange(BINS + 1)
        return float(np.interp(limit, edges, reached) / self.count)

    def percentiles(self, column: int) -> Percentiles:
        found = self._told.get(column)
        if found is None:
            mean = float(self._sum[column] / self.count)
            p10, p50, p90 = self._quantiles(column, (0.1, 0.5, 0.9))
            found = Percentiles(p10, p50, p90, mean)
            self._told[column] = found
        return found

    def _to_classes(self) -> None:
        seen = self._kept[: self.count]
        ends = np.where(np.isfinite(seen), seen, 0.0)
        low, high = ends.min(axis=0), ends.max(axis=0)
        room = np.maximum((high - low) / 2, 1e-9)
        self._low, self._width = low - room, (high - low + 2 * room) / BINS
        self._counts = np.zeros((seen.shape[1], BINS), np.int64)
        self._count(seen)
        self._kept = np.empty((0, seen.shape[1]))

    def _count(self, block: FloatArray) -> None:
        assert self._counts is not None  # noqa: S101 (only called once it is there)
        places = np.clip((block - self._low) / self._width, 0, BINS - 1)
        is_there = np.isfinite(block)
        for column, counts in enumerate(self._counts):
            found = places[is_there[:, column], column].astype(np.int64)
            counts += np.bincount(found, minlength=BINS)
