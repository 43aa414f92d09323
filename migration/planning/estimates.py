"""Three-point estimates: the PERT formulas (Malcolm and others 1959)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import erf, sqrt


@dataclass(frozen=True, slots=True)
class Estimate:
    """low <= likely <= high, in working days."""

    low: float
    likely: float
    high: float

    @property
    def mean(self) -> float:
        """(low + 4 likely + high) / 6"""
        return (self.low + 4 * self.likely + self.high) / 6

    @property
    def variance(self) -> float:
        """((high - low) / 6)^2"""
        return ((self.high - self.low) / 6) ** 2


def chain_mean_and_variance(chain: Iterable[Estimate]) -> tuple[float, float]:
    """Return the sums along one chain of tasks, in days and days squared."""
    estimates = list(chain)
    return sum(each.mean for each in estimates), sum(
        each.variance for each in estimates
    )


def chance_by(deadline: float, mean: float, deviation: float) -> float:
    """Return the chance that a normal finish lies within the deadline, in days.

    Of one chain alone, so that it promises too much where several run side by side;
    the simulation looks at all of them.
    """
    if deviation == 0:
        return float(deadline >= mean)
    return (1 + erf((deadline - mean) / (deviation * sqrt(2)))) / 2
