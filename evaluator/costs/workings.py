"""How a figure of a bill came about, and when it changes: data for sentences."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from evaluator.costs.billing import Bill, BillLine
from evaluator.costs.components import Charge, Meter, Rate, Source, TierMode
from evaluator.costs.outcomes import State
from evaluator.costs.plans import Choice
from evaluator.costs.rating import in_blocks, tier_reached
from evaluator.costs.samplers import FloatArray


@dataclass(frozen=True, slots=True)
class Step:
    """One term of a price: amount = units x unit price + flat; None is not public."""

    tier: int
    units: float
    unit_price: Decimal | None
    flat: Decimal | None
    up_to: int | None
    source: Source | None

    @property
    def amount(self) -> float | None:
        if self.unit_price is None or self.flat is None:
            return None
        return self.units * float(self.unit_price) + float(self.flat)


@dataclass(frozen=True, slots=True)
class Working:
    """A line of a bill in one month, opened to its numbers.

    quantity: what the bill goes by; charged: without what is included; blocks: as
    they are sold. Steps are list prices in the part's currency; amount and ceiling
    are after terms, in the currency of the evaluation.
    """

    component: Charge
    amount: float
    ceiling: float
    states: tuple[State, ...]
    unreached: float
    quantity: float | None = None
    charged: float | None = None
    blocks: float | None = None
    steps: tuple[Step, ...] = ()
    terms: float = 1.0
    rate: float = 1.0

    @property
    def listed(self) -> float:
        """The list price in the part's currency, with unknown rungs at their bound."""
        factor = self.terms * self.rate
        return self.ceiling / factor if factor else 0.0

    @property
    def besides(self) -> float:
        """What of the list price stands in no step: a credit, what renewal misses."""
        return self.listed - sum(step.amount or 0.0 for step in self.steps)


def working(line: BillLine, month: int) -> Working:
    """Open a line of the base case; month 0 = the first."""
    outcome = line.outcome
    states = tuple(state for state in State if _at(outcome.has(state), month))
    quantity = None if line.quantity is None else _at(line.quantity, month)
    charged = blocks = None
    found: tuple[Step, ...] = ()
    if isinstance(line.component, Meter) and quantity is not None:
        charged = max(quantity - line.component.included, 0.0)
        blocks = float(in_blocks(line.component.rate, np.array([charged]))[0])
        found = tuple(steps(line.component.rate, charged))
    return Working(
        line.component,
        _at(outcome.known, month),
        _at(outcome.upper, month),
        states,
        0.0 if outcome.unreached is None else _at(outcome.unreached, month),
        quantity,
        charged,
        blocks,
        found,
        _at(line.terms, month),
        _at(line.rate, month),
    )


def workings(bill: Bill, month: int) -> list[Working]:
    """Open every line of a bill in one month."""
    return [working(line, month) for line in bill.lines]


def steps(rate: Rate, charged: float) -> Iterator[Step]:
    """Yield the terms that a rate's price is the sum of."""
    blocks = float(in_blocks(rate, np.array([charged]))[0])
    if rate.mode is TierMode.GRADUATED:
        yield from _graduated_steps(rate, blocks)
    elif rate.mode is TierMode.CHEAPEST:
        yield min(_choices(rate, charged), key=_amount_or_infinite)
    else:
        reached = int(tier_reached(rate, np.array([blocks]))[0])
        if reached < len(rate.tiers):
            units = 0.0 if rate.mode is TierMode.FLAT else blocks
            yield _step(rate, reached, units)


def _graduated_steps(rate: Rate, blocks: float) -> Iterator[Step]:
    begin = 0.0
    for place, tier in enumerate(rate.tiers):
        if place and blocks <= begin:
            return
        end = float("inf") if tier.up_to is None else tier.up_to / rate.size
        yield _step(rate, place, min(blocks, end) - begin)
        begin = end


def _choices(rate: Rate, charged: float) -> Iterator[Step]:
    for place, tier in enumerate(rate.tiers):
        yield _step(rate, place, max(charged - (tier.up_to or 0), 0.0))


def _step(rate: Rate, place: int, units: float) -> Step:
    tier = rate.tiers[place]
    return Step(place, units, tier.unit, tier.flat, tier.up_to, tier.source)


def _amount_or_infinite(step: Step) -> float:
    return float("inf") if step.amount is None else step.amount


@dataclass(frozen=True, slots=True)
class Change:
    """In `month` (1 = the first) another plan or rung begins.

    part: the name of the part whose rung changes, None where the plan does. passed:
    the quantity that is passed, upwards or downwards. difference: of the recurring
    cost a month, unknown rungs at their upper bound.
    """

    month: int
    plan: str
    difference: float
    before: str = ""
    part: str | None = None
    passed: float | None = None


def changes(choice: Choice) -> Iterator[Change]:
    """Yield every change of plan or rung in the base case: "month 14: +89"."""
    months = choice.bills[0].months
    taken = np.broadcast_to(choice.taken, (len(choice.taken), months))[0]
    cost = np.broadcast_to(choice.recurring.upper[0], (months,))
    for month in range(1, months):
        now, then = choice.bills[taken[month]], choice.bills[taken[month - 1]]
        if now is not then:
            step = float(cost[month] - cost[month - 1])
            yield Change(month + 1, now.plan.key, step, before=then.plan.key)
        else:
            yield from _rung_changes(now, month)


def _rung_changes(bill: Bill, month: int) -> Iterator[Change]:
    for line in bill.lines:
        meter = line.component
        if not isinstance(meter, Meter) or line.quantity is None:
            continue
        before, after = (rung(meter, _at(line.quantity, m)) for m in (month - 1, month))
        if before != after:
            upper = line.outcome.upper
            step = _at(upper, month) - _at(upper, month - 1)
            edge = before if after > before else after
            yield Change(month + 1, bill.plan.key, step, part=meter.name, passed=edge)


def rung(meter: Meter, quantity: float) -> float:
    """Return the last quantity of the rung or block that the quantity lies in."""
    rate, charged = meter.rate, max(quantity - meter.included, 0.0)
    blocks = in_blocks(rate, np.array([charged]))
    if rate.size > 1 and rate.is_whole:
        return meter.included + float(blocks[0]) * rate.size
    if rate.mode is TierMode.CHEAPEST:
        ends = [tier.up_to or 0 for tier in rate.tiers]
        reached = int(np.searchsorted(ends, charged))
    else:
        reached = int(tier_reached(rate, blocks)[0])
    if reached == len(rate.tiers) or rate.mode is TierMode.SPEND:
        return float("inf") if reached == len(rate.tiers) else float(reached)
    end = rate.tiers[reached].up_to
    return float("inf") if end is None else float(meter.included + end)


def _at(values: FloatArray | np.ndarray, month: int) -> float:
    row = values[0]
    return float(row[month] if len(row) > 1 else row[0])
