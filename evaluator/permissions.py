"""Who may do what in an evaluation. Code, tests and docs read this one table."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evaluator.models import Participant


class Action(StrEnum):
    VIEW = "view"
    SCORE = "score"
    DIAGNOSE = "diagnose"  # answer the signs, enter their figures
    # requirements, weights, candidates, must-haves, trials; goals, readiness, kind
    EDIT = "edit"
    MANAGE = "manage"  # people, settings, opening, reveal, reopening, choice
    SHARE = "share"  # links, workbook by link
    DELETE = "delete"  # archive, bin, undo


ALLOWED: dict[str, frozenset[Action]] = {
    "lead": frozenset(Action) - {Action.SCORE},
    "evaluator": frozenset({Action.VIEW, Action.DIAGNOSE, Action.SCORE}),
    "observer": frozenset({Action.VIEW}),
}


# What is left of a role in an archived evaluation: it is there to be read.
ARCHIVED = frozenset({Action.VIEW, Action.SHARE, Action.DELETE})


def allowed_actions(participant: Participant) -> frozenset[Action]:
    """Return the role's actions; a lead who scores too may also score."""
    actions = ALLOWED[participant.role]
    if participant.is_evaluator:
        actions |= {Action.SCORE}
    if participant.evaluation.archived_at is not None:
        actions &= ARCHIVED
    return actions
