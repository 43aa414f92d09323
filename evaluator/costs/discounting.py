"""What a later amount is worth today."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

import numpy as np

from evaluator.costs.samplers import FloatArray


class Convention(StrEnum):
    """When in its period a flow happens: the exponent of period n = 1, 2, ..."""

    START = "start"  # n - 1
    MID = "mid"  # n - 1/2
    END = "end"  # n


SHIFTS = {Convention.START: 1.0, Convention.MID: 0.5, Convention.END: 0.0}


def monthly_factors(
    rate: FloatArray | float, months: int, convention: Convention
) -> FloatArray:
    """Return 1 / (1 + r)^((n - shift) / 12) for the months n = 1, 2..., draws x months.

    rate: a year. Source: Brealey, Myers, Allen, Principles of Corporate Finance.
    """
    periods = (np.arange(1, months + 1) - SHIFTS[convention]) / 12
    yearly = np.atleast_1d(np.asarray(rate, float))[:, None]
    factors: FloatArray = np.power(1.0 + yearly, -periods[None, :])
    return factors


def present_value(
    rate: float,
    flows: Sequence[float],
    *,
    first_period: int = 0,
    convention: Convention = Convention.END,
) -> float:
    """Return sum of flow(n) / (1 + r)^t; n counts from first_period.

    t = n, n - 1/2 or n - 1 by the convention; a flow of today (n = 0) is not moved.
    Excel's NPV is first_period 1. Raises nothing; rate > -1.
    """
    periods = np.arange(first_period, first_period + len(flows), dtype=float)
    periods = np.where(periods > 0, periods - SHIFTS[convention], periods)
    return float(np.sum(np.asarray(flows, float) * np.power(1.0 + rate, -periods)))


def dated_present_value(
    rate: float, flows: Sequence[float], dates: Sequence[date]
) -> float:
    """Return sum of flow / (1 + r)^(days since the first date / 365): Excel's XNPV."""
    days = np.array([(each - dates[0]).days for each in dates], float)
    return float(np.sum(np.asarray(flows, float) * np.power(1.0 + rate, -days / 365)))


def effective_rate(nominal: float, periods: int) -> float:
    """Return (1 + nominal / periods)^periods - 1: Excel's EFFECT."""
    return float((1 + nominal / periods) ** periods - 1)


def projected(amount: float, uplift: float, years: int) -> list[float]:
    """Return amount x (1 + uplift)^n for the years n = 0, 1, ..."""
    return [amount * (1 + uplift) ** year for year in range(years)]
