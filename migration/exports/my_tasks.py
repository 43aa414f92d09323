"""The open tasks of one person, across plans."""

from __future__ import annotations

from django.utils.translation import gettext as _

from common.tables.exports import Cell, Table
from migration.selectors.checklist.my_tasks import MyTasks


def my_tasks_table(found: MyTasks) -> Table:
    head = [
        _("Plan"),
        _("Task"),
        _("Due"),
        _("Days late"),
        _("Waits for"),
        _("Holds up"),
    ]
    rows: list[list[Cell]] = [
        [
            row.plan.title,
            row.task.title,
            row.task.due_on,
            max(row.line.days_late, 0),
            "; ".join(row.line.waits_for),
            "; ".join(row.holds_up),
        ]
        for row in found.all
    ]
    return Table(_("My tasks"), head, rows)
