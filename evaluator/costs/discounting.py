"""What a later amount is worth today."""

from enum import StrEnum
from typing import overload

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
    return factors(rate, (np.arange(1, months + 1) - SHIFTS[convention]) / 12)


def factors(rate: FloatArray | float, periods: FloatArray) -> FloatArray:
    """Return 1 / (1 + r)^t for the times t, draws x times; rate > -1 a period."""
    rates = np.atleast_1d(np.asarray(rate, float))[:, None]
    found: FloatArray = np.power(1.0 + rates, -np.asarray(periods, float)[None, :])
    return found


def discounted(cash: FloatArray, factors: FloatArray) -> FloatArray:
    """Return the present value: sum of cash x factor, one per draw."""
    found: FloatArray
    if len(factors) == 1:
        found = cash @ factors[0]
    else:
        found = np.einsum("dm,dm->d", np.broadcast_to(cash, factors.shape), factors)
    return found


@overload
def effective_rate(nominal: float, periods: int) -> float: ...
@overload
def effective_rate(nominal: FloatArray, periods: int) -> FloatArray: ...
def effective_rate(nominal: FloatArray | float, periods: int) -> FloatArray | float:
    """Return (1 + nominal / periods)^periods - 1: Excel's EFFECT."""
    return (1 + nominal / periods) ** periods - 1
