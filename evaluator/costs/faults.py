"""What can be wrong with usage, tariffs and cost lines: facts first, then sentences."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


def gettext_noop(message: str) -> str:
    """Mark the sentence for translation; pages translate it when they show it."""
    return message


class Fault(StrEnum):
    """One rule that an input breaks."""

    NEGATIVE = "negative"
    RANGE_FALLS = "range_falls"
    NO_TIER = "no_tier"
    TIERS_FALL = "tiers_fall"
    TIERS_OVERLAP = "tiers_overlap"
    TIER_WITHOUT_END = "tier_without_end"
    TIER_ENDLESS_FLAT = "tier_endless_flat"
    BLOCK_SIZE = "block_size"
    NOTHING_COUNTED = "nothing_counted"
    SHARE_OVER_ONE = "share_over_one"
    EXCLUDED = "excluded"
    TWICE = "twice"
    NO_PLAN = "no_plan"
    NO_CURRENCY = "no_currency"
    NO_RATE = "no_rate"
    MONTH_OUTSIDE = "month_outside"
    EXPLODES = "explodes"
    SEASON_LENGTH = "season_length"
    SEASON_EMPTY = "season_empty"
    GROWTH_TWICE = "growth_twice"
    UNKNOWN_FIELD = "unknown_field"
    UNREADABLE = "unreadable"


SENTENCES: Mapping[Fault, str] = MappingProxyType(
    {
        Fault.NEGATIVE: gettext_noop("%(part)s must be 0 or more, not %(value)s."),
        Fault.RANGE_FALLS: gettext_noop(
            "%(part)s must rise from low over likely to high, not %(value)s."
        ),
        Fault.NO_TIER: gettext_noop("%(part)s has no tier: add at least one."),
        Fault.TIERS_FALL: gettext_noop(
            "%(part)s must have tiers that rise: %(value)s does not come after "
            "%(before)s."
        ),
        Fault.TIERS_OVERLAP: gettext_noop(
            "%(part)s has tiers that overlap: one starts above %(value)s, the one "
            "before ends at %(before)s."
        ),
        Fault.TIER_WITHOUT_END: gettext_noop(
            "%(part)s has a tier without an end before its last tier: give it an end."
        ),
        Fault.TIER_ENDLESS_FLAT: gettext_noop(
            "%(part)s compares its tiers with overage, so each tier needs an end."
        ),
        Fault.BLOCK_SIZE: gettext_noop(
            "%(part)s is sold in blocks of 1 or more, not of %(value)s."
        ),
        Fault.NOTHING_COUNTED: gettext_noop(
            "%(part)s counts nothing: choose what it is billed by."
        ),
        Fault.SHARE_OVER_ONE: gettext_noop(
            "%(part)s is a discount of at most 100 per cent, not %(value)s."
        ),
        Fault.EXCLUDED: gettext_noop(
            "%(part)s cannot stand beside %(other)s: keep one of them."
        ),
        Fault.TWICE: gettext_noop("%(part)s stands there twice: keep one of them."),
        Fault.NO_PLAN: gettext_noop("%(part)s has no plan: add at least one."),
        Fault.NO_CURRENCY: gettext_noop(
            "%(part)s needs a currency of three letters, not %(value)s."
        ),
        Fault.NO_RATE: gettext_noop(
            "%(part)s is missing: enter an exchange rate to %(other)s."
        ),
        Fault.MONTH_OUTSIDE: gettext_noop(
            "%(part)s names the month %(value)s: months count from 1."
        ),
        Fault.EXPLODES: gettext_noop(
            "%(part)s makes the figure pass %(value)s: enter a smaller growth."
        ),
        Fault.SEASON_LENGTH: gettext_noop(
            "%(part)s needs twelve factors, one per month, not %(value)s."
        ),
        Fault.SEASON_EMPTY: gettext_noop(
            "%(part)s is 0 in every month: at least one month must have a factor."
        ),
        Fault.GROWTH_TWICE: gettext_noop(
            "%(part)s grows twice: keep one growth for each figure."
        ),
        Fault.UNKNOWN_FIELD: gettext_noop("%(part)s is not known here: leave it out."),
        Fault.UNREADABLE: gettext_noop(
            "%(part)s holds %(value)s, where %(other)s is expected."
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault, with the part that has it: "Pro > Contacts > tier 2"."""

    fault: Fault
    part: str
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def words(self) -> Mapping[str, str]:
        """What the placeholders of the sentence stand for."""
        return {"part": self.part, **self.facts}

    def __str__(self) -> str:
        return SENTENCES[self.fault] % self.words


class CostError(ValueError):
    """An input that the engine cannot compute with."""


class InputInvalid(CostError):
    """All faults of an input at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(" ".join(str(problem) for problem in self.problems))


def refuse(problems: Iterable[Problem]) -> None:
    """Raise InputInvalid if there is any problem."""
    found = tuple(problems)
    if found:
        raise InputInvalid(found)
