"""Cost lines: any cost that is not on the vendor's bill."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from evaluator.costs.components import Source
from evaluator.costs.faults import Fault, Problem
from evaluator.costs.measures import Measure
from evaluator.costs.ranges import Range
from evaluator.costs.samplers import FloatArray, Sampler, likely
from evaluator.costs.usage import Paths


class Category(StrEnum):
    """What a cost is for. The first four are the vendor's bill."""

    SUBSCRIPTION = "subscription"
    ONE_TIME_FEES = "one_time_fees"
    ADD_ONS = "add_ons"
    OVERAGE = "overage"
    PEOPLE = "people"
    CONSULTANTS = "consultants"
    IMPLEMENTATION = "implementation"
    MIGRATION = "migration"
    TRAINING = "training"
    INTEGRATIONS = "integrations"
    CONTENT = "content"
    DATA_SERVICES = "data_services"
    OVERLAP = "overlap"
    EXIT = "exit"
    OPERATION = "operation"
    OTHER_WORK = "other_work"
    PRODUCTIVITY_LOSS = "productivity_loss"


BILLED = frozenset(
    {
        Category.SUBSCRIPTION,
        Category.ONE_TIME_FEES,
        Category.ADD_ONS,
        Category.OVERAGE,
    }
)
OWN_TIME = frozenset(
    {
        Category.PEOPLE,
        Category.OPERATION,
        Category.OTHER_WORK,
        Category.PRODUCTIVITY_LOSS,
    }
)
"""What the company pays its own people for: the share of people in a total."""


ZERO = Range.exactly(0)


class Rhythm(StrEnum):
    ONCE = "once"
    MONTHLY = "monthly"
    YEARLY = "yearly"
    PER_UNIT = "per_unit"  # per month and unit of the measure


@dataclass(frozen=True, slots=True)
class Staff:
    """A share of full-time people: headcount x share x loaded cost a year / 12."""

    share: Range
    yearly_cost: Range
    role: str = ""


@dataclass(frozen=True, slots=True)
class CostLine:
    """amount: per month, year, unit or once, in `currency`; or staff instead.

    from_month, to_month: counted from 1, both included; to_month None = to the end.
    A ONCE falls due in from_month, a YEARLY in each anniversary of it. candidates:
    whose line it is, empty for all.
    """

    key: str
    name: str
    category: Category
    currency: str
    amount: Range = ZERO
    rhythm: Rhythm = Rhythm.MONTHLY
    from_month: int = 1
    to_month: int | None = None
    measure: Measure | None = None
    staff: Staff | None = None
    candidates: frozenset[str] = frozenset()
    is_indexed: bool = True
    note: str = ""
    source: Source | None = None

    def is_for(self, candidate: str) -> bool:
        return not self.candidates or candidate in self.candidates


def faults(line: CostLine) -> Iterator[Problem]:
    """Yield all that is wrong with a line."""
    part = line.name or line.key
    yield from line.amount.faults(part)
    if line.staff:
        yield from line.staff.share.faults(f"{part} > share")
        yield from line.staff.yearly_cost.faults(f"{part} > yearly_cost")
        if line.amount.high > 0:
            yield Problem(Fault.EXCLUDED, f"{part} > staff", {"other": "amount"})
    if line.from_month < 1:
        yield Problem(Fault.MONTH_OUTSIDE, part, {"value": str(line.from_month)})
    if line.to_month is not None and line.to_month < line.from_month:
        yield Problem(Fault.MONTH_OUTSIDE, part, {"value": str(line.to_month)})
    if (line.rhythm is Rhythm.PER_UNIT) != (line.measure is not None):
        yield Problem(Fault.NOTHING_COUNTED, part)
    if not (len(line.currency) == 3 and line.currency.isupper()):
        yield Problem(Fault.NO_CURRENCY, part, {"value": line.currency or '""'})


def monthly(line: CostLine, paths: Paths, sampler: Sampler = likely) -> FloatArray:
    """Return the cost of each month in the line's currency, draws x months.

    Before inflation. amount x due(m), x measure(m) where it is per unit; staff:
    share x yearly cost / 12.
    """
    months = next(iter(paths.values())).shape[-1]
    return amount(line, sampler)[:, None] * due(line, paths, months)


def price_of(line: CostLine) -> float:
    """Return the likely amount that falls due each time, in the line's currency."""
    return float(amount(line, likely)[0])


def amount(line: CostLine, sampler: Sampler) -> FloatArray:
    """Return what falls due each time, in the line's currency, one per draw."""
    if line.staff is None:
        return sampler(f"line.{line.key}", line.amount)
    share = sampler(f"line.{line.key}.share", line.staff.share)
    cost = sampler(f"line.{line.key}.cost", line.staff.yearly_cost)
    return share * cost / 12


def due(line: CostLine, paths: Paths, months: int) -> FloatArray:
    """Return how often the amount falls due in each month, draws x months."""
    month = np.arange(1, months + 1)[None, :]
    last = months if line.to_month is None else line.to_month
    runs = (month >= line.from_month) & (month <= last)
    if line.rhythm is Rhythm.ONCE:
        runs = month == line.from_month
    elif line.rhythm is Rhythm.YEARLY:
        runs = runs & ((month - line.from_month) % 12 == 0)
    times: FloatArray = runs.astype(float)
    return times * paths[line.measure] if line.measure else times
