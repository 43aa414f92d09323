"""The tables of an evaluation by the name in their address, and who may have them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.tables.exports import Table
from evaluator.exports import costs, scenarios, scoring, set_up
from evaluator.models import Participant
from evaluator.permissions import Action

Build = Callable[[Participant, datetime], Table]


@dataclass(frozen=True, slots=True)
class Offered:
    """A table: how it is built, what it takes to see it, whether it may be sealed."""

    label: str | Promise
    build: Build
    action: Action = Action.VIEW
    is_result: bool = False  # there from the reveal on


def result(label: str | Promise, build: scoring.ResultTable) -> Offered:
    return Offered(label, scoring.of_results(build), is_result=True)


TABLES = {
    "requirements": Offered(_("Requirements"), set_up.requirements),
    "weights": Offered(_("Weights"), set_up.weights),
    "candidates": Offered(_("Candidates"), set_up.candidates),
    "must-haves": Offered(_("Must-haves"), set_up.must_haves),
    "measurements": Offered(_("Measured values"), set_up.measurements),
    "people": Offered(_("People"), set_up.people),
    "ballots": Offered(_("Who has scored"), set_up.ballots),
    "activity": Offered(_("Activity"), set_up.activities),
    "own-scores": Offered(_("Your scores"), scoring.own_scores, action=Action.SCORE),
    "ranking": result(_("Ranking"), scoring.ranking),
    "contributions": result(_("Contributions"), scoring.contributions),
    "scores": result(_("Criterion by criterion"), scoring.group_scores),
    "spread": result(_("Spread of the scores"), scoring.spread),
    "stability": result(_("Weight stability"), scoring.stability),
    "cost-lines": Offered(_("Cost lines"), costs.cost_lines, action=Action.SEE_PRICES),
    "cost-totals": Offered(
        _("Total costs"), costs.cost_totals, action=Action.SEE_PRICES
    ),
    "cost-years": Offered(
        _("Costs by year"), costs.cost_years, action=Action.SEE_PRICES
    ),
    "cost-months": Offered(
        _("Costs by month"), costs.cost_months, action=Action.SEE_PRICES
    ),
    "scenarios": Offered(
        _("Costs by scenario"), scenarios.scenario_totals, action=Action.SEE_PRICES
    ),
    "scenario-changes": Offered(
        _("What each scenario changes"),
        scenarios.scenario_changes,
        action=Action.SEE_PRICES,
    ),
    "group-methods": result(_("Totals by group method"), scoring.group_methods),
}
