"""Why no return is told: a cost that is not whole is no saving."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from evaluator.models import Candidate, MeasuredValue
from evaluator.selectors.money.costs import Computed, has_price, total_of
from evaluator.selectors.money.figures import GAP_OF_STATE

Gap = MeasuredValue.Gap


@dataclass(frozen=True, slots=True)
class Lack:
    """A candidate whose cost is not whole, and the worst of what it lacks."""

    candidate: Candidate
    gap: Gap

    @property
    def label(self) -> str | Promise:
        return self.gap.label


@dataclass(frozen=True, slots=True)
class Waiting:
    """A candidate without a return: its own cost or that of staying is not whole."""

    candidate: Candidate
    lacks: tuple[Lack, ...]


def waiting_of(
    found: Computed, candidates: Iterable[Candidate], instead: Candidate | None
) -> list[Waiting]:
    """Return who has no return, of all but the one that stays."""
    return [
        Waiting(each, lacks)
        for each in candidates
        if each != instead and (lacks := lacks_of(found, each, instead))
    ]


def lacks_of(
    found: Computed, candidate: Candidate, instead: Candidate | None
) -> tuple[Lack, ...]:
    """Return what keeps the return of a candidate back; nothing where it is told.

    A rung that is not known of what stays makes the return smaller, never larger.
    """
    own = gap_of(found, candidate)
    stays = gap_of(found, instead) if instead else None
    lacks = [Lack(candidate, own)] if own else []
    if instead and stays and stays is not Gap.UNKNOWN_RUNG:
        lacks.append(Lack(instead, stays))
    return tuple(lacks)


def gap_of(found: Computed, candidate: Candidate) -> Gap | None:
    key = str(candidate.pk)
    cost = found.costs.get(key)
    if cost is None:
        return Gap.NO_RATE if key in found.missing else Gap.NOT_COMPUTED
    if not has_price(cost):
        return Gap.NO_PRICE
    states = total_of(cost).states
    return next((gap for state, gap in GAP_OF_STATE.items() if state in states), None)
