"""A candidate's bill, line by line and month by month, as the base case has it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from evaluator.costs.billing import Bill, BillLine, bill, bought, is_once
from evaluator.costs.components import (
    TERMS,
    Balance,
    Beyond,
    Commitment,
    Discount,
    Fee,
    Limit,
    Meter,
    Paid,
    Quote,
    Rate,
    TierMode,
    TimeRule,
)
from evaluator.costs.metering import quantity, timed
from evaluator.costs.outcomes import State
from evaluator.costs.plans import Choice
from evaluator.costs.rating import in_blocks
from evaluator.costs.samplers import FloatArray
from evaluator.costs.terms import price_factor
from evaluator.workbooks.money.content import Content

LIVE_MODES = {TierMode.FLAT, TierMode.VOLUME, TierMode.GRADUATED}
LIVE_RULES = {TimeRule.FOLLOW, TimeRule.FOLLOW_UP, TimeRule.RATCHET, TimeRule.PEAK}


@dataclass(frozen=True, eq=False)
class BilledPlan:
    """One plan that is taken in some month.

    lines: at list prices, in the parts' own currencies. terms: the factor of each
    month without negotiated discounts. taken: in which months it is the plan.
    """

    bill: Bill
    lines: tuple[BillLine, ...]
    fees: tuple[tuple[Fee, int], ...]
    terms: FloatArray
    taken: FloatArray

    @property
    def key(self) -> str:
        return self.bill.plan.key

    @property
    def name(self) -> str:
        return self.bill.plan.name or self.key


@dataclass(frozen=True, eq=False)
class Billed:
    """The bill of one candidate. plans: those taken in some month, in order."""

    choice: Choice
    plans: tuple[BilledPlan, ...]
    months: int

    @property
    def is_one_plan(self) -> bool:
        return len(self.plans) == 1

    def plan_of(self, month: int) -> BilledPlan:
        return next(each for each in self.plans if each.taken[month])

    def states(self, month: int) -> tuple[State, ...]:
        cost = self.choice.cost
        return tuple(state for state in State if at(cost.has(state), month))

    @property
    def advance(self) -> Commitment | None:
        """Return the term that is paid ahead, where formulas can tell its cash."""
        if not self.is_one_plan:
            return None
        for each in self.plans[0].bill.plan.components:
            if isinstance(each, Commitment) and each.paid is Paid.AHEAD:
                return each
        return None

    @property
    def is_paid_otherwise(self) -> bool:
        """Tell whether cash is not cost, and no formula of ours tells it."""
        components = [part for each in self.plans for part in each.bill.plan.components]
        moves = any(
            isinstance(each, Balance)
            or (isinstance(each, Commitment) and each.paid is Paid.AHEAD)
            for each in components
        )
        return moves and self.advance is None


def billed(content: Content, choice: Choice) -> Billed:
    months = content.months
    taken = np.broadcast_to(choice.taken[0], (months,))
    plans = tuple(
        billed_plan(content, choice, each, taken == place)
        for place, each in enumerate(choice.bills)
        if (taken == place).any()
    )
    return Billed(choice, plans, months)


def billed_plan(
    content: Content, choice: Choice, found: Bill, taken: FloatArray
) -> BilledPlan:
    plan = found.plan
    listed = tuple(each for each in plan.components if not isinstance(each, TERMS))
    ones = {key: np.ones((1, 1)) for key in content.factors}
    bare = bill(
        replace(plan, components=listed), content.paths, ones, required=choice.required
    )
    others = [each for each in plan.components if not isinstance(each, Discount)]
    terms = price_factor(
        others, content.months, content.setting.sampler, choice.tariff.key
    )
    start = int(np.argmax(taken))
    fees = tuple(
        (fee, start + fee.month)
        for fee in bought(plan, choice.required)
        if isinstance(fee, Fee) and is_once(fee)
    )
    lines = tuple(
        each for each in bare.lines if not isinstance(each.component, Limit | Quote)
    )
    return BilledPlan(found, lines, fees, terms[0], taken)


def is_live(line: BillLine) -> bool:
    """Tell whether a meter's price is a formula here.

    Where a step is missing or not public, or a stop keeps a known part, the app's
    own numbers are typed instead.
    """
    meter = line.component
    if not isinstance(meter, Meter):
        return False
    rate = meter.rate
    prices = [price for tier in rate.tiers for price in (tier.unit, tier.flat)]
    is_asked = rate.mode is not TierMode.GRADUATED and rate.beyond is Beyond.QUOTE
    return (
        rate.mode in LIVE_MODES
        and meter.timing.rule in LIVE_RULES
        and rate.is_complete
        and None not in prices
        and (is_asked or rate.tiers[-1].up_to is None)
    )


def measured(content: Content, meter: Meter) -> FloatArray:
    found = quantity(meter.basis, content.paths)
    return np.broadcast_to(found[0], (content.months,))


def goes_by(content: Content, meter: Meter) -> FloatArray:
    """Return the quantity of each month after its timing."""
    found: FloatArray = timed(measured(content, meter)[None, :].copy(), meter.timing)[0]
    return found


def blocks_of(meter: Meter, by: FloatArray) -> FloatArray:
    charged = np.maximum(by - meter.included, 0.0)
    return in_blocks(meter.rate, charged)


def last_block(rate: Rate) -> float | None:
    """Return the last block that is listed; None without end."""
    last = rate.tiers[-1].up_to
    return None if last is None else last / rate.size


def amounts(line: BillLine, months: int) -> FloatArray:
    return np.broadcast_to(line.outcome.known[0], (months,))


def at(values: np.ndarray, month: int) -> bool:
    row = values[0]
    return bool(row[month] if len(row) > 1 else row[0])
