"""The requirement tree as the editing pages show it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from evaluator.models import Criterion, Evaluation
from evaluator.scoring.errors import Key, WeightsAllZero
from evaluator.scoring.tree import Forest, global_weights, grow, local_weights, without
from evaluator.selectors.counted_tree import left_out_of, row_of

CATEGORY, MUST_HAVE = Criterion.Kind.CATEGORY, Criterion.Kind.MUST_HAVE
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
    children: tuple[TreeRow, ...]
    is_left_out: bool = False  # weighs nothing, because cost stays out of the score

    @property
    def is_category(self) -> bool:
        return self.criterion.kind == CATEGORY

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
        """Without anything to score below it a category counts for nothing."""
        return self.is_category and self.share is None


@dataclass(frozen=True)
class Tree:
    tops: tuple[TreeRow, ...]
    must_haves: tuple[Criterion, ...]

    @cached_property
    def rows(self) -> tuple[TreeRow, ...]:
        """All rows in reading order, parents before children."""
        return tuple(flat(self.tops))

    @property
    def criteria(self) -> list[Criterion]:
        """Everything there is, must-haves last."""
        return [*(row.criterion for row in self.rows), *self.must_haves]

    @property
    def leaves(self) -> list[TreeRow]:
        return [row for row in self.rows if not row.is_category]

    @property
    def categories(self) -> list[TreeRow]:
        return [row for row in self.rows if row.is_category]

    @property
    def groups(self) -> list[tuple[TreeRow | None, tuple[TreeRow, ...]]]:
        """What is weighed against each other: the tops, and below each category."""
        inner = [(row, row.children) for row in self.categories if row.children]
        return [(None, self.tops), *inner] if self.tops else []

    @property
    def is_empty(self) -> bool:
        return not self.tops and not self.must_haves


def flat(rows: Iterable[TreeRow]) -> Iterator[TreeRow]:
    for row in rows:
        yield row
        yield from flat(row.children)


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the rows need besides their criterion."""

    below: dict[int | None, list[Criterion]]
    shares: dict[Key, float]
    wholes: dict[Key, float]
    left_out: frozenset[int]


def read_tree(evaluation: Evaluation) -> Tree:
    """Read the whole tree. One query."""
    criteria = list(evaluation.criteria.present().with_money().in_order())
    below: dict[int | None, list[Criterion]] = defaultdict(list)
    for criterion in criteria:
        criterion.evaluation = evaluation
        if criterion.kind != MUST_HAVE:
            below[criterion.parent_id].append(criterion)
    weighing = [each for each in criteria if each.kind != MUST_HAVE]
    rows = [row_of(each) for each in weighing]
    left_out = left_out_of(weighing)
    # Shares are those that were typed; the whole is what counts in the ranking.
    weighed = Weighed(
        below,
        local_weights(grow(rows)),
        wholes_of(grow(without(rows, left_out))),
        left_out,
    )
    return Tree(
        tops=rows_below(None, weighed),
        must_haves=tuple(each for each in criteria if each.kind == MUST_HAVE),
    )


def wholes_of(forest: Forest) -> dict[Key, float]:
    """Return global weights; nothing where a group weighs nothing as a whole."""
    try:
        return global_weights(forest)
    except WeightsAllZero:
        return {}


def rows_below(
    parent: int | None, weighed: Weighed, *, depth: int = 0, colour: int = 0
) -> tuple[TreeRow, ...]:
    siblings = weighed.below.get(parent, [])
    return tuple(
        TreeRow(
            criterion=criterion,
            depth=depth,
            place=place,
            siblings=len(siblings),
            colour=place % CATEGORY_COLOURS if depth == 0 else colour,
            share=weighed.shares.get(criterion.pk),
            whole=weighed.wholes.get(criterion.pk),
            children=rows_below(
                criterion.pk,
                weighed,
                depth=depth + 1,
                colour=place % CATEGORY_COLOURS if depth == 0 else colour,
            ),
            is_left_out=criterion.pk in weighed.left_out,
        )
        for place, criterion in enumerate(siblings)
    )


def deleted_criteria(evaluation: Evaluation) -> list[Criterion]:
    """Return what was deleted, newest first: each a whole branch. One query.

    What went with its category comes back with it, so it is not offered apart.
    """
    deleted = list(
        evaluation.criteria.exclude(deleted_at=None)
        .select_related("parent")
        .order_by("-deleted_at", "pk")
    )
    return [
        each
        for each in deleted
        if each.parent is None or each.parent.deleted_at != each.deleted_at
    ]
