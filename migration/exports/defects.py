"""The defects of a plan as a table."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from common.tables.exports import Cell, Table
from migration.models import Defect, Plan


def defects_table(plan: Plan, found: Iterable[Defect]) -> Table:
    head = [
        _("What is wrong"),
        _("Kind"),
        _("Severity"),
        _("Who mends it"),
        _("Task"),
        _("Asset"),
        _("Reported by"),
        _("Reported at"),
        _("Closed at"),
        _("How it was closed"),
        _("Details"),
    ]
    rows: Iterable[list[Cell]] = (
        [
            defect.title,
            defect.get_kind_display(),
            defect.severity,
            str(defect.owner or ""),
            str(defect.task or ""),
            str(defect.asset or ""),
            str(defect.reported_by or ""),
            defect.reported_at,
            defect.closed_at,
            defect.resolution,
            defect.details,
        ]
        for defect in found
    )
    return Table(_("Defects"), head, rows, plan.title)
