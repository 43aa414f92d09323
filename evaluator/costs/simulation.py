"""What the costs may come to: many draws of all ranges, with a seed.

The same code as the base case, on blocks of draws: large enough that
calls cost little beside them, small enough for memory and cache.
All candidates meet the same draws, so that their difference has its own range.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from evaluator.costs.cashflow import Case, setting, spending
from evaluator.costs.discounting import discounted
from evaluator.costs.outcomes import Outcome, State
from evaluator.costs.samplers import FloatArray, RandomSampler
from evaluator.costs.samples import Percentiles, Sample

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
    so that it stays within no budget.
    """

    candidate: str
    years: int
    states: Mapping[State, float]
    sample: Sample

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
        # What is whole stands behind what is known, in the same order.
        behind = 0 if column == TOTAL else column - FIRST_YEAR + 1
        return self.sample.share_at_most(FIRST_YEAR + self.years + behind, budget)

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
    sample: Sample
    met: dict[State, int] = field(default_factory=lambda: dict.fromkeys(State, 0))


Watch = Callable[[str, FloatArray], None]
"""Called with a candidate and its figures of a block (draws x columns)."""


def simulate(
    case: Case, draws: Draws = USUAL, watch: Watch | None = None
) -> dict[str, Forecast]:
    """Return the forecast of each candidate, by key. Raises InputInvalid.

    Memory does not grow with the number of draws: quantiles are kept, not draws.
    """
    sampler = RandomSampler(draws.seed)
    years = -(-case.months // 12)
    tallies = {
        each.key: _Tally(Sample(FIRST_YEAR + 2 * years + 1)) for each in case.candidates
    }
    for start in range(0, draws.count, BLOCK):
        size = min(BLOCK, draws.count - start)
        sampler.next_block(size)
        for key, (figures, spent) in _block(case, sampler, size, years).items():
            whole = _whole(figures, spent, years)
            tallies[key].sample.add(np.hstack([figures, whole]))
            _count_states(tallies[key].met, spent, size)
            if watch:
                watch(key, figures)
    return {
        key: Forecast(
            key,
            years,
            {state: count / draws.count for state, count in tally.met.items()},
            tally.sample,
        )
        for key, tally in tallies.items()
    }


def _block(
    case: Case, sampler: RandomSampler, size: int, years: int
) -> dict[str, tuple[FloatArray, Outcome]]:
    shared = setting(case, sampler)
    in_year = _years_of(case.months, years)
    found: dict[str, tuple[FloatArray, Outcome]] = {}
    first: FloatArray | None = None
    for candidate in case.candidates:
        spent, cash = spending(candidate, shared)
        figures = np.empty((size, FIRST_YEAR + years))
        figures[:, FIRST_YEAR:] = spent.known @ in_year
        figures[:, TOTAL] = figures[:, FIRST_YEAR:].sum(axis=1)
        figures[:, PRESENT] = discounted(cash, shared.discount)
        first = figures[:, TOTAL] if first is None else first
        figures[:, DIFFERENCE] = figures[:, TOTAL] - first
        found[candidate.key] = figures, spent
    return found


def _whole(figures: FloatArray, spent: Outcome, years: int) -> FloatArray:
    """Return total and years of a block, infinite where a state is met in them."""
    whole = figures[:, [TOTAL, *range(FIRST_YEAR, FIRST_YEAR + years)]]
    if spent.states is None:
        return whole
    met = np.broadcast_to(spent.states > 0, spent.known.shape)
    in_year = met @ (_years_of(met.shape[1], years) > 0)
    whole[np.broadcast_to(met.any(axis=1), len(whole)), 0] = np.inf
    whole[:, 1:][np.broadcast_to(in_year, whole[:, 1:].shape)] = np.inf
    return whole


def _years_of(months: int, years: int) -> FloatArray:
    """Return months x years: 1 where the month lies in the year."""
    places = np.arange(months) // 12
    inside: FloatArray = (places[:, None] == np.arange(years)).astype(float)
    return inside


def _count_states(met: dict[State, int], spent: Outcome, size: int) -> None:
    if spent.states is None:
        return
    for state in State:
        hit = np.broadcast_to(spent.has(state), (size, spent.known.shape[-1]))
        met[state] += int(np.count_nonzero(hit.any(axis=1)))
