"""Whether and by what cost counts in the ranking; printed wherever the ranking is."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from common.formatting import listed, quoted
from evaluator.models import Criterion
from evaluator.scoring.errors import WeightsAllZero
from evaluator.selectors.counted_tree import RequirementTree


@dataclass(frozen=True, slots=True)
class CostInRanking:
    """Criteria whose values are prices.

    left_out: weigh nothing, by the setting. bound: weigh, and take their values from
    the costs. typed: weigh, with prices that people entered. idle: take their values
    from the costs, and were given no weight.
    """

    is_kept_out: bool
    left_out: tuple[Criterion, ...] = ()
    bound: tuple[Criterion, ...] = ()
    typed: tuple[Criterion, ...] = ()
    idle: tuple[Criterion, ...] = ()

    @property
    def sentence(self) -> str:
        """Say it in the reader's language."""
        if self.left_out:
            names = named(self.left_out)
            said = _("Cost stays out of the ranking. These weigh nothing: %(names)s.")
            return said % {"names": names}
        if self.is_kept_out:
            return _("Cost stays out of the ranking. No criterion's values are prices.")
        if self.bound:
            names = named(self.bound)
            said = _("Cost counts in the ranking, from the computed costs: %(names)s.")
            return " ".join([said % {"names": names}, *self.entered])
        if self.idle:
            names = named(self.idle)
            said = _(
                "These take their values from the costs, but weigh nothing: %(names)s."
            )
            return " ".join([said % {"names": names}, *self.entered])
        return _(
            "No criterion takes its value from the costs, so cost counts in the ranking"
            " only as far as people rated it or entered prices."
        )

    @property
    def entered(self) -> list[str]:
        """Name the prices that count as well, though people entered them."""
        if not self.typed:
            return []
        said = _("People entered these prices, which count too: %(names)s.")
        return [said % {"names": named(self.typed)}]


def named(criteria: tuple[Criterion, ...]) -> str:
    return listed(quoted(each.name) for each in criteria)


def cost_in(tree: RequirementTree) -> CostInRanking:
    """Return how cost counts, from the tree as it counts."""
    try:
        weights = tree.leaf_weights
    except WeightsAllZero:
        weights = {}
    prices = [leaf for leaf in tree.leaves if leaf.pk in tree.priced]
    weighing = [leaf for leaf in prices if weights.get(leaf.pk)]
    return CostInRanking(
        is_kept_out=tree.keeps_cost_out,
        left_out=tuple(leaf for leaf in prices if leaf.pk in tree.left_out),
        bound=tuple(leaf for leaf in weighing if leaf.money_figure),
        typed=tuple(leaf for leaf in weighing if not leaf.money_figure),
        idle=tuple(
            leaf for leaf in prices if leaf.money_figure and not weights.get(leaf.pk)
        ),
    )
