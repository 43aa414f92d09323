"""A year of a cost, opened: each line, and how it came about in which months."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from evaluator.costs import lines
from evaluator.costs.billing import Bill, BillLine, bought, is_once, once
from evaluator.costs.cashflow import Cost, Setting, category_of
from evaluator.costs.components import Fee
from evaluator.costs.lines import Category, CostLine
from evaluator.costs.plans import Choice
from evaluator.costs.tariffs import Plan
from evaluator.costs.workings import Working, working


@dataclass(frozen=True, slots=True)
class Span:
    """Months in a row, 1 = the first, in which a part of the bill comes to the same.

    lowest, highest: the quantities met in them; None for a fixed amount.
    """

    first: int
    last: int
    working: Working
    lowest: float | None = None
    highest: float | None = None

    @property
    def months(self) -> int:
        return self.last - self.first + 1

    @property
    def amount(self) -> float:
        return self.working.amount * self.months

    @property
    def ceiling(self) -> float:
        return self.working.ceiling * self.months


@dataclass(frozen=True, slots=True)
class BilledLine:
    """A part of a plan's bill in the months in which the plan is taken."""

    category: Category
    plan: Plan
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class OwnLine:
    """A cost line: amount = price x units x inflation x rate.

    units: how often it falls due, or how many units it is for. inflation: what it has
    added on average, 1 where it is not indexed.
    """

    line: CostLine
    price: float
    units: float
    inflation: float
    rate: float
    amount: float


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The base case of some months of one candidate."""

    billed: tuple[BilledLine, ...]
    own: tuple[OwnLine, ...]


def opened(cost: Cost, shared: Setting, months: range) -> Breakdown:
    """Open the cost of these months (0 = the first); their sum is the cost."""
    billed: list[BilledLine] = []
    if cost.choice:
        billed += _recurring(cost.choice, months)
        billed += _one_time(cost.choice, shared, months)
    return Breakdown(tuple(billed), tuple(_own(cost, shared, months)))


def _recurring(choice: Choice, months: range) -> Iterator[BilledLine]:
    total = choice.bills[0].months
    taken = np.broadcast_to(choice.taken, (len(choice.taken), total))[0]
    for place, bill in enumerate(choice.bills):
        used = [month for month in months if taken[month] == place]
        for line in bill.lines if used else ():
            if spans := tuple(_spans(line, used)):
                yield BilledLine(category_of(line.component), bill.plan, spans)


def _spans(line: BillLine, months: list[int]) -> Iterator[Span]:
    """Join months in a row that differ in their quantity alone."""
    span: Span | None = None
    for month in months:
        found = working(line, month)
        if not (found.ceiling or found.states):
            continue
        if span and span.last == month and _is_same(span.working, found):
            span = _longer(span, found)
            continue
        if span:
            yield span
        span = Span(month + 1, month + 1, found, found.quantity, found.quantity)
    if span:
        yield span


def _is_same(one: Working, other: Working) -> bool:
    return _without_quantity(one) == _without_quantity(other)


def _without_quantity(found: Working) -> Working:
    return replace(found, quantity=None, charged=None, blocks=None, unreached=0.0)


def _longer(span: Span, found: Working) -> Span:
    if found.quantity is None or span.lowest is None or span.highest is None:
        return replace(span, last=span.last + 1)
    return replace(
        span,
        last=span.last + 1,
        lowest=min(span.lowest, found.quantity),
        highest=max(span.highest, found.quantity),
    )


def _one_time(choice: Choice, shared: Setting, months: range) -> Iterator[BilledLine]:
    """Open what falls due once, from the first month in which its plan is taken."""
    total = choice.bills[0].months
    taken = np.broadcast_to(choice.taken, (len(choice.taken), total))[0]
    for place, bill in enumerate(choice.bills):
        used = np.flatnonzero(taken == place)
        if not len(used):
            continue
        for fee in bought(bill.plan, choice.required):
            if is_once(fee) and isinstance(fee, Fee):
                yield from _fee_of(bill, fee, int(used[0]), shared, months)


def _fee_of(
    bill: Bill, fee: Fee, start: int, shared: Setting, months: range
) -> Iterator[BilledLine]:
    month = start + fee.month - 1
    if month not in months:
        return
    alone = replace(bill.plan, components=(replace(fee, features=frozenset()),))
    found = once(alone, shared.paths, shared.factors, starts=np.array([start]))
    quantity = shared.paths[fee.times] if fee.times else None
    line = BillLine(fee, found, quantity, rate=shared.factors[fee.currency])
    for span in _spans(line, [month]):
        yield BilledLine(Category.ONE_TIME_FEES, bill.plan, (span,))


def _own(cost: Cost, shared: Setting, months: range) -> Iterator[OwnLine]:
    part = slice(months.start, months.stop)
    for line in shared.case.lines:
        if line.key not in cost.lines:
            continue
        listed = float(lines.monthly(line, shared.paths)[0][part].sum())
        if not listed:
            continue
        rate = float(shared.factors[line.currency][0, 0])
        amount = float(cost.lines[line.key][0][part].sum())
        price = lines.price_of(line)
        inflation = amount / (listed * rate) if rate else 1.0
        yield OwnLine(line, price, listed / price, inflation, rate, amount)
