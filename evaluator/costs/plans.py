"""Which plan of a tariff is taken in each month, why, and what it comes to."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from evaluator.costs.billing import Bill, Factors, bill, bought, is_once, once
from evaluator.costs.components import (
    Component,
    Every,
    Fee,
    Labour,
    Limit,
    Meter,
    Overage,
)
from evaluator.costs.measures import BILLED_BY, Measure
from evaluator.costs.outcomes import Outcome, State, picked, total
from evaluator.costs.samplers import FloatArray, Sampler, likely
from evaluator.costs.tariffs import Plan, Tariff
from evaluator.costs.usage import Paths, UsageProfile

ASKED, STOPPED = 1e13, 1e15
"""Ranks of a plan without a price, and of one that is stopped: after all amounts."""
NEVER = 10**6
"""The month in which a plan begins that is never taken: beyond all horizons."""
ENDING = (Limit, Overage)
"""Parts that a plan without a meter ends by."""
LEFT_OUT = 1e4
"""What a person not reached weighs among stopped plans: more than prices do."""


class Reason(StrEnum):
    """Why a plan is not the one taken in a month."""

    TAKEN = "taken"
    PINNED_OTHER = "pinned_other"
    LACKS_FEATURES = "lacks_features"
    BLOCKED = "blocked"
    QUOTE = "quote"
    DEARER = "dearer"


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """The plan of each month, and its cost; arrays are draws x months.

    taken: place in `bills`. missing: required features that the plans taken do not
    offer. recurring, one_time: cost in the month it is for; cash: when it is paid.
    """

    tariff: Tariff
    bills: tuple[Bill, ...]
    taken: NDArray[np.intp]
    missing: frozenset[str]
    required: frozenset[str]
    recurring: Outcome
    one_time: Outcome
    cash: FloatArray
    pinned: str | None = None

    @property
    def cost(self) -> Outcome:
        return self.recurring.plus(self.one_time)


def unknown_usage(choice: Choice, profile: UsageProfile) -> frozenset[Measure]:
    """Return what the plans taken bill by, and the usage profile is silent on.

    A meter that counts more than one measure is known by one of them, and so is a plan
    that multiplies with none by its limits; what a plan bills besides, as text
    messages, is none of a company that enters none.
    """
    found: set[Measure] = set()
    for place in np.unique(choice.taken):
        parts = choice.bills[place].plan.components
        billed = list(filter(None, map(_multiplied_with, parts)))
        if not billed:
            # Whether a flat plan holds what is used is told by what it stops alone.
            ends = [_counted(each) for each in parts if isinstance(each, ENDING)]
            billed = [frozenset().union(*ends) & BILLED_BY]
        for counted in billed:
            if not any(map(profile.tells, counted)):
                found |= counted
    return frozenset(found)


def _multiplied_with(part: Component) -> frozenset[Measure]:
    """Return what a part that is always billed goes by; nothing for an add-on."""
    if getattr(part, "features", None):
        return frozenset()
    if isinstance(part, Fee | Labour):
        return frozenset({part.times} if part.times else ()) & BILLED_BY
    if isinstance(part, Meter) and (found := _counted(part)) <= BILLED_BY:
        return found
    return frozenset()


def _counted(part: Meter | Limit | Overage) -> frozenset[Measure]:
    """Return the measures that a part of a bill goes by."""
    bases = (
        [each.basis for each in part.allowances]
        if isinstance(part, Overage)
        else [part.basis]
    )
    return frozenset(each.measure for basis in bases for each in basis.counted)


def lacking(plan: Plan, required: frozenset[str]) -> frozenset[str]:
    """Return the required features that neither the plan nor its add-ons have."""
    offered = set(plan.features)
    for component in bought(plan, required):
        offered |= getattr(component, "features", frozenset())
    return required - offered


def choose(
    tariff: Tariff,
    paths: Paths,
    factors: Factors,
    *,
    required: frozenset[str] = frozenset(),
    pinned: str | None = None,
    sampler: Sampler = likely,
) -> Choice:
    """Take the cheapest plan that has the features and is not stopped, by the month.

    Plans are compared by their recurring cost with add-ons, yearly fees by their
    twelfth, unknown rungs at their upper bound; equal ones in the tariff's order. A
    plan by quote is taken only when no plan has a price, a stopped one when all are.
    If no plan has all features, those that lack fewest are compared, and what they
    lack is told.
    """
    plans = [tariff.plan(pinned)] if pinned else list(tariff.plans)
    if required:
        fewest = min(len(lacking(plan, required)) for plan in plans)
        plans = [plan for plan in plans if len(lacking(plan, required)) == fewest]
    bills = tuple(
        bill(plan, paths, factors, required=required, sampler=sampler, name=tariff.key)
        for plan in plans
    )
    taken = _cheapest(bills)
    recurring, cash = _of_the_taken(bills, taken)
    one_time = _one_time(bills, taken, paths, factors, required)
    missing = frozenset().union(*(lacking(plan, required) for plan in plans))
    return Choice(
        tariff,
        bills,
        taken,
        missing,
        required,
        recurring,
        one_time,
        cash if one_time.is_nothing else cash + one_time.known,
        pinned,
    )


def rank_of(found: Outcome) -> FloatArray:
    """Return what plans are compared by: the amount, after it quotes, then stops.

    Of stopped plans the one comes first that leaves out the fewest people.
    """
    if found.states is None:
        return found.upper
    ranks = found.upper + np.zeros(found.states.shape)
    np.add(ranks, ASKED, out=ranks, where=found.has(State.QUOTE))
    np.add(ranks, STOPPED, out=ranks, where=found.has(State.BLOCKED))
    return ranks if found.unreached is None else ranks + found.unreached * LEFT_OUT


def _cheapest(bills: tuple[Bill, ...]) -> NDArray[np.intp]:
    """Return the place of the least in each month, the first of equals."""
    if len(bills) == 1:
        return np.zeros((1, bills[0].months), np.intp)
    # A hundredth of a cent is a float's error, not a reason to change plans.
    least = np.round(compared(bills[0]), 4)
    taken = np.zeros(least.shape, np.intp)
    for place, each in enumerate(bills[1:], start=1):
        ranks = np.round(compared(each), 4)
        taken = np.where(ranks < least, place, taken)
        least = np.minimum(ranks, least)
    return taken


def compared(bill: Bill) -> FloatArray:
    """Return what a month of the plan is compared by: a yearly fee by its twelfth.

    Or a plan with a yearly fee would be dear in one month, and free in eleven.
    """
    found = rank_of(bill.recurring)
    for line in bill.lines:
        fee = line.component
        if isinstance(fee, Fee) and fee.every is Every.YEAR:
            found = found - line.outcome.upper + _levelled(line.outcome.upper, fee)
    return found


def _levelled(amounts: FloatArray, fee: Fee) -> FloatArray:
    """Spread each yearly amount over the twelve months from when it is due.

    The months before the first one count as if it were due in them already.
    """
    months = amounts.shape[-1]
    due = np.arange(fee.month - 1, months, 12)
    if not len(due):
        return amounts
    place = np.maximum((np.arange(months) - (fee.month - 1)) // 12, 0)
    levelled: FloatArray = amounts[:, due[place]] / 12
    return levelled


def _of_the_taken(
    bills: tuple[Bill, ...], taken: NDArray[np.intp]
) -> tuple[Outcome, FloatArray]:
    recurring = picked([each.recurring for each in bills], taken)
    if len(bills) == 1:
        return recurring, bills[0].cash(recurring.known)
    cash = recurring.known
    for place, each in enumerate(bills):
        if each.is_paid_otherwise:
            part = each.recurring.where(taken == place).known
            cash = cash - part + each.cash(part)
    return recurring, cash


def _one_time(
    bills: tuple[Bill, ...],
    taken: NDArray[np.intp],
    paths: Paths,
    factors: Factors,
    required: frozenset[str],
) -> Outcome:
    """Return one-time fees, due from the first month in which a plan is taken."""
    months = bills[0].months
    found: list[Outcome] = []
    for place, each in enumerate(bills):
        if not any(is_once(part) for part in each.plan.components):
            continue
        mask = taken == place
        starts = np.where(mask.any(axis=1), mask.argmax(axis=1), NEVER)
        if (starts == starts[0]).all():
            starts = starts[:1]
        found.append(once(each.plan, paths, factors, required=required, starts=starts))
    return total(found, months)


@dataclass(frozen=True, slots=True)
class Verdict:
    """One plan in one month: its recurring cost, and why it is taken or not."""

    plan: str
    reason: Reason
    amount: float | None
    lacks: tuple[str, ...] = ()


def verdicts(choice: Choice, month: int) -> Iterator[Verdict]:
    """Tell of every plan of the tariff why it is taken or not; month 0 = first."""
    by_key = {each.plan.key: (place, each) for place, each in enumerate(choice.bills)}
    for plan in choice.tariff.plans:
        if plan.key not in by_key:
            other = choice.pinned is not None
            reason = Reason.PINNED_OTHER if other else Reason.LACKS_FEATURES
            lacks = tuple(sorted(lacking(plan, choice.required)))
            yield Verdict(plan.key, reason, None, lacks)
            continue
        place, found = by_key[plan.key]
        cost = found.recurring
        has = [state for state in State if _at(cost.has(state), month)]
        amount = None if State.QUOTE in has else float(_at(cost.upper, month))
        is_taken = _at(choice.taken, month) == place
        yield Verdict(plan.key, _reason(has, is_taken=bool(is_taken)), amount)


def _reason(has: list[State], *, is_taken: bool) -> Reason:
    if is_taken:
        return Reason.TAKEN
    if State.BLOCKED in has:
        return Reason.BLOCKED
    return Reason.QUOTE if State.QUOTE in has else Reason.DEARER


def _at(values: NDArray[np.generic], month: int) -> np.generic:
    found: np.generic = values[0, month]
    return found
