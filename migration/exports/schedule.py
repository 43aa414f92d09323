"""The schedule as a table."""

from __future__ import annotations

from django.utils.translation import gettext as _

from common.tables.exports import Cell, Table
from migration.models import Plan
from migration.selectors.schedule.schedule import PlanSchedule


def schedule_table(plan: Plan, found: PlanSchedule) -> Table:
    """One row per task: dates, floats, what it waits for."""
    head = [
        _("Phase"),
        _("Task"),
        _("Working days"),
        _("Days of work"),
        _("Hours a day"),
        _("Start"),
        _("Finish"),
        _("Latest finish"),
        _("Total float"),
        _("Free float"),
        _("Critical"),
        _("Due day"),
        _("Waits for"),
    ]
    rows: list[list[Cell]] = [
        [
            phase.name,
            row.task.title,
            row.days,
            row.task.days,
            row.pace.hours if row.pace else None,
            row.dates.start,
            row.dates.finish,
            row.dates.late_finish,
            row.dates.total_float,
            row.dates.free_float,
            row.is_critical,
            row.task.due_on,
            "; ".join(link.before.title for link in row.before),
        ]
        for phase in found.phases
        for row in phase.rows
    ]
    return Table(_("Schedule"), head, rows, plan.title)
