"""The requirement tree as the ranking counts it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from evaluator.models import Criterion, Evaluation, MoneySettings
from evaluator.scoring.errors import Key, WeightsAllZero
from evaluator.scoring.tree import (
    Forest,
    Row,
    branches,
    global_weights,
    grow,
    leaf_weights,
    leaves,
    without,
)


@dataclass(frozen=True, slots=True)
class RequirementTree:
    """The criteria of an evaluation in reading order, and what each weighs."""

    criteria: Mapping[int, Criterion]  # all but must-haves, parents before children
    forest: Forest
    # Measured leaves whose values are prices because of a fact, or of the costs
    # that they were taken from.
    priced_by_values: frozenset[int] = frozenset()
    # Leaves that weigh nothing here, because cost stays out of the score.
    left_out: frozenset[int] = frozenset()

    @property
    def priced(self) -> frozenset[int]:
        """Leaves whose values are prices, or follow from them (R21)."""
        told = {pk for pk, each in self.criteria.items() if each.tells_money}
        return self.priced_by_values | told

    @property
    def keeps_cost_out(self) -> bool:
        return keeps_cost_out(self.criteria.values())

    @property
    def leaves(self) -> list[Criterion]:
        """What is scored or measured, in reading order."""
        return [
            self.criteria[int(leaf)] for node in self.forest for leaf in leaves(node)
        ]

    @property
    def categories(self) -> list[Criterion]:
        """The categories of the top level that hold anything to score."""
        return [self.criteria[int(node.key)] for node in self.forest]

    def leaves_of(self, category: Criterion) -> list[Criterion]:
        node = next(node for node in self.forest if node.key == category.pk)
        return [self.criteria[int(leaf)] for leaf in leaves(node)]

    @property
    def shares_within(self) -> dict[Key, dict[Key, float]]:
        """Top category -> leaf -> its share within the category."""
        inside = branches(self.forest)
        return {
            node.key: dict(inside.get(node.key, {node.key: 1.0}))
            for node in self.forest
        }

    @property
    def leaf_weights(self) -> dict[int, float]:
        """Global weights of the leaves; they sum to 1. Raises WeightsAllZero."""
        return {int(key): weight for key, weight in leaf_weights(self.forest).items()}

    def weights_without(self, keys: Collection[int]) -> dict[int, float]:
        """Return the weights with some leaves at 0; the others share theirs out.

        Raises WeightsAllZero.
        """
        weights = self.leaf_weights
        if not keys:
            return weights
        kept = {pk: weights[pk] for pk in weights if pk not in keys}
        whole = fsum(kept.values())
        if not whole:
            raise WeightsAllZero(None)
        return {pk: kept.get(pk, 0.0) / whole for pk in weights}

    @property
    def global_weights(self) -> dict[int, float]:
        return {int(key): weight for key, weight in global_weights(self.forest).items()}


def requirement_tree(evaluation: Evaluation) -> RequirementTree:
    """Read the tree as it counts. One query."""
    criteria = list(
        evaluation.criteria.present()
        .exclude(kind=Criterion.Kind.MUST_HAVE)
        .with_money()
        .order_by("position", "pk")
    )
    left_out = left_out_of(criteria)
    return RequirementTree(
        {each.pk: each for each in criteria},
        grow(without(map(row_of, criteria), left_out)),
        priced_by_values=frozenset(
            each.pk for each in criteria if has_priced_values(each)
        ),
        left_out=left_out,
    )


def has_priced_values(criterion: Criterion) -> bool:
    return bool(getattr(criterion, "has_priced_values", False))


def keeps_cost_out(criteria: Iterable[Criterion]) -> bool:
    """Tell whether cost stays out of the score, by the setting of the money."""
    rules = {getattr(each, "budget_rule", "") for each in criteria}
    return MoneySettings.BudgetRule.KEPT_OUT in rules


def left_out_of(criteria: Sequence[Criterion]) -> frozenset[int]:
    """Return the leaves that weigh nothing, because cost stays out of the score."""
    if not keeps_cost_out(criteria):
        return frozenset()
    return frozenset(
        each.pk for each in criteria if each.tells_money or has_priced_values(each)
    )


def row_of(criterion: Criterion) -> Row:
    return Row(
        key=criterion.pk,
        parent=criterion.parent_id,
        weight=float(criterion.weight),
        is_category=criterion.kind == Criterion.Kind.CATEGORY,
    )
