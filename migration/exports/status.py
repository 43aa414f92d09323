"""The status of a plan's week: one row per task."""

from __future__ import annotations

from django.utils.translation import gettext as _

from common.tables.exports import Cell, Table
from migration.models import Plan
from migration.selectors.gates.gate_words import GATE_STATES
from migration.selectors.status import Status


def status_table(plan: Plan, status: Status) -> Table:
    head = [_("Part"), _("Task"), _("Person"), _("Due"), _("Done at"), _("Days late")]
    parts = (
        (_("Done in the last seven days"), status.done),
        (_("Next seven days"), status.next),
        (_("Late"), status.late),
    )
    rows: list[list[Cell]] = [
        [
            name,
            line.task.title,
            str(line.task.assigned_to) if line.task.assigned_to else line.role,
            line.task.due_on,
            line.task.done_at,
            max(line.days_late, 0),
        ]
        for name, lines in parts
        for line in lines
    ]
    rows += [
        [
            _("Gates"),
            row.gate.name,
            str(GATE_STATES[row.state][0]),
            row.due_on,
            row.decision.decided_at if row.decision else None,
            None,
        ]
        for row in status.gates
    ]
    return Table(_("Status"), head, rows, plan.title)
