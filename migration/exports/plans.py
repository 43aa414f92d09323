"""The list of plans, and the checklist of one."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from common.tables.exports import Cell, Table
from migration.models import Plan
from migration.models.template_text import phase_names
from migration.selectors.checklist.checklist import Checklist
from migration.selectors.plans.plans import PlanRow


def plans(found: Iterable[PlanRow]) -> Table:
    head = [
        _("Plan"),
        _("From"),
        _("To"),
        _("Go-live"),
        _("Your role"),
        _("Done"),
        _("Tasks"),
        _("Late"),
    ]
    rows: list[list[Cell]] = [
        [
            row.plan.title,
            row.plan.source_name,
            row.plan.target_name,
            row.plan.go_live_on,
            row.role_word,
            row.done,
            row.total,
            row.late,
        ]
        for row in found
    ]
    return Table(_("Migration plans"), head, rows)


def checklist(plan: Plan, found: Checklist) -> Table:
    """The tasks that the page shows, phase by phase."""
    head = [
        _("Phase"),
        _("Task"),
        _("Role"),
        _("Person"),
        _("Due"),
        _("Done at"),
        _("Proof"),
        _("Days late"),
        _("Waits for"),
        _("Holds up"),
    ]
    names = phase_names()
    rows: list[list[Cell]] = [
        [
            names.get(line.task.phase, ""),
            line.task.title,
            line.role,
            str(line.task.assigned_to) if line.task.assigned_to else "",
            line.task.due_on,
            line.task.done_at,
            line.task.proof,
            max(line.days_late, 0),
            "; ".join(line.waits_for),
            "; ".join(line.holds_up),
        ]
        for block in found.blocks
        for line in block.lines
    ]
    return Table(_("Checklist"), head, rows, plan.title)
