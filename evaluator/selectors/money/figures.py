"""Figures of the costs that a measured criterion may take its values from.

One figure per candidate, as the page of costs tells it; or a gap that says why there
is none. A gap is never a number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import floor, log10
from types import MappingProxyType

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.formatting import number
from evaluator.costs.simulation import Forecast
from evaluator.models import Criterion, MeasuredValue
from evaluator.selectors.money.cost_results import CostResults, ResultRow
from evaluator.selectors.money.costs import (
    GAP_OF_STATE,
    Amount,
    gap_of_states,
    year_amounts,
)

Figure = Criterion.MoneyFigure
Gap = MeasuredValue.Gap
PER_CENT = "%"
UNITS = MappingProxyType(
    {
        Figure.TOTAL: gettext_lazy("%(currency)s"),
        Figure.YEARLY: gettext_lazy("%(currency)s a year"),
        Figure.MONTHLY: gettext_lazy("%(currency)s a month"),
        Figure.FIRST_YEAR: gettext_lazy("%(currency)s a year"),
        Figure.PRESENT: gettext_lazy("%(currency)s"),
        Figure.PER_CONTACT: gettext_lazy("%(currency)s per contact and month"),
    }
)
# Decimals that a simulation can answer for; amounts of years are whole.
PLACES = MappingProxyType(
    {Figure.MONTHLY: 2, Figure.PER_CONTACT: 4, Figure.WITHIN_BUDGET: 1}
)
# A middle of draws is told while at most so many of them meet a state: of these only
# a part is known, and counts as if it were all.
MOST_NOT_WHOLE = 0.25
# Ends that are suggested: of these numbers times a power of ten.
ROUND = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)


@dataclass(frozen=True, slots=True)
class Told:
    """What the costs say of one candidate: a value, or why there is none."""

    value: Decimal | None
    gap: str = ""


@dataclass(frozen=True, slots=True)
class Ends:
    worst: Decimal
    best: Decimal


def unit_of(figure: str, currency: str) -> str:
    """Return how a value of the figure is told, in the reader's language."""
    if figure == Figure.WITHIN_BUDGET:
        return PER_CENT
    return str(UNITS[Figure(figure)]) % {"currency": currency}


def unit_fits(figure: str, unit: str, currency: str) -> bool:
    """Tell whether values of the figure may stand under the unit."""
    if figure == Figure.WITHIN_BUDGET:
        return PER_CENT in unit or "٪" in unit
    return currency in unit.upper().replace("/", " ").split()


def figures_told(results: CostResults, figure: str) -> dict[int, Told]:
    """Return candidate -> what the costs say of it now."""
    return {
        row.candidate.pk: told(results, row, Figure(figure)) for row in results.rows
    }


def told(results: CostResults, row: ResultRow, figure: Criterion.MoneyFigure) -> Told:
    if gap := gap_of(results, row, figure):
        return Told(None, gap)
    value = figure_of(results, row, figure)
    if value is None:
        return Told(None, Gap.NO_CONTACTS)
    return Told(round(Decimal(repr(value)), PLACES.get(figure, 0)))


def gap_of(results: CostResults, row: ResultRow, figure: Criterion.MoneyFigure) -> str:
    """Return why the candidate has no such figure; empty where it has one."""
    if row.missing:
        return Gap.NO_RATE
    if row.total is None or row.forecast is None:
        return Gap.NOT_COMPUTED
    if not row.is_priced:
        return Gap.NO_PRICE
    counted = first_year(results, row) if figure == Figure.FIRST_YEAR else row.total
    if found := gap_of_states(counted.states):
        return found
    if figure == Figure.WITHIN_BUDGET:
        return Gap.NO_BUDGET if budget_of(results) is None else ""
    return gap_of_draws(row.forecast, 1 if figure == Figure.FIRST_YEAR else None)


def gap_of_draws(forecast: Forecast, year: int | None = None) -> str:
    """Return the state that keeps a middle back; empty where few draws meet one."""
    if forecast.share_not_whole(year) <= MOST_NOT_WHOLE:
        return ""
    met = forecast.states
    return next(gap for state, gap in GAP_OF_STATE.items() if met.get(state))


def first_year(results: CostResults, row: ResultRow) -> Amount:
    return year_amounts(results.computed.costs[str(row.candidate.pk)].monthly)[0]


def figure_of(
    results: CostResults, row: ResultRow, figure: Criterion.MoneyFigure
) -> float | None:
    """Return the figure of a candidate whose cost is whole; P50 of the simulation.

    The cost per contact is that of the base case, as the page of costs tells it.
    """
    forecast, months = row.forecast, results.case.months
    if forecast is None or figure == Figure.PER_CONTACT:
        return row.per_contact
    if figure == Figure.FIRST_YEAR:
        return forecast.of_year(1).p50
    if figure == Figure.PRESENT:
        return forecast.present.p50
    if figure == Figure.WITHIN_BUDGET:
        return 100 * forecast.chance_within(budget_of(results) or 0.0)
    months_in = {Figure.TOTAL: months, Figure.YEARLY: 12}.get(figure, 1)
    return forecast.total.p50 * months_in / months


def budget_of(results: CostResults) -> float | None:
    """Return the budget of the whole horizon; None where none was entered."""
    yearly = results.settings.yearly_budget
    return None if yearly is None else float(yearly) * results.case.months / 12


def budget_as(results: CostResults, figure: str) -> float | None:
    """Return the budget as the figure would tell it; None where they do not compare."""
    budget, months = budget_of(results), results.case.months
    shares = {
        Figure.TOTAL: 1.0,
        Figure.YEARLY: 12 / months,
        Figure.MONTHLY: 1 / months,
        Figure.FIRST_YEAR: 12 / months,
    }
    share = shares.get(Figure(figure))
    return None if budget is None or share is None else budget * share


def suggested_ends(
    results: CostResults, figure: str, told_of: Mapping[int, Told]
) -> Ends | None:
    """Return round ends around figures and budget; a person decides on them.

    Worst: a tenth above the dearest, or half above the budget. Best: half of the
    cheapest. None where nothing is known.
    """
    if figure == Figure.WITHIN_BUDGET:
        return Ends(Decimal(0), Decimal(100))
    known = [float(each.value) for each in told_of.values() if each.value is not None]
    budget = budget_as(results, figure)
    tops = [value * 1.1 for value in known] + ([budget * 1.5] if budget else [])
    lows = [value / 2 for value in known] or ([budget / 2] if budget else [])
    if not tops or max(tops) <= 0:
        return None
    return Ends(rounded_up(max(tops)), rounded_down(min(lows)))


def rounded_up(value: float) -> Decimal:
    return _round_number(value, (step for step in ROUND if step >= _lead(value)))


def rounded_down(value: float) -> Decimal:
    if value <= 0:
        return Decimal(0)
    steps = [step for step in ROUND if step <= _lead(value)]
    return _round_number(value, reversed(steps))


def _lead(value: float) -> float:
    """Return the number before its power of ten: 4.2 of 4,200."""
    return round(value / 10 ** floor(log10(value)), 9)


def _round_number(value: float, steps: Iterable[float]) -> Decimal:
    lead = Decimal(repr(next(iter(steps))))
    return (lead * Decimal(10) ** floor(log10(value))).normalize()


def figure_words(figure: str, basis: Mapping[str, object]) -> str:
    """Say in the reader's language which figure it is and what it rests on."""
    label = str(Figure(figure).label)
    if not basis:
        return label
    return _("%(figure)s: %(months)s months, P50 of %(draws)s draws, seed %(seed)s") % {
        "figure": label,
        "months": number(int(str(basis["months"]))),
        "draws": number(int(str(basis["draws"]))),
        "seed": basis["seed"],
    }
