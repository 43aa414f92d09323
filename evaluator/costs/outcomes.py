"""What a bill comes to: an amount, or one of three states that are no number.

Sums keep the known part, the upper bound where there is one, and every state met.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntFlag
from functools import reduce
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from evaluator.costs.samplers import FloatArray

StateArray: TypeAlias = NDArray[np.uint8]
T = TypeVar("T", bound=np.generic)


class State(IntFlag):
    QUOTE = 1  # no public price: ask
    UNKNOWN_RUNG = 2  # between two listed rungs: at most the next one
    BLOCKED = 4  # the vendor stops; somebody is not reached


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """Amounts, draws x months.

    known: the part that is known. ceiling: the known part with the upper bounds of
    unknown rungs, None where it equals known. states: flags of State, None where all
    is known. unreached: people whom a stop leaves out, None where nobody is.
    A quote has no upper bound: where it is flagged, the ceiling is none either.
    """

    known: FloatArray
    ceiling: FloatArray | None = None
    states: StateArray | None = None
    unreached: FloatArray | None = None

    @property
    def upper(self) -> FloatArray:
        return self.known if self.ceiling is None else self.ceiling

    def has(self, state: State) -> NDArray[np.bool_]:
        """Tell where the state holds, draws x months."""
        if self.states is None:
            return np.zeros(self.known.shape, bool)
        return (self.states & np.uint8(state)) > 0

    @property
    def is_nothing(self) -> bool:
        """Tell whether it adds nothing in any draw, where that is seen cheaply."""
        is_plain = self.ceiling is None and self.states is None
        return is_plain and len(self.known) == 1 and not self.known.any()

    def times(self, factor: FloatArray | float) -> "Outcome":
        if np.size(factor) == 1 and np.all(factor == 1):
            return self
        ceiling = None if self.ceiling is None else self.ceiling * factor
        return Outcome(self.known * factor, ceiling, self.states, self.unreached)

    def plus(self, other: "Outcome") -> "Outcome":
        if other.is_nothing:
            return self
        has_ceiling = self.ceiling is not None or other.ceiling is not None
        return Outcome(
            self.known + other.known,
            self.upper + other.upper if has_ceiling else None,
            _either(self.states, other.states),
            _larger(self.unreached, other.unreached),
        )

    def where(self, mask: NDArray[np.bool_]) -> "Outcome":
        """Keep what the mask says, and nothing of the rest."""
        return Outcome(
            np.where(mask, self.known, 0.0),
            None if self.ceiling is None else np.where(mask, self.ceiling, 0.0),
            None if self.states is None else self.states * mask,
            None if self.unreached is None else np.where(mask, self.unreached, 0.0),
        )


def nothing(months: int) -> Outcome:
    return Outcome(np.zeros((1, months)))


def total(outcomes: Iterable[Outcome], months: int) -> Outcome:
    """Add outcomes up, state by state."""
    found = list(outcomes)
    return reduce(Outcome.plus, found) if found else nothing(months)


def picked(outcomes: Sequence[Outcome], taken: NDArray[np.intp]) -> Outcome:
    """Return in each month of each draw the outcome whose place is taken there."""
    counts = np.bincount(taken.ravel(), minlength=len(outcomes))
    found = {place: outcomes[place] for place in np.flatnonzero(counts).tolist()}
    if len(found) == 1:
        return next(iter(found.values()))
    has_ceiling = any(each.ceiling is not None for each in found.values())
    uppers = {place: each.upper for place, each in found.items()}
    known = {place: each.known for place, each in found.items()}
    states = {place: each.states for place, each in found.items()}
    unreached = {place: each.unreached for place, each in found.items()}
    return Outcome(
        _merged(known, taken),
        _merged(uppers, taken) if has_ceiling else None,
        _merged_if_any(states, taken),
        _merged_if_any(unreached, taken),
    )


def _merged(parts: Mapping[int, NDArray[T]], taken: NDArray[np.intp]) -> NDArray[T]:
    shape = np.broadcast_shapes(taken.shape, *(part.shape for part in parts.values()))
    first, *others = parts
    whole = np.empty(shape, parts[first].dtype)
    whole[:] = parts[first]
    for place in others:
        np.copyto(whole, parts[place], where=taken == place)
    return whole


def _merged_if_any(
    parts: Mapping[int, NDArray[T] | None], taken: NDArray[np.intp]
) -> NDArray[T] | None:
    some = next((part for part in parts.values() if part is not None), None)
    if some is None:
        return None
    nothing_there = np.zeros((1, 1), some.dtype)
    filled = {
        place: nothing_there if part is None else part for place, part in parts.items()
    }
    return _merged(filled, taken)


def flagged(state: State, mask: NDArray[np.bool_]) -> StateArray | None:
    return mask * np.uint8(state) if mask.any() else None


def _either(one: StateArray | None, other: StateArray | None) -> StateArray | None:
    if one is None or other is None:
        return other if one is None else one
    return one | other


def _larger(one: FloatArray | None, other: FloatArray | None) -> FloatArray | None:
    """Take the larger: two stops leave out the same people, not their sum."""
    if one is None or other is None:
        return other if one is None else one
    return np.maximum(one, other)
