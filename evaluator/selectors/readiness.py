"""What stands between an evaluation and its scoring."""

from __future__ import annotations

from dataclasses import dataclass

from evaluator.models import Evaluation
from evaluator.selectors.steps import Progress, progress_of
from evaluator.selectors.tree import Tree, read_tree


@dataclass(frozen=True, slots=True)
class Readiness:
    """What the opening of the scoring asks for."""

    weighted_leaves: int
    short_listed: int
    evaluators: int

    @property
    def can_open(self) -> bool:
        return all((self.weighted_leaves, self.short_listed, self.evaluators))


def readiness_of(evaluation: Evaluation) -> Readiness:
    return readiness_from(read_tree(evaluation), progress_of(evaluation))


def readiness_from(tree: Tree, progress: Progress) -> Readiness:
    return Readiness(
        weighted_leaves=sum(bool(row.whole) for row in tree.leaves),
        short_listed=progress.short_listed,
        evaluators=progress.evaluators,
    )
