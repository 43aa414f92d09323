"""The bill of one plan, month by month, with its parts (A.0)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from evaluator.costs.components import (
    Charge,
    Component,
    Every,
    Fee,
    Labour,
    Limit,
    Meter,
    Overage,
    Quote,
    TimeRule,
)
from evaluator.costs.metering import people_beyond, quantity, timed, whole_up
from evaluator.costs.outcomes import Outcome, State, flagged, nothing, total
from evaluator.costs.rating import rated
from evaluator.costs.samplers import FloatArray, Sampler, likely
from evaluator.costs.tariffs import Plan
from evaluator.costs.terms import cash_of, moves_cash, price_factor
from evaluator.costs.usage import Paths

Factors = Mapping[str, FloatArray]
"""currency -> factor to the currency of the evaluation."""
UNCHANGED: FloatArray = np.ones((1, 1))
AT_ONCE: NDArray[np.intp] = np.zeros(1, np.intp)


@dataclass(frozen=True, slots=True, eq=False)
class BillLine:
    """One part of a bill. outcome: after terms, in the currency of the evaluation.

    quantity: what the bill goes by after its timing, None for a fixed amount. terms:
    what its list price is multiplied by. rate: the factor of its currency.
    """

    component: Charge
    outcome: Outcome
    quantity: FloatArray | None = None
    terms: FloatArray = field(default_factory=lambda: UNCHANGED)
    rate: FloatArray = field(default_factory=lambda: UNCHANGED)


@dataclass(frozen=True, slots=True, eq=False)
class Bill:
    """Recurring lines of a plan as if it were used all the time; draws x months."""

    plan: Plan
    lines: tuple[BillLine, ...]
    recurring: Outcome
    months: int

    @property
    def is_paid_otherwise(self) -> bool:
        """Tell whether it is paid in other months than it is for."""
        return moves_cash(self.plan.components)

    def cash(self, recurring: FloatArray) -> FloatArray:
        """Return when that much of the recurring cost is paid."""
        return cash_of(self.plan.components, recurring)


def bill(
    plan: Plan,
    paths: Paths,
    factors: Factors,
    *,
    required: frozenset[str] = frozenset(),
    sampler: Sampler = likely,
    name: str = "",
) -> Bill:
    """Return the recurring bill. One-time fees come with `once`.

    required: features that must be there; add-ons that bring one are bought.
    name: the tariff's, under which its indexation is drawn.
    """
    months = next(iter(paths.values())).shape[-1]
    terms = price_factor(plan.components, months, sampler, name)
    lines = tuple(
        _line(component, paths, factors, terms)
        for component in bought(plan, required)
        if not is_once(component)
    )
    recurring = total((line.outcome for line in lines), months)
    return Bill(plan, lines, recurring, months)


def bought(plan: Plan, required: frozenset[str]) -> tuple[Charge, ...]:
    """Return what is billed: all but terms, and add-ons that nobody needs."""
    wanted = required - plan.features
    return tuple(
        component
        for component in plan.components
        if isinstance(component, Charge) and _is_wanted(component, wanted)
    )


def is_once(component: Component) -> bool:
    return isinstance(component, Fee) and component.every is Every.ONCE


def once(
    plan: Plan,
    paths: Paths,
    factors: Factors,
    *,
    required: frozenset[str] = frozenset(),
    starts: NDArray[np.intp] = AT_ONCE,
) -> Outcome:
    """Return the one-time fees of a plan that begins in these months (0 = first).

    starts: one month for all draws, or one per draw.
    """
    months = next(iter(paths.values())).shape[-1]
    found = nothing(months)
    for component in bought(plan, required):
        if isinstance(component, Fee) and component.every is Every.ONCE:
            month = starts[:, None] + component.month - 1
            due = np.arange(months)[None, :] == month
            if due.any():
                found = found.plus(_fee(component, paths, factors, due))
    return found


def _is_wanted(component: Charge, wanted: frozenset[str]) -> bool:
    features: frozenset[str] = getattr(component, "features", frozenset())
    return not features or bool(features & wanted)


def _line(
    component: Charge, paths: Paths, factors: Factors, terms: FloatArray
) -> BillLine:
    q, found = _priced(component, paths, factors)
    rate = factors.get(getattr(component, "currency", ""), UNCHANGED)
    if not getattr(component, "is_discounted", False):
        return BillLine(component, found, q, rate=rate)
    if (terms != 1).any():
        found = found.times(terms)
    return BillLine(component, found, q, terms, rate)


def _priced(
    component: Charge, paths: Paths, factors: Factors
) -> tuple[FloatArray | None, Outcome]:
    """Return the quantity and the list price in the evaluation's currency."""
    match component:
        case Meter():
            q, found = _meter(component, paths)
            return q, found.times(factors[component.currency])
        case Fee():
            due = _due(component, paths)
            return _counted(component, paths), _fee(component, paths, factors, due)
        case Labour():
            hours = component.hours_per_year * component.hourly_rate / 12
            amount = Outcome(_times(float(hours), component, paths))
            return _counted(component, paths), amount.times(factors[component.currency])
        case Overage():
            return _overage(component, paths, factors)
        case Limit():
            return _limit(component, paths)
        case Quote():
            months = next(iter(paths.values())).shape[-1]
            asked = np.ones((1, months), bool)
            return None, Outcome(asked * 0.0, states=flagged(State.QUOTE, asked))


def _counted(component: Fee | Labour, paths: Paths) -> FloatArray | None:
    return paths[component.times] if component.times else None


def _meter(meter: Meter, paths: Paths) -> tuple[FloatArray, Outcome]:
    measured = quantity(meter.basis, paths)
    q = timed(measured, meter.timing)
    charged = np.maximum(q - meter.included, 0.0) if meter.included else q
    if meter.timing.rule is TimeRule.CARRY:
        found = _carried(rated(meter.rate, np.cumsum(charged, axis=1)))
    else:
        found = rated(meter.rate, charged)
    if meter.credit:
        credit = float(meter.credit)
        ceiling = None if found.ceiling is None else found.ceiling - credit
        found = Outcome(
            np.maximum(found.known - credit, 0.0),
            None if ceiling is None else np.maximum(ceiling, 0.0),
            found.states,
            found.unreached,
        )
    if found.unreached is not None:
        people = people_beyond(meter.basis, paths, found.unreached)
        found = Outcome(found.known, found.ceiling, found.states, people)
    if meter.timing.rule is TimeRule.RENEWAL:
        found = found.plus(_above_renewal(meter, measured, q))
    return q, found


def _carried(whole: Outcome) -> Outcome:
    """Return what each month adds to the packs bought so far."""
    return Outcome(np.diff(whole.known, axis=1, prepend=0.0), None, whole.states)


def _above_renewal(meter: Meter, measured: FloatArray, q: FloatArray) -> Outcome:
    over = np.maximum(measured - q, 0.0)
    if meter.over_price is None:
        return Outcome(over * 0.0, states=flagged(State.QUOTE, over > 0))
    return Outcome(over * float(meter.over_price))


def _due(fee: Fee, paths: Paths) -> FloatArray:
    months = next(iter(paths.values())).shape[-1]
    if fee.every is Every.MONTH:
        return np.ones((1, months))
    month = np.arange(months)[None, :] - (fee.month - 1)
    due: FloatArray = ((month >= 0) & (month % 12 == 0)).astype(float)
    return due


def _fee(fee: Fee, paths: Paths, factors: Factors, due: FloatArray) -> Outcome:
    if fee.amount is None:
        return Outcome(due * 0.0, states=flagged(State.QUOTE, due > 0))
    amount = _times(float(fee.amount), fee, paths) * due
    return Outcome(amount).times(factors[fee.currency])


def _times(amount: float, component: Fee | Labour, paths: Paths) -> FloatArray:
    if component.times is None:
        months = next(iter(paths.values())).shape[-1]
        return np.full((1, months), amount)
    return paths[component.times] * amount


def _overage(
    overage: Overage, paths: Paths, factors: Factors
) -> tuple[FloatArray, Outcome]:
    """blocks = max over allowances of ceil(max(0, q - allowed) / size)."""
    needed = [
        whole_up(np.maximum(quantity(each.basis, paths) - each.allowed, 0) / each.size)
        for each in overage.allowances
    ]
    count = needed[0]
    for each in needed[1:]:
        count = np.maximum(count, each)
    if overage.price is None:
        return count, Outcome(count * 0.0, states=flagged(State.QUOTE, count > 0))
    amount = count * float(overage.price)
    return count, Outcome(amount).times(factors[overage.currency])


def _limit(limit: Limit, paths: Paths) -> tuple[FloatArray, Outcome]:
    q = quantity(limit.basis, paths)
    over = np.maximum(q - limit.allowed, 0.0)
    states = flagged(State.BLOCKED, over > 0)
    if states is None:
        return q, nothing(q.shape[-1])
    people = people_beyond(limit.basis, paths, over)
    return q, Outcome(np.zeros_like(q), None, states, people)
