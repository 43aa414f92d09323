"""Whether a candidate pays: its gains against what it costs more than staying."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

import numpy as np

from evaluator.costs.appraisal import (
    internal_rates,
    modified_rates,
    only_rates,
    payback_periods,
)
from evaluator.costs.cashflow import Case, Setting, setting, spending
from evaluator.costs.discounting import discounted, effective_rate
from evaluator.costs.faults import refuse
from evaluator.costs.returns import BenefitLine, Factor, faults, monthly, name_of
from evaluator.costs.samplers import FloatArray, RandomSampler, Sampler, likely, pinned
from evaluator.costs.simulation import BLOCK, USUAL, Draws


class Figure(StrEnum):
    """What is told of a venture; months and rates, or money for the first."""

    NET = "net_present_value"
    ROI = "roi"
    BENEFIT_TO_COST = "benefit_to_cost"
    INTERNAL_RATE = "internal_rate"
    MODIFIED_RATE = "modified_rate"
    PAYBACK = "payback_months"
    DISCOUNTED_PAYBACK = "discounted_payback_months"


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

    def present_gains(self) -> FloatArray:
        return discounted(self.gains, self.discount)

    def present_costs(self) -> FloatArray:
        return discounted(self.costs, self.discount)

    def present_net(self) -> FloatArray:
        """Return the net present value, one per draw."""
        return discounted(self.net, self.discount)

    def roi(self) -> FloatArray:
        """Return NPV / PV of the extra cost, one per draw; infinite for no extra."""
        return _ratio(self.present_net(), self.present_costs())

    def benefit_to_cost(self) -> FloatArray:
        """Return PV of gains / PV of the extra cost; infinite for no extra."""
        return _ratio(self.present_gains(), self.present_costs())

    def payback_months(self) -> FloatArray:
        """Return months until the change is paid back for good; infinite if never."""
        return payback_periods(_after_today(self.net))

    def discounted_payback_months(self) -> FloatArray:
        """Return the same of what each month is worth today."""
        return payback_periods(_after_today(self.net * self.discount))

    def internal_rates(self) -> list[float]:
        """Return every rate a year at which the likely NPV is 0; maybe none."""
        return [
            effective_rate(12 * rate, 12)
            for rate in internal_rates(self.net[0].tolist())
        ]

    @property
    def brings_first(self) -> bool:
        """Tell whether the likely flows begin with money that comes, as a loan does."""
        some = self.net[0][np.abs(self.net[0]) > 1e-9]
        return bool(len(some) and some[0] > 0)

    def only_rates(self) -> FloatArray:
        """Return the one internal rate a year of each draw; NaN for none, several."""
        return effective_rate(12 * only_rates(self.net), 12)

    def modified_rates(self) -> FloatArray:
        """Return MIRR a year, all money borrowed and lent at the discount rate."""
        rate = self.discount[:, 0] / self.discount[:, 1] - 1
        return effective_rate(12 * modified_rates(self.net, rate, rate), 12)

    def figures(self) -> dict[Figure, FloatArray]:
        """Return every figure, one number per draw."""
        return {
            Figure.NET: self.present_net(),
            Figure.ROI: self.roi(),
            Figure.BENEFIT_TO_COST: self.benefit_to_cost(),
            Figure.INTERNAL_RATE: self.only_rates(),
            Figure.MODIFIED_RATE: self.modified_rates(),
            Figure.PAYBACK: self.payback_months(),
            Figure.DISCOUNTED_PAYBACK: self.discounted_payback_months(),
        }


def _ratio(number: FloatArray, by: FloatArray) -> FloatArray:
    """Divide; infinite where something is had for nothing, NaN where nothing is."""
    number, by = np.broadcast_arrays(number, by)
    found: FloatArray = np.where(number > 0, np.inf, np.nan)
    np.divide(number, by, out=found, where=by > 0)
    return found


def _after_today(flows: FloatArray) -> FloatArray:
    """Put today, when nothing flows yet, before the first month."""
    return np.pad(flows, ((0, 0), (1, 0)))


def flows(venture: Venture, sampler: Sampler = likely) -> Flows:
    """Return the increments of a venture. Raises InputInvalid."""
    refuse(faults(venture.benefits))
    return _flows(venture, setting(venture.case, sampler))


def _flows(
    venture: Venture, shared: Setting, paid: dict[str, FloatArray] | None = None
) -> Flows:
    """Return the increments. paid: cash by candidate, where it was computed already."""
    case, known = venture.case, {} if paid is None else paid
    for key in filter(None, (venture.candidate, venture.instead)):
        if key not in known:
            known[key] = spending(case.candidate(key), shared)[1]
    costs = known[venture.candidate]
    if venture.instead is not None:
        costs = costs - known[venture.instead]
    gains = np.zeros((1, case.months))
    for line in venture.benefits:
        if line.is_for(venture.candidate):
            gains = gains + monthly(line, case.months, shared.sampler)
    return Flows(gains, costs, shared.discount)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A figure over the draws that have it; None where it is infinite, or nobody has.

    share: of the draws that have the figure, a finite one, 0..1.
    """

    p10: float | None
    p50: float | None
    p90: float | None
    share: float


def drawn(values: FloatArray) -> Drawn:
    """Sum up a figure. NaN has none; infinite comes after all numbers."""
    had = np.sort(values[~np.isnan(values)])
    p10, p50, p90 = (_quantile(had, share) for share in (0.1, 0.5, 0.9))
    return Drawn(p10, p50, p90, float(np.isfinite(values).mean()))


def _quantile(values: FloatArray, share: float) -> float | None:
    """Interpolate as samples.Percentiles do; None where a neighbour is infinite."""
    if not len(values):
        return None
    place = share * (len(values) - 1)
    ends = values[[int(np.floor(place)), int(np.ceil(place))]]
    if not np.isfinite(ends).all():
        return None
    return float(ends[0] + (ends[1] - ends[0]) * (place % 1))


@dataclass(frozen=True, slots=True)
class ReturnForecast:
    """The figures of a venture over many draws.

    chance_of_loss: the share of draws whose net present value is below 0.
    """

    figures: Mapping[Figure, Drawn]
    chance_of_loss: float


def simulate(ventures: Sequence[Venture], draws: Draws = USUAL) -> list[ReturnForecast]:
    """Return the forecast of each venture; all of one case, in the same futures."""
    if not ventures:
        return []
    refuse(faults(ventures[0].benefits))
    sampler = RandomSampler(draws.seed)
    found: list[dict[Figure, list[FloatArray]]] = [
        {figure: [] for figure in Figure} for _venture in ventures
    ]
    for start in range(0, draws.count, BLOCK):
        size = min(BLOCK, draws.count - start)
        sampler.next_block(size)
        shared = setting(ventures[0].case, sampler)
        paid: dict[str, FloatArray] = {}
        for venture, kept in zip(ventures, found, strict=True):
            for figure, values in _flows(venture, shared, paid).figures().items():
                kept[figure].append(np.broadcast_to(values, (size,)))
    return [_forecast(kept) for kept in found]


def _forecast(kept: Mapping[Figure, list[FloatArray]]) -> ReturnForecast:
    values = {figure: np.concatenate(blocks) for figure, blocks in kept.items()}
    loss = float((values[Figure.NET] < -1e-9).mean())
    return ReturnForecast({each: drawn(values[each]) for each in values}, loss)


def break_even_value(base: Flows, line: BenefitLine, factor: Factor) -> Decimal | None:
    """Return the value of a factor at which the likely NPV is 0; None if it never is.

    NPV is linear in one factor of a product: v* = v - NPV / slope, the slope being
    what one more of the factor is worth. "Pays only if the conversion rises to 3.4 %".
    """
    one = pinned({name_of(line, "after", factor.name): 1.0})
    gains = monthly(replace(line, before=()), base.discount.shape[-1], one)
    slope = float(discounted(gains, base.discount)[0])
    if abs(slope) < 1e-12:
        return None
    net = float(base.present_net()[0])
    return Decimal(repr(round(float(factor.value.likely) - net / slope, 10)))
