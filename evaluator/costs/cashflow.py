"""Total cost of ownership: by month, year and category, at present value, in cash."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from evaluator.costs import lines, usage
from evaluator.costs.components import Meter, Overage
from evaluator.costs.currencies import ExchangeRates
from evaluator.costs.discounting import Convention, monthly_factors
from evaluator.costs.faults import Problem
from evaluator.costs.lines import OWN_TIME, ZERO, Category, CostLine
from evaluator.costs.measures import Measure
from evaluator.costs.outcomes import Outcome, nothing, total
from evaluator.costs.plans import Choice, choose, unknown_usage
from evaluator.costs.ranges import Range
from evaluator.costs.samplers import FloatArray, Sampler, likely
from evaluator.costs.tariffs import Tariff
from evaluator.costs.tariffs import faults as tariff_faults
from evaluator.costs.usage import Paths, UsageProfile


@dataclass(frozen=True, slots=True)
class Candidate:
    """A platform that is priced: its tariff (None = no vendor's bill) and its lines."""

    key: str
    tariff: Tariff | None = None
    pinned: str | None = None
    required: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Case:
    """All that a computation of money rests on; `faults` checks it before it is used.

    months: 12 to 84. discount_rate, inflation: a year, 0.1 = 10 %. Inflation moves
    cost lines that are indexed, by the month; the vendor's bill has its own
    indexation.
    """

    usage: UsageProfile
    candidates: tuple[Candidate, ...]
    rates: ExchangeRates
    lines: tuple[CostLine, ...] = ()
    months: int = 36
    discount_rate: Range = ZERO
    inflation: Range = ZERO
    convention: Convention = Convention.END

    @property
    def currencies(self) -> frozenset[str]:
        tariffs = [each.tariff for each in self.candidates if each.tariff]
        return frozenset({self.rates.currency}).union(
            *(tariff.currencies for tariff in tariffs),
            (line.currency for line in self.lines),
        )

    def candidate(self, key: str) -> Candidate:
        """Return the candidate; KeyError if there is none."""
        return {each.key: each for each in self.candidates}[key]


def faults(case: Case) -> Iterator[Problem]:
    """Yield all that is wrong with a case, part by part."""
    yield from usage.faults(case.usage, case.months)
    for candidate in case.candidates:
        if candidate.tariff:
            yield from tariff_faults(candidate.tariff)
    for line in case.lines:
        yield from lines.faults(line)
    yield from case.rates.faults(case.currencies)
    yield from case.discount_rate.faults("discount_rate", lowest=Decimal("-0.99"))
    yield from case.inflation.faults("inflation", lowest=Decimal("-0.99"))


@dataclass(frozen=True, slots=True, eq=False)
class Cost:
    """What one candidate costs, draws x months, in the evaluation's currency.

    by_category: cost in the month it is for. lines: the cost lines, by key. cash: in
    the month it is paid. discount: the factor of each month. unknown_usage: what the
    subscription goes by, and nobody entered.
    """

    candidate: str
    by_category: Mapping[Category, Outcome]
    lines: Mapping[str, FloatArray]
    cash: FloatArray
    discount: FloatArray
    choice: Choice | None = None
    unknown_usage: frozenset[Measure] = frozenset()

    @property
    def months(self) -> int:
        return int(self.discount.shape[-1])

    @property
    def monthly(self) -> Outcome:
        return total(self.by_category.values(), self.months)

    def share_of_people(self) -> FloatArray:
        """Return own time / known total, one per draw; NaN where nothing costs."""
        own = total(
            (found for key, found in self.by_category.items() if key in OWN_TIME),
            self.months,
        )
        whole = self.monthly.known.sum(axis=1)
        with np.errstate(invalid="ignore", divide="ignore"):
            share: FloatArray = own.known.sum(axis=1) / whole
        return share

    def present(self) -> FloatArray:
        """Return the present value of the cash, one per draw."""
        found: FloatArray = (self.cash * self.discount).sum(axis=1)
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """What all candidates share in one computation: the same future for all."""

    case: Case
    paths: Paths
    factors: Mapping[str, FloatArray]
    discount: FloatArray
    inflation: FloatArray
    sampler: Sampler


def setting(case: Case, sampler: Sampler = likely) -> Setting:
    """Draw usage, exchange rates, discount and inflation once. Raises InputInvalid."""
    paths = usage.paths(case.usage, case.months, sampler)
    factors = case.rates.factors(case.currencies, sampler)
    rate = sampler("discount_rate", case.discount_rate)
    inflation = sampler("inflation", case.inflation)[:, None]
    month = np.arange(case.months)[None, :]
    return Setting(
        case,
        paths,
        factors,
        monthly_factors(rate, case.months, case.convention),
        np.power(1 + inflation, month / 12),
        sampler,
    )


def costs(case: Case, sampler: Sampler = likely) -> dict[str, Cost]:
    """Return the cost of every candidate, by key: the base case, or one block."""
    shared = setting(case, sampler)
    return {each.key: cost(each, shared) for each in case.candidates}


def spending(candidate: Candidate, shared: Setting) -> tuple[Outcome, FloatArray]:
    """Return cost and cash by month, draws x months, without the categories.

    The sums equal those of `cost`.
    """
    spent, cash = billed(candidate, shared)
    own = [
        line_cost(line, shared)
        for line in shared.case.lines
        if line.is_for(candidate.key)
    ]
    if own:
        added = sum(own[1:], start=own[0])
        spent, cash = spent.plus(Outcome(added)), cash + added
    return spent, cash


def billed(candidate: Candidate, shared: Setting) -> tuple[Outcome, FloatArray]:
    """Return cost and cash by month of the vendor's bill alone."""
    choice = _choice(candidate, shared)
    if choice is None:
        spent = nothing(shared.case.months)
        return spent, spent.known
    return choice.cost, choice.cash


def cost(candidate: Candidate, shared: Setting) -> Cost:
    """Return the cost of one candidate in a setting."""
    choice = _choice(candidate, shared)
    own = {
        line.key: line_cost(line, shared)
        for line in shared.case.lines
        if line.is_for(candidate.key)
    }
    by_category = _billed(choice) if choice else {}
    for line in shared.case.lines:
        if line.key in own:
            before = by_category.get(line.category, nothing(shared.case.months))
            by_category[line.category] = before.plus(Outcome(own[line.key]))
    cash = choice.cash if choice else np.zeros((1, shared.case.months))
    for amount in own.values():
        cash = cash + amount
    silent = unknown_usage(choice, shared.case.usage) if choice else frozenset()
    return Cost(candidate.key, by_category, own, cash, shared.discount, choice, silent)


def _choice(candidate: Candidate, shared: Setting) -> Choice | None:
    if candidate.tariff is None:
        return None
    return choose(
        candidate.tariff,
        shared.paths,
        shared.factors,
        required=candidate.required,
        pinned=candidate.pinned,
        sampler=shared.sampler,
    )


def line_cost(line: CostLine, shared: Setting) -> FloatArray:
    """Return the cost of a line by month, in the currency of the evaluation."""
    found = lines.monthly(line, shared.paths, shared.sampler)
    found = found * shared.factors[line.currency]
    return found * shared.inflation if line.is_indexed else found


def _billed(choice: Choice) -> dict[Category, Outcome]:
    """Part the bill into its categories: what is no overage or add-on subscribes."""
    months = choice.bills[0].months
    found = {
        Category.SUBSCRIPTION: nothing(months),
        Category.ADD_ONS: nothing(months),
        Category.OVERAGE: nothing(months),
        Category.ONE_TIME_FEES: choice.one_time,
    }
    for place, each in enumerate(choice.bills):
        is_taken = choice.taken == place
        if not is_taken.any():
            continue
        for line in each.lines:
            part = line.outcome if is_taken.all() else line.outcome.where(is_taken)
            category = category_of(line.component)
            found[category] = found[category].plus(part)
    return found


def category_of(component: object) -> Category:
    """Return the category of a recurring part of a bill."""
    if isinstance(component, Overage):
        return Category.OVERAGE
    if getattr(component, "features", None):
        return Category.ADD_ONS
    if isinstance(component, Meter) and not component.is_discounted:
        return Category.ADD_ONS
    return Category.SUBSCRIPTION


def by_year(monthly: FloatArray) -> FloatArray:
    """Add months up to years, draws x years; the last year may be shorter."""
    starts = np.arange(0, monthly.shape[-1], 12)
    found: FloatArray = np.add.reduceat(monthly, starts, axis=1)
    return found
