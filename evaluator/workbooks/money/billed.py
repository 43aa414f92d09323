"""A candidate's bill, line by line and month by month, as the base case has it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from evaluator.catalogue.part_labels import part_name
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
from evaluator.costs.tariffs import name_of
from evaluator.costs.terms import price_factor
from evaluator.workbooks.money.content import Content

LIVE_RULES = {TimeRule.FOLLOW, TimeRule.FOLLOW_UP, TimeRule.RATCHET, TimeRule.PEAK}


@dataclass(frozen=True, eq=False)
class BilledPlan:
    """One plan of a bill.

    lines: at list prices, in the parts' own currencies. limits: what stops the plan.
    asks: whether it has no public price. fees: due once, so many months after the plan
    begins. terms: the factor of each month without negotiated discounts. taken: in
    which months it is the plan.
    """

    bill: Bill
    lines: tuple[BillLine, ...]
    limits: tuple[Limit, ...]
    asks: bool
    fees: tuple[Fee, ...]
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
    """The bill of one candidate.

    follows: the plan of each month is a formula, and `plans` are all that are
    compared; else they are those taken in some month, in order. typed_for: the part
    for which the choice among several plans is typed.
    """

    choice: Choice
    plans: tuple[BilledPlan, ...]
    months: int
    follows: bool = False
    typed_for: str = ""

    @property
    def is_one_plan(self) -> bool:
        return len(self.plans) == 1

    def counts(self, plan: BilledPlan) -> np.ndarray:
        """Tell in which months the parts of a plan stand in its columns."""
        return np.ones(self.months, bool) if self.follows else np.asarray(plan.taken)

    def place_of(self, month: int) -> int:
        """Return the place of the month's plan, counted from 1."""
        return next(
            place for place, each in enumerate(self.plans, 1) if each.taken[month]
        )

    def plan_of(self, month: int) -> BilledPlan:
        return next(each for each in self.plans if each.taken[month])

    def states(self, month: int) -> tuple[State, ...]:
        cost = self.choice.cost
        return tuple(state for state in State if at(cost.has(state), month))

    @property
    def is_paid_otherwise(self) -> bool:
        """Tell whether cash is not cost, and no formula of ours tells it."""
        is_told = self.is_one_plan or self.follows
        return any(
            has_balance(each) or (advance_of(each) is not None and not is_told)
            for each in self.plans
        )


def advance_of(plan: BilledPlan) -> Commitment | None:
    """Return the term that is paid ahead, if there is one."""
    for each in plan.bill.plan.components:
        if isinstance(each, Commitment) and each.paid is Paid.AHEAD:
            return each
    return None


def has_balance(plan: BilledPlan) -> bool:
    return any(isinstance(each, Balance) for each in plan.bill.plan.components)


def billed(content: Content, choice: Choice) -> Billed:
    """Lay out the plans that are compared; those taken, where a part must be typed."""
    months = content.months
    taken = np.broadcast_to(choice.taken[0], (months,))
    plans = tuple(
        billed_plan(content, choice, each, taken == place)
        for place, each in enumerate(choice.bills)
    )
    if len(plans) == 1:
        return Billed(choice, plans, months)
    obstacles = [found for each in plans if (found := obstacle(each))]
    if not obstacles:
        return Billed(choice, plans, months, follows=True)
    met = tuple(each for each in plans if each.taken.any())
    return Billed(choice, met, months, typed_for=obstacles[0])


def obstacle(plan: BilledPlan) -> str:
    """Name the part that no formula here can follow; "" for none."""
    for line in plan.lines:
        part = line.component
        is_asked = None in (getattr(part, "amount", 0), getattr(part, "price", 0))
        if is_asked or (isinstance(part, Meter) and not is_live(line)):
            return f"{plan.name} · {part_name(name_of(part))}"
    return plan.name if has_balance(plan) else ""


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
    parts = bought(plan, choice.required)
    lines = tuple(
        each for each in bare.lines if not isinstance(each.component, Limit | Quote)
    )
    return BilledPlan(
        found,
        lines,
        tuple(each for each in parts if isinstance(each, Limit)),
        any(isinstance(each, Quote) for each in parts),
        tuple(each for each in parts if isinstance(each, Fee) and is_once(each)),
        terms[0],
        taken,
    )


def is_live(line: BillLine) -> bool:
    """Tell whether a meter's price is a formula here.

    Where a stop keeps a known part, the app's own numbers are typed instead.
    """
    meter = line.component
    if not isinstance(meter, Meter):
        return False
    rate = meter.rate
    is_ended = rate.tiers[-1].up_to is not None
    prices = [price for tier in rate.tiers for price in (tier.unit, tier.flat)]
    if meter.timing.rule is TimeRule.CARRY:
        is_plain = not (is_ended or meter.included or meter.credit)
        return rate.mode is TierMode.GRADUATED and is_plain and None not in prices
    if meter.timing.rule not in LIVE_RULES:
        return False
    if rate.mode is TierMode.CHEAPEST:
        return None not in prices
    if rate.mode is TierMode.SPEND:
        return None not in prices and not is_ended and rate.size == 1
    if rate.mode is TierMode.GRADUATED:
        return not is_ended
    if rate.mode is TierMode.FLAT:
        is_plain = rate.is_complete or (is_ended and rate.size == 1)
        is_priced = None not in prices or not meter.credit
        return is_plain and is_priced and (not is_ended or asks_beyond(rate))
    return (
        rate.mode is TierMode.VOLUME
        and rate.is_complete
        and None not in prices
        and (not is_ended or asks_beyond(rate))
    )


def asks_beyond(rate: Rate) -> bool:
    return rate.beyond is Beyond.QUOTE


def unpriced_from(rate: Rate) -> float | None:
    """Return after which block a graduated price is not public; None for never."""
    begin = 0.0
    for tier in rate.tiers:
        if tier.unit is None or tier.flat is None:
            return begin
        begin = (tier.up_to or 0) / rate.size
    return None


def measured(content: Content, meter: Meter) -> FloatArray:
    found = quantity(meter.basis, content.paths)
    return np.broadcast_to(found[0], (content.months,))


def goes_by(content: Content, meter: Meter) -> FloatArray:
    """Return the quantity of each month after its timing; what carries over adds up."""
    found: FloatArray = timed(measured(content, meter)[None, :].copy(), meter.timing)[0]
    return np.cumsum(found) if meter.timing.rule is TimeRule.CARRY else found


def blocks_of(meter: Meter, by: FloatArray) -> FloatArray:
    charged = np.maximum(by - meter.included, 0.0)
    return in_blocks(meter.rate, charged)


def amounts(line: BillLine, months: int) -> FloatArray:
    return np.broadcast_to(line.outcome.known[0], (months,))


def at(values: np.ndarray, month: int) -> bool:
    row = values[0]
    return bool(row[month] if len(row) > 1 else row[0])
