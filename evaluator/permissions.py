"""Who may do what in an evaluation. Code, tests and docs read this one table."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evaluator.models import Evaluation, Participant


class Action(StrEnum):
    VIEW = "view"
    SCORE = "score"
    DIAGNOSE = "diagnose"  # answer the signs, enter their figures
    # requirements, weights, candidates, must-haves, trials; goals, readiness, kind
    EDIT = "edit"
    SEE_PRICES = "see_prices"  # costs and what follows from them; see `sees_prices`
    MANAGE = "manage"  # people, settings, opening, reveal, reopening, choice
    SHARE = "share"  # links, workbook by link
    DELETE = "delete"  # archive, bin, undo


ALLOWED: dict[str, frozenset[Action]] = {
    "lead": frozenset(Action) - {Action.SCORE},
    "evaluator": frozenset(
        {Action.VIEW, Action.DIAGNOSE, Action.SCORE, Action.SEE_PRICES}
    ),
    "observer": frozenset({Action.VIEW}),
}


# What is left of a role in an archived evaluation: it is there to be read.
ARCHIVED = frozenset({Action.VIEW, Action.SEE_PRICES, Action.SHARE, Action.DELETE})


def allowed_actions(participant: Participant) -> frozenset[Action]:
    """Return the role's actions; a lead who scores too may also score."""
    actions = ALLOWED[participant.role]
    if participant.is_evaluator:
        actions |= {Action.SCORE}
    if sees_prices(participant):
        actions |= {Action.SEE_PRICES}
    else:
        actions -= {Action.SEE_PRICES}
    if participant.evaluation.archived_at is not None:
        actions &= ARCHIVED
    return actions


def sees_prices(participant: Participant) -> bool:
    """Tell whether the person has the price right (R21)."""
    return has_price_right(
        participant.role, participant.price_right, participant.evaluation
    )


def has_price_right(
    role: str,
    price_right: bool | None,  # noqa: FBT001 (as it is stored)
    evaluation: Evaluation,
) -> bool:
    """Tell whether such a part in the evaluation comes with the price right (R21).

    A lead always has it, others by the role unless the lead decided otherwise. In two
    envelopes prices stay closed for all but leads until the scores are revealed.
    """
    if role == "lead":
        return True
    if evaluation.two_envelopes and not evaluation.is_revealed:
        return False
    return Action.SEE_PRICES in ALLOWED[role] if price_right is None else price_right
