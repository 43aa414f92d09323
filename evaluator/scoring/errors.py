from math import isfinite
from typing import Any, TypeAlias

# Not `int | str`: Mapping is invariant in its keys and would refuse a dict[int, ...].
Key: TypeAlias = Any
"""What a criterion, candidate or person is called by: a primary key or a name."""


class ScoringError(ValueError):
    """A number that cannot be computed; each subclass names the fault."""


class WeightInvalid(ScoringError):
    def __init__(self, key: Key, weight: object) -> None:
        super().__init__(f"The weight of {key!r} must be 0 or more, not {weight!r}.")
        self.key = key
        self.weight = weight


class WeightsAllZero(ScoringError):
    """Siblings that all weigh nothing; `parent` is None at the top."""

    def __init__(self, parent: Key | None = None) -> None:
        where = "at the top" if parent is None else f"under {parent!r}"
        super().__init__(f"All weights {where} are zero.")
        self.parent = parent


class NotFinite(ScoringError):
    def __init__(self, what: str, number: object) -> None:
        super().__init__(f"{what} must be a finite int or float, not {number!r}.")
        self.number = number


def finite(number: object, what: str) -> float:
    """Return the number, or raise NotFinite: no NaN, infinity, text or bool."""
    if isinstance(number, bool) or not isinstance(number, int | float):
        raise NotFinite(what, number)
    if not isfinite(number):
        raise NotFinite(what, number)
    return number


def weight_of(key: Key, weight: object) -> float:
    """Return the weight, or raise WeightInvalid, which names the key."""
    try:
        number = finite(weight, "A weight")
    except NotFinite:
        raise WeightInvalid(key, weight) from None
    if number < 0:
        raise WeightInvalid(key, weight)
    return number
