"""Scenarios of costs as tables: what candidates come to, and what is changed."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from common.tables.exports import Cell, Table
from evaluator.exports.costs import lacks
from evaluator.models import Participant
from evaluator.selectors.money.scenario_words import LABELS
from evaluator.selectors.money.scenarios import ScenarioCell, compare_scenarios


def scenario_totals(participant: Participant, now: datetime) -> Table:
    """One row per candidate and scenario, what is expected first."""
    del now
    found = compare_scenarios(participant.evaluation)
    head = [
        _("Candidate"),
        _("Scenario"),
        _("Months"),
        _("Currency"),
        _("Total"),
        _("Not known"),
        _("P10"),
        _("P50"),
        _("P90"),
        _("Present value, P50"),
        _("Difference"),
    ]
    columns = (None, *found.scenarios)
    rows: list[list[Cell]] = [
        [
            row.candidate.name,
            scenario.name if scenario else _("As expected"),
            found.months_of(scenario),
            found.currency,
            *figures(cell),
        ]
        for row in found.rows
        for scenario, cell in zip(columns, (row.base, *row.cells), strict=True)
    ]
    return Table(_("Costs by scenario"), head, rows, participant.evaluation.title)


def figures(cell: ScenarioCell) -> list[Cell]:
    spread, present = cell.range, cell.present
    numbers = [
        spread.p10 if spread else None,
        spread.p50 if spread else None,
        spread.p90 if spread else None,
        present.p50 if present else None,
        cell.difference,
    ]
    known = None if cell.says_nothing or not cell.total else cell.total.known
    return [
        None if known is None else round(known, 2),
        lacks(cell),
        *(None if each is None else round(each, 2) for each in numbers),
    ]


def scenario_changes(participant: Participant, now: datetime) -> Table:
    """One row per scenario: shares, points a year and months, as they are stored."""
    del now
    scenarios = participant.evaluation.scenarios.present().order_by("pk")
    rows: list[list[Cell]] = [
        [each.name, *(getattr(each, name) for name in LABELS)] for each in scenarios
    ]
    head = [_("Scenario"), *(str(label) for label in LABELS.values())]
    return Table(
        _("What each scenario changes"), head, rows, participant.evaluation.title
    )
