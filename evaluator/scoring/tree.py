"""The requirement tree: local weights, shared out among siblings, become global ones.

global(leaf) = product of weight / sum of the siblings' weights along its path, as in
the hierarchical weighted sum: Keeney and Raiffa (1976) ch. 2; Saaty (1980).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import NamedTuple, TypeAlias

from evaluator.scoring.errors import Key, ScoringError, WeightsAllZero, weight_of

DEEPEST = 20


class KeyTwice(ScoringError):
    def __init__(self, key: Key) -> None:
        super().__init__(f"{key!r} stands in the tree twice.")
        self.key = key


class ParentMissing(ScoringError):
    def __init__(self, key: Key, parent: Key) -> None:
        super().__init__(f"{key!r} hangs under {parent!r}, which is not there.")
        self.key = key
        self.parent = parent


class TreeHasCycle(ScoringError):
    def __init__(self, keys: Sequence[Key]) -> None:
        super().__init__(f"These hang under each other in a circle: {list(keys)!r}.")
        self.keys = tuple(keys)


class TreeTooDeep(ScoringError):
    def __init__(self, key: Key) -> None:
        super().__init__(f"{key!r} lies deeper than {DEEPEST} levels.")
        self.key = key


class Row(NamedTuple):
    """A criterion as it is stored: its weight is local, in any scale."""

    key: Key
    parent: Key | None
    weight: float
    is_category: bool = False


@dataclass(frozen=True, slots=True)
class Node:
    key: Key
    weight: float = 1.0
    children: tuple["Node", ...] = ()


Forest: TypeAlias = tuple[Node, ...]


def grow(rows: Iterable[Row]) -> Forest:
    """Build the tree from rows in any order; siblings keep the order of the rows.

    A category without anything to score in it is left out: it would keep a weight
    that nothing can earn. Raises KeyTwice, ParentMissing, TreeHasCycle, TreeTooDeep,
    WeightInvalid.
    """
    by_key: dict[Key, Row] = {}
    for row in rows:
        if row.key in by_key:
            raise KeyTwice(row.key)
        weight_of(row.key, row.weight)
        by_key[row.key] = row
    below: dict[Key | None, list[Row]] = {None: []} | {key: [] for key in by_key}
    for row in by_key.values():
        if row.parent is not None and row.parent not in by_key:
            raise ParentMissing(row.key, row.parent)
        below[row.parent].append(row)
    _check_no_cycle(by_key)
    return tuple(_branches(below, None, 1))


def without(rows: Iterable[Row], keys: Collection[Key]) -> list[Row]:
    """Return the rows with some leaves weighing nothing.

    A category in which nothing else weighs then weighs nothing either, so that its
    weight goes to the others instead of to nobody.
    """
    given = {row.key: row for row in rows}
    below: dict[Key | None, list[Key]] = {}
    for row in given.values():
        below.setdefault(row.parent, []).append(row.key)
    empty = set(keys)

    def is_empty(key: Key) -> bool:
        children = below.get(key, [])
        if key in empty or not children:
            return key in empty
        emptied = [is_empty(child) for child in children]
        weighs = any(
            given[child].weight and not gone
            for child, gone in zip(children, emptied, strict=True)
        )
        if any(emptied) and not weighs:
            empty.add(key)
        return key in empty

    for top in below.get(None, []):
        is_empty(top)
    return [
        row._replace(weight=0.0) if row.key in empty else row for row in given.values()
    ]


def local_weights(forest: Forest) -> dict[Key, float]:
    """Return each node's share among its siblings, 0..1: weight / sum of weights.

    Siblings that all weigh nothing have a share of 0, so that a page can show them.
    Raises WeightInvalid.
    """
    shares = _shares(forest)
    for node in forest:
        shares |= local_weights(node.children)
    return shares


def global_weights(forest: Forest) -> dict[Key, float]:
    """Return the weight of every node in the whole: product of shares along the path.

    The nodes of the top sum to 1, and so do the leaves. A category of weight 0 gives
    its leaves 0. Raises WeightsAllZero with the parent whose children all weigh
    nothing while it weighs something, WeightInvalid.
    """
    return _inherit(forest, 1.0, None)


def leaf_weights(forest: Forest) -> dict[Key, float]:
    """Return the global weights of the leaves alone, in the order of the tree.

    Raises what `global_weights` raises.
    """
    weights = global_weights(forest)
    return {leaf: weights[leaf] for node in forest for leaf in leaves(node)}


def leaves(node: Node) -> Iterator[Key]:
    """Yield the keys of the leaves under a node; a leaf yields itself."""
    if not node.children:
        yield node.key
    for child in node.children:
        yield from leaves(child)


def branches(forest: Forest) -> dict[Key, dict[Key, float]]:
    """Return category -> leaf -> share within it, for categories of any level.

    The shares of a category sum to 1, whatever the category itself weighs; they are 0
    where all of its children weigh nothing. Raises WeightInvalid.
    """
    found: dict[Key, dict[Key, float]] = {}
    for node in forest:
        if node.children:
            found[node.key] = _within(node)
            found |= branches(node.children)
    return found


def equalise(weights: Sequence[float]) -> tuple[float, ...]:
    """Return the mean weight for each sibling, which keeps their sum; 1 if all are 0.

    Raises WeightInvalid with the position of the faulty weight.
    """
    total = fsum(weight_of(place, weight) for place, weight in enumerate(weights))
    return (total / len(weights) if total else 1.0,) * len(weights)


def weights_from_points(points: Sequence[float]) -> tuple[float, ...]:
    """Return points / sum of points, for 100 points, swing and any other sum.

    Goodwin and Wright, Decision Analysis for Management Judgment, ch. 3. Points that
    are all 0 say nothing, so they weigh the same; ask `any(points)` to warn of it.
    Raises WeightInvalid with the position of the faulty points.
    """
    total = fsum(weight_of(place, given) for place, given in enumerate(points))
    return tuple(given / total if total else 1 / len(points) for given in points)


def _check_no_cycle(by_key: Mapping[Key, Row]) -> None:
    cleared: set[Key] = set()
    for start in by_key:
        path: dict[Key, None] = {}
        key: Key | None = start
        while key is not None and key not in cleared:
            if key in path:
                walked = list(path)
                raise TreeHasCycle(walked[walked.index(key) :])
            path[key] = None
            key = by_key[key].parent
        cleared |= path.keys()


def _branches(
    below: Mapping[Key | None, Sequence[Row]], parent: Key | None, level: int
) -> Iterator[Node]:
    for row in below[parent]:
        if level > DEEPEST:
            raise TreeTooDeep(row.key)
        children = tuple(_branches(below, row.key, level + 1))
        if children or not row.is_category:
            yield Node(row.key, row.weight, children)


def _shares(siblings: Forest) -> dict[Key, float]:
    weights = {node.key: weight_of(node.key, node.weight) for node in siblings}
    total = fsum(weights.values())
    return {key: weight / total if total else 0.0 for key, weight in weights.items()}


def _within(node: Node) -> dict[Key, float]:
    if not node.children:
        return {node.key: 1.0}
    shares = _shares(node.children)
    return {
        leaf: shares[child.key] * share
        for child in node.children
        for leaf, share in _within(child).items()
    }


def _inherit(
    siblings: Forest, inherited: float, parent: Key | None
) -> dict[Key, float]:
    shares = _shares(siblings)
    if siblings and inherited and not any(shares.values()):
        raise WeightsAllZero(parent)
    found: dict[Key, float] = {}
    for node in siblings:
        found[node.key] = inherited * shares[node.key]
        found |= _inherit(node.children, found[node.key], node.key)
    return found
