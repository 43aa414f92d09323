"""Whether a series of flows pays: rates of return, payback, ratios.

Flows are costs below 0 and returns above, one per period, the first one today.
"""

from collections.abc import Sequence

import numpy as np

from evaluator.costs.discounting import present_value
from evaluator.costs.funnel import divided

LOWEST, HIGHEST = -0.99, 100.0
"""Rates between which a rate of return is looked for."""


def internal_rates(flows: Sequence[float]) -> list[float]:
    """Return every rate r with sum flow(n) / (1 + r)^n = 0, rising; maybe none.

    The roots of the polynomial in 1 / (1 + r). Source: numpy-financial's irr.
    """
    coefficients = np.trim_zeros(np.asarray(flows, float))
    if len(coefficients) < 2 or (coefficients > 0).all() or (coefficients < 0).all():
        return []
    # Highest power first: sum flow(n) (1 + r)^(N - n) = 0.
    roots = np.roots(coefficients)
    real = roots[np.abs(roots.imag) < 1e-7 * np.maximum(1, np.abs(roots))].real
    rates = sorted({round(float(root) - 1, 12) for root in real if root > 0})
    return [rate for rate in rates if LOWEST <= rate <= HIGHEST]


def internal_rate(flows: Sequence[float]) -> float | None:
    """Return the rate of return nearest to 0, None where there is none."""
    return min(internal_rates(flows), key=abs, default=None)


def modified_rate(
    flows: Sequence[float], finance: float, reinvest: float
) -> float | None:
    """Return (FV of returns at reinvest / -PV of costs at finance)^(1/n) - 1 (MIRR)."""
    last = len(flows) - 1
    costs = present_value(finance, [min(flow, 0.0) for flow in flows])
    gains = present_value(reinvest, [max(flow, 0.0) for flow in flows])
    if costs >= 0 or gains <= 0 or last < 1:
        return None
    grown = gains * (1 + reinvest) ** last
    return float((grown / -costs) ** (1 / last) - 1)


def payback_periods(flows: Sequence[float], rate: float = 0.0) -> float | None:
    """Return the periods until the flows are back for good, linear inside a period.

    rate: discounts them first (discounted payback). 0 where nothing is ever owed,
    None where it never comes back.
    """
    values = np.asarray(flows, float) * np.power(1 + rate, -np.arange(len(flows)))
    sums = np.cumsum(values)
    owed = np.flatnonzero(sums < -1e-9)
    if not len(owed):
        return 0.0
    last = int(owed[-1])
    if last + 1 == len(sums):
        return None
    return last + float(-sums[last] / values[last + 1])


def even_payback_periods(investment: float, inflow: float) -> float | None:
    """Return investment / inflow: periods, None where nothing comes in."""
    return divided(investment, inflow if inflow > 0 else None)


def return_on_investment(benefits: float, costs: float) -> float | None:
    """Return (PV of benefits - PV of costs) / PV of costs."""
    return divided(benefits - costs, costs)


def benefit_to_cost(benefits: float, costs: float) -> float | None:
    """Return PV of benefits / PV of costs (profitability index)."""
    return divided(benefits, costs)


def break_even_units(fixed: float, price: float, variable: float) -> float | None:
    """Return fixed / (price - variable); None where a unit earns nothing."""
    margin = price - variable
    return divided(fixed, margin if margin > 0 else None)
