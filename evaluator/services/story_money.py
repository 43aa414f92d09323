"""Play what a story tells of money."""

from __future__ import annotations

from decimal import Decimal

from evaluator.costs.ranges import Range
from evaluator.services.quick_costs import KIND_BY_KEY, QuickEdit, set_quick_costs
from evaluator.services.stories import Play


def play_money(play: Play) -> None:
    """Enter the figures of the quick table, as the lead."""
    edits = [
        QuickEdit(
            play.candidates[name],
            KIND_BY_KEY[kind],
            Range(*(Decimal(str(amount)) for amount in amounts)),
            version=0,
        )
        for kind, row in play.story.money.quick.items()
        for name, amounts in row.items()
    ]
    if edits:
        set_quick_costs(
            evaluation=play.evaluation,
            edits=edits,
            actor=play.lead,
            now=play.ago(play.story.days.answered),
        )
