"""What a change brings, month by month, and whether it pays: only increments count."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

import numpy as np

from evaluator.costs.cashflow import Case, setting, spending
from evaluator.costs.faults import Fault, Problem, refuse
from evaluator.costs.ranges import Range
from evaluator.costs.samplers import FloatArray, RandomSampler, Sampler, likely, pinned
from evaluator.costs.samples import Percentiles, Sample
from evaluator.costs.simulation import BLOCK, USUAL, Draws, discounted


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


@dataclass(frozen=True, slots=True)
class Venture:
    """A candidate against what would happen anyway.

    instead: the candidate that stays otherwise (the incumbent), None where nothing
    would be spent. Its cost is no cost of the change.
    """

    case: Case
    candidate: str
    benefits: tuple[BenefitLine, ...]
    instead: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Flows:
    """Increments of a venture, draws x months: gains, and extra cost as it is paid."""

    gains: FloatArray
    costs: FloatArray
    discount: FloatArray

    @property
    def net(self) -> FloatArray:
        return self.gains - self.costs

    def present_net(self) -> FloatArray:
        """Return the net present value, one per draw."""
        return discounted(self.net, self.discount)

    def present_costs(self) -> FloatArray:
        return discounted(self.costs, self.discount)

    def roi(self) -> FloatArray:
        """Return NPV / PV of the extra cost, one per draw; NaN where none is extra."""
        net, costs = np.broadcast_arrays(self.present_net(), self.present_costs())
        found: FloatArray = np.full(net.shape, np.nan)
        np.divide(net, costs, out=found, where=costs > 0)
        return found

    def payback_months(self) -> FloatArray:
        """Return months until the change is paid back for good; infinite if never.

        Linear inside a month.
        """
        sums = np.cumsum(self.net, axis=1)
        months = sums.shape[-1]
        owed = sums < -1e-9
        last = np.where(owed.any(axis=1), months - np.argmax(owed[:, ::-1], axis=1), 0)
        rows = np.arange(len(sums))
        after = np.minimum(last, months - 1)
        missing = -sums[rows, np.maximum(last - 1, 0)]
        step = self.net[rows, after]
        inside = np.divide(missing, step, out=np.zeros(len(sums)), where=step > 0)
        return np.where(last == 0, 0.0, np.where(last == months, np.inf, last + inside))


def flows(venture: Venture, sampler: Sampler = likely) -> Flows:
    """Return the increments of a venture. Raises InputInvalid."""
    refuse(faults(venture.benefits))
    case = venture.case
    shared = setting(case, sampler)
    _, costs = spending(case.candidate(venture.candidate), shared)
    if venture.instead is not None:
        costs = costs - spending(case.candidate(venture.instead), shared)[1]
    gains = np.zeros((1, case.months))
    for line in venture.benefits:
        if line.is_for(venture.candidate):
            gains = gains + monthly(line, case.months, sampler)
    return Flows(gains, costs, shared.discount)


@dataclass(frozen=True, slots=True)
class ReturnForecast:
    """NPV of the change over many draws. chance_of_loss: share of draws below 0."""

    net: Percentiles
    chance_of_loss: float
    chance_of_payback: float


def simulate(venture: Venture, draws: Draws = USUAL) -> ReturnForecast:
    """Return the range of the net present value, with the draws of the costs."""
    sampler = RandomSampler(draws.seed, draws.shape)
    sample = Sample(1)
    paid_back = 0
    for start in range(0, draws.count, BLOCK):
        size = min(BLOCK, draws.count - start)
        sampler.next_block(size)
        found = flows(venture, sampler)
        net = np.broadcast_to(found.present_net(), (size,))
        sample.add(net[:, None])
        back = np.broadcast_to(found.payback_months(), (size,))
        paid_back += int(np.isfinite(back).sum())
    loss = sample.share_at_most(0, -1e-9)
    return ReturnForecast(sample.percentiles(0), loss, paid_back / draws.count)


def break_even_value(
    venture: Venture, line: BenefitLine, factor: Factor
) -> Decimal | None:
    """Return the value of a factor at which the likely NPV is 0; None if it never is.

    NPV is linear in one factor of a product: v* = v - NPV / slope. "Pays only if the
    conversion rises to 3.4 %".
    """
    name = name_of(line, "after", factor.name)
    value = float(factor.value.likely)

    def net(at: float) -> float:
        moved: Mapping[str, float] = {name: at}
        return float(flows(venture, pinned(moved)).present_net()[0])

    slope = net(value + 1.0) - net(value)
    if abs(slope) < 1e-12:
        return None
    return Decimal(repr(round(value - net(value) / slope, 10)))
