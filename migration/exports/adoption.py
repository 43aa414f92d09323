"""What was promised and reached, value by value."""

from __future__ import annotations

from django.utils.translation import gettext as _

from common.tables.exports import Cell, Table
from migration.models import Plan
from migration.selectors.adoption import Adoption


def values_table(plan: Plan, adoption: Adoption) -> Table:
    """One row per value; a measure without any has one row."""
    head = [
        _("Measure"),
        _("Unit"),
        _("Before"),
        _("Target"),
        _("By when"),
        _("As of"),
        _("Value"),
        _("Source or note"),
    ]
    rows: list[list[Cell]] = []
    for row in adoption.measures:
        measure = row.measure
        start: list[Cell] = [
            measure.name,
            measure.unit,
            measure.baseline,
            measure.target,
            measure.deadline,
        ]
        for value in row.values:
            rows.append([*start, value.measured_on, value.value, value.note])
        if not row.values:
            rows.append([*start, None, None, ""])
    return Table(_("Promised and reached"), head, rows, plan.title)
