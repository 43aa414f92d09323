"""Who has which part in what: a row for each deliverable, a column for each person."""

from __future__ import annotations

from django.utils.translation import gettext as _

from common.tables.exports import Cell, Table
from migration.models import Plan
from migration.selectors.people.raci import Raci


def raci_table(plan: Plan, raci: Raci) -> Table:
    head = [
        _("Deliverable"),
        *(person.name for person in raci.people),
        _("Accountable"),
    ]
    rows: list[list[Cell]] = [
        [
            row.deliverable.name,
            *(part.part if part else "" for _person, part in row.cells),
            row.duties.accountable,
        ]
        for row in raci.rows
    ]
    return Table(_("Responsibilities"), head, rows, plan.title)
