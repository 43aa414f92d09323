"""The gates of a plan as a table: their criteria, then their votes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from common.tables.exports import Cell, Table
from migration.models import Plan
from migration.selectors.gates.gate_words import (
    CRITERION_STATES,
    GATE_STATES,
    figure_words,
    limit_words,
)
from migration.selectors.gates.gates import CriterionRow, GateRow


def gates_table(plan: Plan, rows: Iterable[GateRow]) -> Table:
    head = [
        _("Gate"),
        _("Phase"),
        _("Day"),
        _("State of the gate"),
        _("Criterion or vote"),
        _("Hard"),
        _("Figure"),
        _("Limit"),
        _("State"),
        _("Proof or reason"),
        _("Person"),
    ]
    return Table(
        _("Gates"), head, [line for row in rows for line in lines_of(row)], plan.title
    )


def lines_of(row: GateRow) -> Iterator[list[Cell]]:
    gate: list[Cell] = [row.gate.name, row.phase, row.due_on, GATE_STATES[row.state][0]]
    for each in row.criteria:
        yield gate + criterion_cells(each)
    for vote in row.votes:
        why = vote.condition or vote.reason
        yield [*gate, _("Vote"), None, "", "", vote.get_vote_display(), why, vote.who]


def criterion_cells(row: CriterionRow) -> list[Cell]:
    criterion = row.criterion
    is_attested = criterion.attested_at is not None
    return [
        criterion.text,
        criterion.is_hard,
        figure_words(criterion.measure, row.figure),
        limit_words(criterion.measure, criterion.limit),
        CRITERION_STATES[row.state][0],
        criterion.proof if is_attested else "",
        criterion.attester if is_attested else "",
    ]
