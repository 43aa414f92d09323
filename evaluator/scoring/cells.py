"""A cell is what the evaluators say about one candidate on one criterion.

Each entry is a value of 0..1 or a state. A state is never a number: it leaves the
cell to those who scored (nothing is a zero by accident).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from statistics import fmean, median
from typing import TypeAlias

from evaluator.scoring.errors import finite

FEWEST_TO_TRIM = 4


class CellState(StrEnum):
    """Why an evaluator leaves no number in a cell."""

    UNSCORED = "unscored"
    ABSTAINED = "abstained"
    NOT_SHOWN = "not_shown"
    RECUSED = "recused"


class GroupMethod(StrEnum):
    """How the evaluators become one: in each cell, or only in the totals."""

    MEAN = "mean"
    MEDIAN = "median"
    TRIMMED = "trimmed"
    PERSONAL = "personal"


Entry: TypeAlias = float | CellState


@dataclass(frozen=True, slots=True)
class Spread:
    """How far the scores of a cell lie apart, in the unit of the scores.

    sd_sample divides by n - 1 and is None for a single score; sd_population divides
    by n.
    """

    n: int
    mean: float
    sd_sample: float | None
    sd_population: float
    lowest: float
    highest: float

    @property
    def range(self) -> float:
        return self.highest - self.lowest


@dataclass(frozen=True, slots=True)
class Cell:
    """The group's value (None where nobody scored), its spread, who did not score."""

    value: float | None
    spread: Spread | None
    states: Mapping[CellState, int]


def numbers(entries: Iterable[Entry]) -> list[float]:
    """Return the scores among the entries. Raises NotFinite."""
    return [
        finite(entry, "A score")
        for entry in entries
        if not isinstance(entry, CellState)
    ]


def group_value(
    entries: Iterable[Entry], method: GroupMethod = GroupMethod.MEAN
) -> float | None:
    """Return the group's value of a cell, None where nobody scored.

    Mean and median of those who scored; trimmed: the mean without the highest and the
    lowest from four scores on, else the mean (Tukey 1962, Annals of Mathematical
    Statistics 33, 1-67). With `personal` the cell shows the mean, for the people come
    together in their totals. Raises NotFinite.
    """
    scores = sorted(numbers(entries))
    if not scores:
        return None
    if method == GroupMethod.MEDIAN:
        return median(scores)
    if method == GroupMethod.TRIMMED and len(scores) >= FEWEST_TO_TRIM:
        return fmean(scores[1:-1])
    return fmean(scores)


def spread(entries: Iterable[Entry]) -> Spread | None:
    """Return how far the scores lie apart, None where nobody scored.

    sd = sqrt(sum (x - mean)^2 / n), or n - 1 for the sample. Raises NotFinite.
    """
    scores = numbers(entries)
    if not scores:
        return None
    n, mean = len(scores), fmean(scores)
    squares = sum((score - mean) ** 2 for score in scores)
    return Spread(
        n=n,
        mean=mean,
        sd_sample=sqrt(squares / (n - 1)) if n > 1 else None,
        sd_population=sqrt(squares / n),
        lowest=min(scores),
        highest=max(scores),
    )


def cell(entries: Iterable[Entry], method: GroupMethod = GroupMethod.MEAN) -> Cell:
    """Return all that a page shows of a cell. Raises NotFinite."""
    given = list(entries)
    states = Counter(entry for entry in given if isinstance(entry, CellState))
    return Cell(group_value(given, method), spread(given), dict(states))
