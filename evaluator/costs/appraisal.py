"""Whether flows pay: rates of return, and when they are back.

Flows are draws x periods: costs below 0 and returns above, the first one today.
"""

from collections.abc import Sequence

import numpy as np

from evaluator.costs.discounting import discounted, factors
from evaluator.costs.samplers import FloatArray

LOWEST, HIGHEST = -0.5, 2.0
"""Rates of a period between which a rate of return is looked for."""
GRID = np.geomspace(1 + LOWEST, 1 + HIGHEST, 65)
"""1 + the rate of a period, where many draws are looked at."""
HALVINGS = 28


def internal_rates(flows: Sequence[float]) -> list[float]:
    """Return every rate r with sum flow(n) / (1 + r)^n = 0, rising; maybe none.

    A rate beyond HIGHEST is told as HIGHEST, as only_rates tells it. The roots of
    the polynomial in 1 / (1 + r). Source: numpy-financial's irr.
    """
    coefficients = np.trim_zeros(np.asarray(flows, float))
    if len(coefficients) < 2 or (coefficients > 0).all() or (coefficients < 0).all():
        return []
    # Highest power first: sum flow(n) (1 + r)^(N - n) = 0.
    roots = np.roots(coefficients)
    real = roots[np.abs(roots.imag) < 1e-7 * np.maximum(1, np.abs(roots))].real
    rates = sorted({round(float(root) - 1, 12) for root in real if root > 0})
    found = [rate for rate in rates if LOWEST <= rate <= HIGHEST]
    # Two rates beyond the end leave no sign behind within it.
    beyond = sum(rate > HIGHEST for rate in rates) % 2
    return found + [HIGHEST] * beyond


def only_rates(flows: FloatArray) -> FloatArray:
    """Return the one internal rate of each draw; NaN where there is none, or several.

    Looked for by halving where the present value changes its sign on GRID. What costs
    at first and is worth something even at its end returns that end, or more. What
    brings money first and costs later has none: its worth rises with the rate, so that
    a high rate is a dear loan and no good return.
    """
    worth = flows @ np.power(GRID[None, :], -np.arange(flows.shape[1])[:, None])
    is_gain = worth > 0
    turns = is_gain[:, 1:] != is_gain[:, :-1]
    found = np.full(len(flows), np.nan)
    rows = np.flatnonzero((turns.sum(axis=1) == 1) & is_gain[:, 0])
    left = turns[rows].argmax(axis=1)
    found[rows] = _halved(flows[rows], GRID[left], GRID[left + 1], is_gain[rows, 0])
    first = flows[np.arange(len(flows)), (flows != 0).argmax(axis=1)]
    found[is_gain.all(axis=1) & (first < 0)] = GRID[-1] - 1
    return found


def _halved(
    flows: FloatArray, low: FloatArray, high: FloatArray, is_gain_below: np.ndarray
) -> FloatArray:
    columns = np.ascontiguousarray(flows.T)
    for _step in range(HALVINGS):
        middle = (low + high) / 2
        worth = np.zeros(len(flows))
        for column in columns:  # Horner: the sign of sum flow(n) (1 + r)^(N - n)
            worth = worth * middle + column
        is_below = (worth > 0) == is_gain_below
        low, high = np.where(is_below, middle, low), np.where(is_below, high, middle)
    rates: FloatArray = (low + high) / 2 - 1
    return rates


def modified_rates(
    flows: FloatArray, finance: FloatArray | float, reinvest: FloatArray | float
) -> FloatArray:
    """Return (FV of returns at reinvest / -PV of costs at finance)^(1/n) - 1 (MIRR).

    One per draw; NaN where nothing is spent, or nothing returns.
    """
    last = flows.shape[1] - 1
    periods = np.arange(last + 1, dtype=float)
    spent = -discounted(np.minimum(flows, 0.0), factors(finance, periods))
    gained = discounted(np.maximum(flows, 0.0), factors(reinvest, periods))
    grown = gained * np.power(1.0 + np.asarray(reinvest, float), last)
    found = np.full(len(flows), np.nan)
    is_there = (spent > 0) & (gained > 0)
    ratio = grown[is_there] / spent[is_there]
    found[is_there] = np.power(ratio, 1 / max(last, 1)) - 1
    return found


def payback_periods(flows: FloatArray) -> FloatArray:
    """Return the periods until each draw is back for good, linear inside a period.

    0 where nothing is ever owed, infinite where it never comes back.
    """
    sums = np.cumsum(flows, axis=1)
    periods = sums.shape[1]
    owed = sums < -1e-9
    rows = np.arange(len(sums))
    last = periods - 1 - np.argmax(owed[:, ::-1], axis=1)
    step = flows[rows, np.minimum(last + 1, periods - 1)]
    inside = np.divide(-sums[rows, last], step, out=np.zeros(len(sums)), where=step > 0)
    found = np.where(last + 1 == periods, np.inf, last + inside)
    return np.where(owed.any(axis=1), found, 0.0)
