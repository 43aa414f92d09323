"""Who may do what on a plan. Code, tests and docs read this one table."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from migration.models import PlanMember


class Action(StrEnum):
    VIEW = "view"
    COMPLETE = "complete"  # tick, untick, give proof
    EDIT = "edit"  # tasks: add, change, move, remove, assign
    MANAGE = "manage"  # people and settings
    DELETE = "delete"  # archive, bin, undo


ALLOWED: dict[str, frozenset[Action]] = {
    "lead": frozenset(Action),
    "contributor": frozenset({Action.VIEW, Action.COMPLETE}),
    "observer": frozenset({Action.VIEW}),
}

# What is left of a role on an archived plan: it is there to be read.
ARCHIVED = frozenset({Action.VIEW, Action.DELETE})


def allowed_actions(member: PlanMember) -> frozenset[Action]:
    actions = ALLOWED[member.role]
    if member.plan.archived_at is not None:
        actions &= ARCHIVED
    return actions


def sees_feelings(member: PlanMember) -> bool:
    """Whether the person reads what stakeholders gain and fear: leads alone."""
    return Action.EDIT in ALLOWED[member.role]


def sees_terms(member: PlanMember) -> bool:
    """Whether the person reads the agreed terms, which hold prices: who works on it."""
    return Action.COMPLETE in ALLOWED[member.role]
