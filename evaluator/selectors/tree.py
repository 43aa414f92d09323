"""The requirement tree as the editing page shows it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evaluator.models import Criterion, Evaluation
from evaluator.scoring.errors import Key, WeightsAllZero
from evaluator.scoring.tree import Forest, Row, global_weights, grow, local_weights

CATEGORY_COLOURS = 6


@dataclass(frozen=True, slots=True)
class TreeRow:
    """One criterion with its place and its weight, local and in the whole."""

    criterion: Criterion
    depth: int
    place: int  # among its siblings, from 0
    siblings: int
    colour: int  # of the top category
    share: float | None  # within the parent; none for what cannot earn anything
    whole: float | None
    leaves: int  # below it

    @property
    def is_first(self) -> bool:
        return self.place == 0

    @property
    def is_last(self) -> bool:
        return self.place == self.siblings - 1

    @property
    def weighs_nothing(self) -> bool:
        return self.share == 0

    @property
    def is_empty_category(self) -> bool:
        return self.criterion.kind == Criterion.Kind.CATEGORY and not self.leaves


@dataclass(frozen=True, slots=True)
class Tree:
    rows: tuple[TreeRow, ...]  # in reading order, parents before children
    must_haves: tuple[Criterion, ...]

    @property
    def leaves(self) -> tuple[TreeRow, ...]:
        category = Criterion.Kind.CATEGORY
        return tuple(row for row in self.rows if row.criterion.kind != category)

    @property
    def categories(self) -> tuple[TreeRow, ...]:
        category = Criterion.Kind.CATEGORY
        return tuple(row for row in self.rows if row.criterion.kind == category)

    @property
    def is_empty(self) -> bool:
        return not self.rows and not self.must_haves

    def row_of(self, pk: int) -> TreeRow | None:
        return next((row for row in self.rows if row.criterion.pk == pk), None)


def read_tree(evaluation: Evaluation) -> Tree:
    """Read the whole tree. One query."""
    criteria = list(evaluation.criteria.present().in_order())
    must_have = Criterion.Kind.MUST_HAVE
    nodes = [each for each in criteria if each.kind != must_have]
    for criterion in criteria:
        criterion.evaluation = evaluation
    return Tree(
        rows=tuple(rows_of(nodes)),
        must_haves=tuple(each for each in criteria if each.kind == must_have),
    )


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the rows need besides their criterion."""

    below: dict[int | None, list[Criterion]]
    shares: dict[Key, float]
    wholes: dict[Key, float]


def rows_of(criteria: Sequence[Criterion]) -> Iterator[TreeRow]:
    below: dict[int | None, list[Criterion]] = defaultdict(list)
    for criterion in criteria:
        below[criterion.parent_id].append(criterion)
    forest = grow(
        Row(
            key=each.pk,
            parent=each.parent_id,
            weight=float(each.weight),
            is_category=each.kind == Criterion.Kind.CATEGORY,
        )
        for each in criteria
    )
    weighed = Weighed(below, local_weights(forest), wholes_of(forest))
    for place, top in enumerate(below[None]):
        yield from branch(top, weighed, depth=0, colour=place % CATEGORY_COLOURS)


def wholes_of(forest: Forest) -> dict[Key, float]:
    """Return global weights; nothing where a group weighs nothing as a whole."""
    try:
        return global_weights(forest)
    except WeightsAllZero:
        return {}


def branch(
    criterion: Criterion, weighed: Weighed, *, depth: int, colour: int
) -> Iterator[TreeRow]:
    """Yield the row of a criterion, then those of what hangs below it."""
    siblings = weighed.below[criterion.parent_id]
    children = [
        list(branch(child, weighed, depth=depth + 1, colour=colour))
        for child in weighed.below.get(criterion.pk, ())
    ]
    inner = [row for rows in children for row in rows]
    category = Criterion.Kind.CATEGORY
    yield TreeRow(
        criterion=criterion,
        depth=depth,
        place=siblings.index(criterion),
        siblings=len(siblings),
        colour=colour,
        share=weighed.shares.get(criterion.pk),
        whole=weighed.wholes.get(criterion.pk),
        leaves=sum(row.criterion.kind != category for row in inner),
    )
    yield from inner
