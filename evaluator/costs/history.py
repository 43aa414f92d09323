"""Growth and season from a monthly history, with what they rest on."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from evaluator.costs.faults import CostError
from evaluator.costs.ranges import Range
from evaluator.costs.samplers import FloatArray

FEWEST = 3
FOR_A_SEASON = 24
"""Two full years: before, a season cannot be told from chance."""
P90 = 1.2816  # of the normal distribution
PLACES = Decimal("0.0001")


class HistoryTooShort(CostError):
    def __init__(self, found: int) -> None:
        super().__init__(
            f"A history needs at least {FEWEST} months above 0; there are {found}."
        )
        self.found = found


@dataclass(frozen=True, slots=True)
class Fit:
    """What was fitted: level in the month after the history, growth, season.

    level: from P10 to P90 of what a single month may be, given the scatter of the
    measured ones. growth: a year, from P10 to P90 of its standard error. season:
    twelve factors of mean 1, January first, or none. fitted: one value per month of
    the history, with those that are holes. holes: places (0 = first) without a value
    above 0. explained: the share of the variance of the logarithms, 0..1.
    """

    level: Range
    growth: Range
    season: tuple[Decimal, ...]
    fitted: tuple[float, ...]
    holes: tuple[int, ...]
    used: int
    explained: float


def fit(values: Sequence[float | None], first_month: int) -> Fit:
    """Fit log y = a + b t + s(calendar month) by least squares.

    first_month: the calendar month (1..12) of the first value. growth = e^(12 b) - 1.
    The season is fitted from two full years on in which each calendar month is seen.
    Raises HistoryTooShort.
    """
    places = [place for place, value in enumerate(values) if value and value > 0]
    if len(places) < FEWEST:
        raise HistoryTooShort(len(places))
    time = np.array(places, float)
    logs = np.log([float(values[place] or 0) for place in places])
    calendar = (np.arange(len(values) + 1) + first_month - 1) % 12
    has_season = len(places) >= FOR_A_SEASON and len(set(calendar[places])) == 12
    columns = _columns(np.arange(len(values) + 1.0), calendar, has_season=has_season)
    design = columns[places]
    found, *_ = np.linalg.lstsq(design, logs, rcond=None)
    residuals = logs - design @ found
    curve = np.exp(columns @ found)
    factors = np.exp(np.append(found[2:], -found[2:].sum())) if has_season else None
    level = float(curve[-1])
    if factors is not None:
        # Factors of mean 1 keep the year's sum; the level takes up the difference.
        factors = factors / factors.mean()
        level /= float(factors[calendar[-1]])
    return Fit(
        _level(level, _scatter(design, residuals, columns[-1])),
        _growth(float(found[1]), _error(design, residuals)),
        () if factors is None else tuple(_decimal(each) for each in factors),
        tuple(float(each) for each in curve[:-1]),
        tuple(sorted(set(range(len(values))) - set(places))),
        len(places),
        _explained(logs, residuals, time),
    )


def _columns(
    time: FloatArray,
    calendar: np.ndarray,
    *,
    has_season: bool,
) -> FloatArray:
    """Return 1, t, and eleven columns of the season, whose twelve effects sum to 0."""
    columns = [np.ones_like(time), time]
    if has_season:
        last = calendar == 11
        columns += [(calendar == month).astype(float) - last for month in range(11)]
    return np.stack(columns, axis=1)


def _error(design: FloatArray, residuals: FloatArray) -> float:
    """Return the standard error of the growth a month; 0 without a spare month."""
    spare = len(design) - design.shape[1]
    if spare < 1:
        return 0.0
    variance = float(residuals @ residuals) / spare
    return float(np.sqrt(variance * np.linalg.pinv(design.T @ design)[1, 1]))


def _scatter(design: FloatArray, residuals: FloatArray, ahead: FloatArray) -> float:
    """Return the standard error of the logarithm of one further month.

    s sqrt(1 + x' (X'X)^-1 x), as a prediction interval has it; 0 without a spare month.
    """
    spare = len(design) - design.shape[1]
    if spare < 1:
        return 0.0
    variance = float(residuals @ residuals) / spare
    apart = float(ahead @ np.linalg.pinv(design.T @ design) @ ahead)
    return float(np.sqrt(variance * (1 + apart)))


def _level(level: float, error: float) -> Range:
    ends = (level * np.exp(-P90 * error), level, level * np.exp(P90 * error))
    return Range(*(Decimal(str(round(float(each), 2))) for each in ends))


def _growth(monthly: float, error: float) -> Range:
    ends = (monthly - P90 * error, monthly, monthly + P90 * error)
    return Range(*(_decimal(np.expm1(12 * each)) for each in ends))


def _explained(logs: FloatArray, residuals: FloatArray, time: FloatArray) -> float:
    whole = float(((logs - logs.mean()) ** 2).sum())
    if whole < 1e-12 * len(time):
        return 1.0
    return 1.0 - float(residuals @ residuals) / whole


def _decimal(number: float) -> Decimal:
    return Decimal(str(round(float(number), 6))).quantize(PLACES)
