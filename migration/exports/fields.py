"""The map of fields as a table."""

from __future__ import annotations

from django.utils.translation import gettext as _

from common.tables.exports import Cell, Table
from migration.models import Plan


def fields_table(plan: Plan) -> Table:
    head = [
        _("Field in the source"),
        _("Type there"),
        _("Field in the target"),
        _("Type in the target"),
        _("Owner of the truth"),
        _("What it says"),
        _("Translation of values"),
        _("Any other value becomes"),
        _("Note"),
    ]
    rows: list[list[Cell]] = [
        [
            field.source_field,
            field.get_source_kind_display(),
            field.target_field,
            field.get_target_kind_display() if field.target_field else "",
            field.get_truth_display(),
            field.get_role_display(),
            "; ".join(" => ".join(pair) for pair in field.translation),
            field.otherwise,
            field.note,
        ]
        for field in plan.field_mappings.present().order_by("source_field", "pk")
    ]
    return Table(_("Field map"), head, rows, plan.title)
