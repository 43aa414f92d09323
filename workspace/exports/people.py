"""The people of a team."""

from __future__ import annotations

from django.utils.translation import gettext as _

from common.tables.exports import Cell, Table
from workspace.models import Member, Team
from workspace.selectors import People


def members(team: Team, people: People) -> Table:
    """Name, address, role, and since when; for members, who see the same page."""
    head = [_("Person"), _("E-mail address"), _("Role"), _("Since")]
    rows: list[list[Cell]] = [
        [
            str(each.member.user),
            each.member.user.email,
            Member.Role(each.member.role).label,
            team.day_of(each.member.joined_at),
        ]
        for each in people.persons
    ]
    return Table(team.name, head, rows)
