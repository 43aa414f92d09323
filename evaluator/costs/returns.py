"""What a change brings, month by month: only increments count."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from evaluator.costs.faults import Fault, Problem
from evaluator.costs.ranges import Range
from evaluator.costs.samplers import FloatArray, Sampler, likely


class Benefit(StrEnum):
    """What kind of gain a line is."""

    MARKETING_RETURN = "marketing_return"
    STAFF_COST = "staff_cost"
    REVENUE = "revenue"
    CARTS_RECOVERED = "carts_recovered"
    CUSTOMER_EXPERIENCE = "customer_experience"
    LIFETIME_VALUE = "lifetime_value"
    LEAD_CONVERSION = "lead_conversion"
    TIME_SAVED = "time_saved"
    OTHER = "other"


SAME_HOURS = frozenset({Benefit.TIME_SAVED, Benefit.STAFF_COST})
"""The same hours are saved once: as time, or as staff cost."""


@dataclass(frozen=True, slots=True)
class Factor:
    """One number of a formula: 1,000 carts, x 2 % recovered, x 80 a cart."""

    name: str
    value: Range


@dataclass(frozen=True, slots=True)
class BenefitLine:
    """A gain a month = product of `after` - product of `before` (0 if empty).

    In the currency of the evaluation. It begins after `delay` months and grows evenly
    to its full size over `ramp` months. Where a line counts hours, `hours_of` says
    whose, so that the same hours are not counted twice. candidates: empty for all.
    """

    key: str
    name: str
    kind: Benefit
    after: tuple[Factor, ...]
    before: tuple[Factor, ...] = ()
    delay: int = 0
    ramp: int = 0
    hours_of: str = ""
    candidates: frozenset[str] = frozenset()

    def is_for(self, candidate: str) -> bool:
        return not self.candidates or candidate in self.candidates


def faults(lines: tuple[BenefitLine, ...]) -> Iterator[Problem]:
    """Yield all that is wrong with benefit lines, alone and beside each other."""
    for line in lines:
        if not line.after:
            yield Problem(Fault.NOTHING_COUNTED, line.name)
        for factor in (*line.after, *line.before):
            yield from factor.value.faults(f"{line.name} > {factor.name}", lowest=None)
        for months in (line.delay, line.ramp):
            if months < 0:
                yield Problem(Fault.NEGATIVE, line.name, {"value": str(months)})
    keys = Counter(line.key for line in lines)
    for key in (key for key, count in keys.items() if count > 1):
        yield Problem(Fault.TWICE, key)
    yield from _same_hours(lines)


def _same_hours(lines: tuple[BenefitLine, ...]) -> Iterator[Problem]:
    counting = [line for line in lines if line.kind in SAME_HOURS and line.hours_of]
    for place, line in enumerate(counting):
        for other in counting[:place]:
            if other.hours_of == line.hours_of and _meet(line, other):
                yield Problem(Fault.EXCLUDED, line.name, {"other": other.name})


def _meet(one: BenefitLine, other: BenefitLine) -> bool:
    apart = one.candidates and other.candidates
    return not apart or bool(one.candidates & other.candidates)


def ramped(months: int, delay: int, ramp: int) -> FloatArray:
    """Return the share of the full effect in each month, 0..1.

    0 for `delay` months, then (n / (ramp + 1)) in its n-th month, 1 from there on.
    """
    since = np.arange(1, months + 1) - delay
    share: FloatArray = np.clip(since / (ramp + 1), 0.0, 1.0)
    return share


def monthly(line: BenefitLine, months: int, sampler: Sampler = likely) -> FloatArray:
    """Return the gain of each month, draws x months."""
    gain = _product(line, line.after, "after", sampler)
    if line.before:
        gain = gain - _product(line, line.before, "before", sampler)
    return gain[:, None] * ramped(months, line.delay, line.ramp)[None, :]


def _product(
    line: BenefitLine, factors: tuple[Factor, ...], side: str, sampler: Sampler
) -> FloatArray:
    found = np.ones(1)
    for factor in factors:
        found = found * sampler(name_of(line, side, factor.name), factor.value)
    return found


def name_of(line: BenefitLine, side: str, factor: str) -> str:
    """Return the name under which a factor is drawn and moved."""
    return f"benefit.{line.key}.{side}.{factor}"
