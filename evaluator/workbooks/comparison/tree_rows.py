"""The requirement tree as rows, one order for all sheets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from evaluator.models import Criterion
from evaluator.scoring.tree import Node, branches, local_weights
from evaluator.selectors.counted_tree import RequirementTree


@dataclass(frozen=True, slots=True)
class TreeRow:
    """A node of the tree. Places count the rows from 0, in reading order.

    weight is local, in the scale it was typed in. share, whole: of its parent and of
    the whole evaluation. inside: a leaf's share of its top category.
    """

    criterion: Criterion
    pk: int  # Django's own look-up costs ten times as much, once a cell
    name: str
    level: int
    place: int
    parent: int | None
    children: tuple[int, ...]
    end: int  # the place behind the last row under this one
    weight: float
    share: float
    whole: float
    inside: float

    @property
    def is_leaf(self) -> bool:
        return not self.children

    @property
    def is_top(self) -> bool:
        return self.parent is None

    @property
    def is_measured(self) -> bool:
        return self.criterion.kind == Criterion.Kind.MEASURED

    @property
    def below(self) -> tuple[int, int]:
        """First and last place of what it holds; a leaf holds itself."""
        first = self.place if self.is_leaf else self.place + 1
        return first, self.end - 1


def tree_rows(tree: RequirementTree) -> tuple[TreeRow, ...]:
    return tuple(_Walk(tree).rows())


class _Walk:
    def __init__(self, tree: RequirementTree) -> None:
        self.tree = tree
        self.shares = local_weights(tree.forest)
        self.whole = tree.global_weights
        self.inside: dict[int, float] = {}
        within = branches(tree.forest)
        for node in tree.forest:
            found = within.get(node.key, {node.key: 1.0})
            self.inside |= {int(key): share for key, share in found.items()}

    def rows(self) -> Iterator[TreeRow]:
        place = 0
        for node in self.tree.forest:
            yield from self.branch(node, place, None, 0)
            place += _size(node)

    def branch(
        self, node: Node, place: int, parent: int | None, level: int
    ) -> Iterator[TreeRow]:
        children, child_place = [], place + 1
        for child in node.children:
            children.append(child_place)
            child_place += _size(child)
        yield self.row(node, place, parent, level, tuple(children))
        for child, start in zip(node.children, children, strict=True):
            yield from self.branch(child, start, place, level + 1)

    def row(
        self,
        node: Node,
        place: int,
        parent: int | None,
        level: int,
        children: tuple[int, ...],
    ) -> TreeRow:
        criterion = self.tree.criteria[int(node.key)]
        return TreeRow(
            criterion=criterion,
            pk=criterion.pk,
            name=criterion.name,
            level=level,
            place=place,
            parent=parent,
            children=children,
            end=place + _size(node),
            weight=node.weight,
            share=self.shares[node.key],
            whole=self.whole[criterion.pk],
            inside=self.inside.get(criterion.pk, 0.0),
        )


def _size(node: Node) -> int:
    return 1 + sum(_size(child) for child in node.children)
