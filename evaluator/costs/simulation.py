"""What the costs may come to: many draws of all ranges, with a seed.

The same code as the base case, on blocks of draws: large enough that
calls cost little beside them, small enough for memory and cache.
All candidates meet the same draws, so that their difference has its own range.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np

from evaluator.costs import lines
from evaluator.costs.cashflow import (
    Candidate,
    Case,
    Setting,
    billed,
    setting,
)
from evaluator.costs.discounting import discounted
from evaluator.costs.outcomes import State, StateArray
from evaluator.costs.samplers import FloatArray, RandomSampler
from evaluator.costs.samples import Percentiles, Sample
from evaluator.costs.usage import UsageProfile

BLOCK = 1024  # draws; part of the result: the numbers of a block are drawn together
TOTAL, PRESENT, DIFFERENCE, FIRST_YEAR = range(4)


@dataclass(frozen=True, slots=True)
class Draws:
    """How the simulation is made; stated beside each of its results."""

    count: int = 10_000
    seed: int = 20261122


USUAL = Draws()


@dataclass(frozen=True, slots=True, eq=False)
class Forecast:
    """The range of one candidate's cost: known parts, in the evaluation's currency.

    states: share of draws in which each state is met in any month: a figure beside
    the percentiles, because no state is a number. Of such a draw only a part is known,
    so that it stays within no budget: `whole` has total and years of the draws, those
    infinite; None where no state is met.
    """

    candidate: str
    years: int
    states: Mapping[State, float]
    sample: Sample
    whole: Sample | None = None

    @property
    def nbytes(self) -> int:
        """Return how much memory the draws take."""
        return self.sample.nbytes + (self.whole.nbytes if self.whole else 0)

    @property
    def total(self) -> Percentiles:
        return self.sample.percentiles(TOTAL)

    @property
    def present(self) -> Percentiles:
        """Present value of the cash."""
        return self.sample.percentiles(PRESENT)

    @property
    def difference(self) -> Percentiles:
        """Total less that of the case's first candidate in the same draw."""
        return self.sample.percentiles(DIFFERENCE)

    def of_year(self, year: int) -> Percentiles:
        """Return the cost of a year, 1 = the first."""
        return self.sample.percentiles(self._column(year))

    def chance_within(self, budget: float, year: int | None = None) -> float:
        """Return the share of draws that are whole and stay within a budget, 0..1.

        year: 1 = the first, None = the whole horizon.
        """
        column = TOTAL if year is None else self._column(year)
        if self.whole is None:
            return self.sample.share_at_most(column, budget)
        return self.whole.share_at_most(0 if year is None else year, budget)

    def share_not_whole(self, year: int | None = None) -> float:
        """Return the share of draws that meet a state, 0..1; year as above."""
        return 1 - self.chance_within(float(np.finfo(float).max), year)

    def _column(self, year: int) -> int:
        if not 1 <= year <= self.years:
            message = f"The horizon has the years 1 to {self.years}, not {year}."
            raise IndexError(message)
        return FIRST_YEAR + year - 1


@dataclass(slots=True)
class _Tally:
    """What one candidate's draws came to so far."""

    sample: Sample
    whole: Sample | None = None
    met: dict[State, int] = field(default_factory=lambda: dict.fromkeys(State, 0))

    def add(self, figures: FloatArray, states: StateArray | None) -> None:
        """Add a block: draws x columns, and the states of its years."""
        if states is not None:
            if self.whole is None:
                # Until now all was known, and so whole.
                years = range(FIRST_YEAR, figures.shape[1])
                self.whole = self.sample.of_columns([TOTAL, *years])
            _count_states(self.met, states)
        if self.whole is not None:
            self.whole.add(_whole(figures, states))
        self.sample.add(figures)


Watch = Callable[[str, FloatArray], None]
"""Called with a candidate and its figures of a block (draws x columns)."""


@dataclass(frozen=True, slots=True, eq=False)
class BillDraws:
    """What a vendor bills in each draw.

    figures: draws x (present value, years). states: draws x years, the flags met in
    any month; None where none is.
    """

    figures: FloatArray
    states: StateArray | None = None

    @property
    def nbytes(self) -> int:
        """Return how much memory the draws take."""
        states = 0 if self.states is None else self.states.nbytes
        return self.figures.nbytes + states

    def part(self, start: int, size: int) -> "BillDraws":
        end = start + size
        states = None if self.states is None else self.states[start:end]
        return BillDraws(self.figures[start:end], states)


def simulate(
    case: Case,
    draws: Draws = USUAL,
    watch: Watch | None = None,
    bills: dict[str, BillDraws] | None = None,
) -> dict[str, Forecast]:
    """Return the forecast of each candidate, by key. Raises InputInvalid.

    Memory does not grow with the number of draws: quantiles are kept, not draws.
    bills: by candidate, of these very draws; they are not drawn again. The others are
    added to it, so that a later change of what is not billed costs little.
    """
    sampler = RandomSampler(draws.seed)
    years = -(-case.months // 12)
    tallies = {each.key: _Tally(Sample(FIRST_YEAR + years)) for each in case.candidates}
    known = dict(bills or {})
    drawn: dict[str, list[BillDraws]] = {}
    drawing = _what_is_drawn(case, known)
    for start in range(0, draws.count, BLOCK):
        size = min(BLOCK, draws.count - start)
        sampler.next_block(size)
        shared = setting(drawing, sampler)
        found = {
            each.key: known[each.key].part(start, size)
            if each.key in known
            else _billed(each, shared, size)
            for each in case.candidates
        }
        for key, figures in _figures(shared, found).items():
            tallies[key].add(figures, found[key].states)
            if watch:
                watch(key, figures)
            if bills is not None and key not in known:
                drawn.setdefault(key, []).append(found[key])
    if bills is not None:
        bills.update({key: _joined(parts) for key, parts in drawn.items()})
    return {
        key: Forecast(
            key,
            years,
            {state: count / draws.count for state, count in tally.met.items()},
            tally.sample,
            tally.whole,
        )
        for key, tally in tallies.items()
    }


def _what_is_drawn(case: Case, known: Mapping[str, BillDraws]) -> Case:
    """Leave usage out where it is not needed: it takes longer than all lines."""
    is_counted = any(line.measure for line in case.lines)
    if is_counted or any(each.key not in known for each in case.candidates):
        return case
    return replace(case, usage=UsageProfile())


def _billed(candidate: Candidate, shared: Setting, size: int) -> BillDraws:
    spent, cash = billed(candidate, shared)
    figures = _summed(spent.known, cash, shared)
    states = None
    if spent.states is not None:
        starts = np.arange(0, shared.case.months, 12)
        met = np.broadcast_to(spent.states, spent.known.shape)
        in_year = np.bitwise_or.reduceat(met, starts, axis=1)
        states = np.broadcast_to(in_year, (size, len(starts)))
    return BillDraws(np.broadcast_to(figures, (size, figures.shape[1])), states)


def _summed(spent: FloatArray, cash: FloatArray, shared: Setting) -> FloatArray:
    """Return draws x (present value, years)."""
    months = shared.case.months
    in_years = _years_of(months, -(-months // 12))
    if cash is spent and len(shared.discount) == 1:
        return spent @ np.hstack([shared.discount.T, in_years])
    present, yearly = discounted(cash, shared.discount), spent @ in_years
    found = np.empty((max(len(present), len(yearly)), 1 + yearly.shape[1]))
    found[:, 0], found[:, 1:] = present, yearly
    return found


def _own(shared: Setting) -> dict[str, FloatArray]:
    """Return each line's draws x (present value, years), by key.

    Lines that fall due in the same months differ by their amounts alone.
    """
    found: dict[str, FloatArray] = {}
    of_one: dict[Hashable, FloatArray] = {}
    months = shared.case.months
    for line in shared.case.lines:
        due = line.rhythm, line.from_month, line.to_month, line.measure
        kind = (*due, line.is_indexed)
        if kind not in of_one:
            flow = lines.due(line, shared.paths, months)
            flow = flow * shared.inflation if line.is_indexed else flow
            of_one[kind] = _summed(flow, flow, shared)
        amounts = lines.amount(line, shared.sampler)[:, None]
        found[line.key] = of_one[kind] * (amounts * shared.factors[line.currency])
    return found


def _figures(shared: Setting, bills: Mapping[str, BillDraws]) -> dict[str, FloatArray]:
    """Add the lines to the bills; return the columns of each candidate."""
    own = _own(shared)
    found: dict[str, FloatArray] = {}
    first: FloatArray | None = None
    for key, bill in bills.items():
        summed = bill.figures
        for line in shared.case.lines:
            if line.is_for(key):
                summed = summed + own[line.key]
        figures = summed @ _columns_of(summed.shape[1] - 1)
        first = figures[:, TOTAL] if first is None else first
        figures[:, DIFFERENCE] -= first
        found[key] = figures
    return found


def _joined(parts: Sequence[BillDraws]) -> BillDraws:
    figures = np.concatenate([each.figures for each in parts])
    if all(each.states is None for each in parts):
        return BillDraws(figures)
    states = [
        np.zeros((len(each.figures), figures.shape[1] - 1), np.uint8)
        if each.states is None
        else each.states
        for each in parts
    ]
    return BillDraws(figures, np.concatenate(states))


def _whole(figures: FloatArray, states: StateArray | None) -> FloatArray:
    """Return total and years of a block, infinite where a state is met in them."""
    whole = figures[:, [TOTAL, *range(FIRST_YEAR, figures.shape[1])]]
    if states is None:
        return whole
    whole[states.any(axis=1), 0] = np.inf
    whole[:, 1:][states > 0] = np.inf
    return whole


@lru_cache(maxsize=16)
def _columns_of(years: int) -> FloatArray:
    """Return what makes the columns of (present value, years): total in two of them."""
    found = np.zeros((1 + years, FIRST_YEAR + years))
    found[0, PRESENT] = 1
    found[1:, [TOTAL, DIFFERENCE]] = 1
    found[1:, FIRST_YEAR:] = np.eye(years)
    return found


@lru_cache(maxsize=16)
def _years_of(months: int, years: int) -> FloatArray:
    """Return months x years: 1 where the month lies in the year."""
    places = np.arange(months) // 12
    inside: FloatArray = (places[:, None] == np.arange(years)).astype(float)
    return inside


def _count_states(met: dict[State, int], states: StateArray) -> None:
    for state in State:
        hit = (states & np.uint8(state)) > 0
        met[state] += int(np.count_nonzero(hit.any(axis=1)))
