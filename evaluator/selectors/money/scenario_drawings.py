"""The ranges of each candidate, a bar per scenario on one axis."""

from __future__ import annotations

from dataclasses import dataclass

from common.charts.shapes import Drawing
from evaluator.models import Scenario
from evaluator.selectors.money.cost_drawings import drawn_range
from evaluator.selectors.money.scenarios import Comparison, ScenarioCell, ScenarioRow


@dataclass(frozen=True, slots=True)
class DrawnCell:
    """scenario: None for what is expected. bar: None where there is no range."""

    scenario: Scenario | None
    cell: ScenarioCell
    bar: Drawing | None
    is_marked: bool = False


def drawn_rows(
    found: Comparison, marked: Scenario | None
) -> list[tuple[ScenarioRow, list[DrawnCell]]]:
    """Return each row with its cells, what is expected first."""
    ranges = [
        cell.range.p90
        for row in found.rows
        for cell in (row.base, *row.cells)
        if cell.range
    ]
    full = max(ranges, default=0.0) or 1.0
    columns = (None, *found.scenarios)
    return [
        (
            row,
            [
                DrawnCell(
                    scenario,
                    cell,
                    drawn_range(cell.range, full, found.currency)
                    if cell.range
                    else None,
                    is_marked=scenario is not None and scenario == marked,
                )
                for scenario, cell in zip(columns, (row.base, *row.cells), strict=True)
            ],
        )
        for row in found.rows
    ]
