"""The stakeholders of a plan, one row each; empty chairs are rows too."""

from __future__ import annotations

from django.utils.translation import gettext as _

from common.tables.exports import Cell, Table
from migration.models import Plan
from migration.selectors.people.stakeholders import Seated, Stakeholders

# Columns of what people gain and fear.
FEELINGS = slice(7, 9)


def stakeholders_table(
    plan: Plan, found: Stakeholders, *, shows_feelings: bool
) -> Table:
    head = [
        _("Role"),
        _("Name"),
        _("E-mail address"),
        _("Deputy"),
        _("Influence"),
        _("Interest"),
        _("Convinced"),
        _("What they gain"),
        _("What they fear"),
        _("How they are reached"),
        _("Duties in the move"),
        _("Hours a day"),
        _("Last spoken to"),
    ]
    rows = [cells_of(row) for row in found.seated]
    rows += [[chair.name, *[""] * 11, None] for chair in found.chairs]
    if not shows_feelings:
        del head[FEELINGS]
        for cells in rows:
            del cells[FEELINGS]
    return Table(_("Stakeholders"), head, rows, plan.title)


def cells_of(row: Seated) -> list[Cell]:
    person = row.stakeholder
    return [
        row.role_name,
        person.name,
        person.email,
        person.deputy,
        person.get_influence_display() or "",
        person.get_interest_display() or "",
        person.get_stance_display(),
        person.gains,
        person.fears,
        person.channel,
        person.duties,
        person.hours_a_day,
        row.last_talk.spoken_on if row.last_talk else None,
    ]
