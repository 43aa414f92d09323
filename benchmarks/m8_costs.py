"""M8: ten candidates, 60 months, 10,000 draws, beside a plain loop and np.interp.

Ours is the whole simulation: random numbers, usage paths in whole numbers, graduated
tiers, months added up to years, discounting, quantiles. The plain loop gets the drawn
paths for nothing and takes one month of one candidate of one draw at a time.
np.interp gets the paths too, and only prices them.
"""

import sys
import tracemalloc
from collections.abc import Iterator
from decimal import Decimal

import numpy as np

from benchmarks.report import Figure, at_most, faster, medians, report
from evaluator.costs.cashflow import Candidate, Case, setting
from evaluator.costs.components import Meter, Rate, Tier, counting
from evaluator.costs.currencies import ExchangeRates
from evaluator.costs.measures import Measure
from evaluator.costs.ranges import Range
from evaluator.costs.samplers import FloatArray, RandomSampler
from evaluator.costs.simulation import BLOCK, PRESENT, Draws, simulate
from evaluator.costs.tariffs import Plan, Tariff
from evaluator.costs.usage import Growth, UsageProfile

MONTHS, DRAWS, CANDIDATES = 60, 10_000, 10
LOOPED = 200  # draws of the plain loop, whose time is told for all of them
MEBIBYTE = 2**20
ENDS = (10_000, 50_000, 100_000)


def figures() -> Iterator[Figure]:
    case = _case()
    paths, discount = _drawn(case)
    prices = [_prices(number) for number in range(CANDIDATES)]
    _compare_with_the_loop(case, paths, discount, prices)
    some = paths[:LOOPED]
    found = medians(
        {
            "ours": lambda: simulate(case, Draws(DRAWS)),
            "interp": lambda: _interpolated(paths, prices),
            "loop": lambda: _looped(some, discount, prices),
        },
        rounds=5,
    )
    loop = found["loop"] * DRAWS / LOOPED
    yield Figure("simulation beside the plain loop", found["ours"], loop, faster(20))
    yield Figure(
        "simulation beside np.interp alone", found["ours"], found["interp"], at_most(2)
    )
    limit = 16.0 * MEBIBYTE
    for draws in (DRAWS, 10 * DRAWS):
        name = f"memory of {draws:,} draws beside 16 MiB"
        yield Figure(name, _memory(case, draws), limit, at_most(1), _mebibytes)


def _case() -> Case:
    usage = UsageProfile(
        {Measure.STORED_CONTACTS: Range.of(20_000, 40_000, 80_000)},
        growth=(Growth(Range.of(0, "0.1", "0.4")),),
    )
    return Case(
        usage,
        tuple(_candidate(number) for number in range(CANDIDATES)),
        ExchangeRates("USD"),
        months=MONTHS,
        discount_rate=Range.exactly("0.08"),
    )


def _prices(number: int) -> list[float]:
    return [round((0.02 - 0.004 * tier) * (1 + number / 10), 6) for tier in range(4)]


def _candidate(number: int) -> Candidate:
    ends = [*ENDS, None]
    prices = _prices(number)
    tiers = tuple(
        Tier(end, unit=Decimal(str(price)))
        for end, price in zip(ends, prices, strict=True)
    )
    basis = counting(Measure.STORED_CONTACTS)
    meter = Meter("Contacts", basis, Rate(tiers), "USD")
    plan = Plan("plan", "Plan", (meter,))
    return Candidate(f"c{number}", Tariff(f"c{number}", "Candidate", (plan,)))


def _drawn(case: Case) -> tuple[FloatArray, FloatArray]:
    """Return the paths and discount factors that the simulation draws."""
    sampler = RandomSampler(Draws().seed)
    blocks = []
    for start in range(0, DRAWS, BLOCK):
        sampler.next_block(min(BLOCK, DRAWS - start))
        shared = setting(case, sampler)
        blocks.append(shared.paths[Measure.STORED_CONTACTS])
    return np.concatenate(blocks), shared.discount[0]


def _looped(
    paths: FloatArray, discount: FloatArray, prices: list[list[float]]
) -> list[list[float]]:
    factors = discount.tolist()
    found = []
    for path in paths.tolist():
        row = []
        for units in prices:
            value = 0.0
            for quantity, factor in zip(path, factors, strict=True):
                value += _graduated(quantity, units) * factor
            row.append(value)
        found.append(row)
    return found


def _graduated(quantity: float, units: list[float]) -> float:
    amount, begin = 0.0, 0.0
    for end, unit in zip((*ENDS, float("inf")), units, strict=True):
        if quantity <= begin:
            break
        amount += (min(quantity, end) - begin) * unit
        begin = end
    return amount


def _interpolated(paths: FloatArray, prices: list[list[float]]) -> None:
    edges = np.array([0.0, *ENDS, 10_000_000.0])
    for units in prices:
        amounts = np.concatenate([[0.0], np.cumsum(np.diff(edges) * units)])
        np.interp(paths, edges, amounts)


def _compare_with_the_loop(
    case: Case, paths: FloatArray, discount: FloatArray, prices: list[list[float]]
) -> None:
    seen: dict[str, list[FloatArray]] = {each.key: [] for each in case.candidates}

    def watch(key: str, figures: FloatArray) -> None:
        seen[key].append(figures[:, PRESENT])

    simulate(case, Draws(DRAWS), watch)
    ours = np.stack([np.concatenate(blocks) for blocks in seen.values()], axis=1)
    plain = np.array(_looped(paths[:LOOPED], discount, prices))
    np.testing.assert_allclose(ours[:LOOPED], plain, rtol=1e-9)


def _memory(case: Case, draws: int) -> float:
    tracemalloc.start()
    try:
        simulate(case, Draws(draws))
        return float(tracemalloc.get_traced_memory()[1])
    finally:
        tracemalloc.stop()


def _mebibytes(number: float) -> str:
    return f"{number / MEBIBYTE:.3g} MiB"


if __name__ == "__main__":
    sys.exit(report("M8  Cost simulation", figures()))
