"""The risk register as a table."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from common.tables.exports import Cell, Table
from migration.models import Plan, Risk


def risks_table(plan: Plan, risks: Iterable[Risk]) -> Table:
    head = [
        _("What may happen"),
        _("How likely"),
        _("How bad"),
        _("Score"),
        _("What we do about it"),
        _("Who watches it"),
        _("Task that answers it"),
        _("Over"),
    ]
    rows: list[list[Cell]] = [
        [
            risk.text,
            risk.probability,
            risk.impact,
            risk.score,
            risk.answer,
            str(risk.owner or ""),
            risk.task.title if risk.task else "",
            risk.is_closed,
        ]
        for risk in risks
    ]
    return Table(_("Risks"), head, rows, plan.title)
