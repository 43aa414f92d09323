"""Who may do what in a team. Code, tests and docs read this one table."""

from __future__ import annotations

from enum import StrEnum


class TeamAction(StrEnum):
    VIEW = "view"
    CREATE_EVALUATION = "create_evaluation"
    CREATE_PLAN = "create_plan"
    EDIT_CATALOGUE = "edit_catalogue"
    MANAGE_MEMBERS = "manage_members"
    MANAGE_TEAM = "manage_team"
    VIEW_AUDIT = "view_audit"
    EXPORT_TEAM = "export_team"


ALLOWED: dict[str, frozenset[TeamAction]] = {
    "owner": frozenset(TeamAction),
    "member": frozenset(
        {
            TeamAction.VIEW,
            TeamAction.CREATE_EVALUATION,
            TeamAction.CREATE_PLAN,
            TeamAction.EDIT_CATALOGUE,
        }
    ),
}
