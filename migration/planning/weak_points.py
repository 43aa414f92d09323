"""Where the chosen platform is weak: what the committee valued low, and it weighs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

LOWEST_THIRD = 1 / 3
MOST = 5


@dataclass(frozen=True, slots=True)
class WeakPoint:
    """A criterion with its value of 0..1 and its global weight."""

    criterion: int
    value: float
    weight: float

    @property
    def loss(self) -> float:
        """What it costs the total: weight x (1 - value)."""
        return self.weight * (1 - self.value)


def weak_points(
    values: Mapping[int, float | None], weights: Mapping[int, float]
) -> list[WeakPoint]:
    """Return at most five criteria that weigh, valued in the lowest third of the scale.

    The greatest loss first. What nobody valued is not low.
    """
    found = [
        WeakPoint(criterion, value, weights[criterion])
        for criterion, value in values.items()
        if value is not None and value <= LOWEST_THIRD and weights.get(criterion, 0) > 0
    ]
    return sorted(found, key=lambda each: (-each.loss, each.criterion))[:MOST]
