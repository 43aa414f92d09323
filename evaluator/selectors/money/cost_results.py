"""Total cost of ownership as the page shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from evaluator.costs.cashflow import Case, Cost
from evaluator.costs.lines import Category
from evaluator.costs.measures import Measure
from evaluator.costs.outcomes import Outcome
from evaluator.costs.sensitivity import (
    AXES,
    Axis,
    Bar,
    Crossing,
    Curve,
    crossings,
    tornado_bars,
)
from evaluator.costs.sensitivity import curves as curves_of
from evaluator.costs.simulation import USUAL, Draws, Forecast
from evaluator.costs.usage import Paths, paths
from evaluator.models import Candidate, Evaluation, MeasuredValue, MoneySettings
from evaluator.selectors.money.costs import (
    Amount,
    Computed,
    amount_of,
    compute,
    gap_of_states,
    has_price,
    total_of,
    year_amounts,
)
from evaluator.selectors.money.forecasted import Forecasted
from evaluator.selectors.money.forecasts import (
    forecasts,
    kept_small,
    key_of,
    take_long,
)
from evaluator.selectors.money.inputs import money_settings, priced

# How far from today's quantity crossings are looked for, and at how many places.
FURTHEST, PLACES = 10, 81
USERS = (Measure.WEB_USERS, Measure.APP_USERS)


@dataclass(frozen=True, slots=True)
class YearChance:
    """The chance that a year stays within the budget.

    cost: what is known of it. gap: why there is no chance, because the year is not
    whole or the subscription has no price; empty where there is one.
    """

    year: int
    cost: float
    chance: float | None
    gap: str = ""


@dataclass(frozen=True, slots=True)
class ResultRow(Forecasted):
    """What one candidate comes to over the horizon, in the evaluation's currency.

    missing: currencies without a rate, which keep all the rest back. per_contact,
    per_user: a month, None where nobody is counted. is_doubled: whether the
    subscription counts twice.
    """

    candidate: Candidate
    missing: tuple[str, ...] = ()
    total: Amount | None = None
    forecast: Forecast | None = None
    people_share: float | None = None
    per_contact: float | None = None
    per_user: float | None = None
    chances: tuple[YearChance, ...] = ()
    is_priced: bool = False
    is_doubled: bool = False


@dataclass(frozen=True, slots=True)
class CategoryRow:
    category: Category
    years: tuple[Amount, ...]
    total: Amount


@dataclass(frozen=True, slots=True)
class MonthRow:
    """month: 1 is the first. cash: what is paid in it."""

    month: int
    cost: float
    cash: float
    contacts: float


@dataclass(frozen=True, slots=True)
class Picked:
    """One candidate, opened."""

    row: ResultRow
    categories: tuple[CategoryRow, ...]
    years: tuple[Amount, ...]
    months: tuple[MonthRow, ...]
    bars: tuple[Bar, ...]
    present: float

    @property
    def most_cash(self) -> MonthRow:
        return max(self.months, key=lambda row: row.cash)


@dataclass(frozen=True, slots=True)
class Crossed:
    """From `quantity` on, one candidate is dearer than the other."""

    quantity: float
    dearer: Candidate
    cheaper: Candidate


@dataclass(frozen=True, slots=True)
class CostResults:
    """waits: the ranges are left for later, because drawing them takes long."""

    settings: MoneySettings
    computed: Computed
    rows: tuple[ResultRow, ...]
    draws: Draws
    waits: bool = False

    @property
    def case(self) -> Case:
        return self.computed.case

    @property
    def years(self) -> int:
        return -(-self.case.months // 12)

    @property
    def full(self) -> float:
        """What the axis of the range bars ends with."""
        ends = [row.range.p90 for row in self.rows if row.range]
        return max(ends, default=0.0)

    @property
    def first_chances(self) -> tuple[YearChance, ...]:
        return next((row.chances for row in self.rows if row.chances), ())

    @property
    def candidates(self) -> dict[str, Candidate]:
        """Return the candidates by the key that they have in the engine."""
        return {str(row.candidate.pk): row.candidate for row in self.rows}

    def row_of(self, candidate_pk: int) -> ResultRow | None:
        found = (row for row in self.rows if row.candidate.pk == candidate_pk)
        return next(found, None)


def read_cost_results(evaluation: Evaluation, *, may_wait: bool = False) -> CostResults:
    """Compute the costs of all candidates with their ranges.

    may_wait: without the ranges, where they take longer than a person waits.
    """
    found = compute(evaluation)
    settings = money_settings(evaluation)
    waits = may_wait and bool(found.costs) and take_long(found.case)
    drawn = forecasts(found.case) if found.costs and not waits else {}
    usage = paths(found.case.usage, found.case.months) if found.costs else {}
    budget = settings.yearly_budget
    rows = tuple(
        row_of(
            each,
            found,
            drawn,
            usage,
            budget=None if budget is None else float(budget),
        )
        for each in priced(evaluation)
    )
    return CostResults(settings, found, rows, USUAL, waits)


def row_of(
    candidate: Candidate,
    found: Computed,
    drawn: Mapping[str, Forecast],
    usage: Paths,
    *,
    budget: float | None,
) -> ResultRow:
    key = str(candidate.pk)
    cost = found.costs.get(key)
    if cost is None:
        return ResultRow(candidate, found.missing.get(key, ()))
    total, forecast = total_of(cost), drawn.get(key)
    share = float(cost.share_of_people()[0])
    is_priced = has_price(cost)
    return ResultRow(
        candidate,
        total=total,
        forecast=forecast,
        people_share=None if np.isnan(share) else share,
        per_contact=per_unit(cost, usage[Measure.STORED_CONTACTS]),
        per_user=per_unit(cost, usage[USERS[0]] + usage[USERS[1]]),
        chances=tuple(year_chances(cost, forecast, budget, is_priced=is_priced)),
        is_priced=is_priced,
        is_doubled=key in found.doubled,
    )


def per_unit(cost: Cost, units: np.ndarray) -> float | None:
    """Return the known total divided by the units of all months; None for none."""
    counted = float(units[0].sum())
    return float(cost.monthly.known[0].sum()) / counted if counted else None


def year_chances(
    cost: Cost, forecast: Forecast | None, budget: float | None, *, is_priced: bool
) -> list[YearChance]:
    if budget is None or forecast is None:
        return []
    found = []
    for year, amount in enumerate(year_amounts(cost.monthly), start=1):
        gap = gap_of_states(amount.states)
        if not is_priced:
            gap = MeasuredValue.Gap.NO_PRICE
        chance = None if gap else forecast.chance_within(budget, year)
        found.append(YearChance(year, amount.known, chance, gap))
    return found


def open_row(results: CostResults, row: ResultRow) -> Picked | None:
    """Open one candidate down to categories, months and what drives it."""
    key = str(row.candidate.pk)
    cost = results.computed.costs.get(key)
    if cost is None:
        return None
    contacts = paths(results.case.usage, results.case.months)[Measure.STORED_CONTACTS]
    return Picked(
        row=row,
        categories=tuple(
            CategoryRow(
                category,
                year_amounts(outcome),
                amount_of(outcome),
            )
            for category, outcome in ordered(cost).items()
        ),
        years=year_amounts(cost.monthly),
        months=tuple(month_rows(cost, contacts)),
        bars=tuple(tornado_bars(results.case, key)),
        present=float(cost.present()[0]),
    )


def ordered(cost: Cost) -> dict[Category, Outcome]:
    """Return the categories that cost something or say a state, in their order."""
    return {
        category: cost.by_category[category]
        for category in Category
        if category in cost.by_category and not cost.by_category[category].is_nothing
    }


def month_rows(cost: Cost, contacts: np.ndarray) -> list[MonthRow]:
    known = np.broadcast_to(cost.monthly.known[0], (cost.months,))
    cash = np.broadcast_to(cost.cash[0], (cost.months,))
    counted = np.broadcast_to(contacts[0], (cost.months,))
    return [
        MonthRow(
            month + 1, float(known[month]), float(cash[month]), float(counted[month])
        )
        for month in range(cost.months)
    ]


def quantities(case: Case, axis: Axis) -> np.ndarray | None:
    """Return where on the axis costs are looked at; None where it has no figure."""
    figure = case.usage.figures.get(AXES[axis][0])
    today = float(figure.likely) if figure else 0.0
    if today <= 0:
        return None
    return np.linspace(today / FURTHEST, today * FURTHEST, PLACES)


def curves(results: CostResults, axis: Axis) -> list[Curve]:
    """Return the total of each candidate over the axis; nothing without a figure.

    One whose subscription has no price is left out: it would seem the cheaper one.
    """
    places = quantities(results.case, axis)
    costs = {
        key: cost for key, cost in results.computed.costs.items() if has_price(cost)
    }
    if places is None or not costs:
        return []
    return curves_of(results.case, costs, axis, places)


def crossed(results: CostResults, axis: Axis, drawn: Sequence[Curve]) -> list[Crossed]:
    """Return where one candidate becomes dearer than another, the nearest first.

    drawn: the curves of the axis.
    """
    if not drawn:
        return []
    by_key = results.candidates
    step = 1.0 if axis is not Axis.SENDS else 0.1

    def find() -> list[Crossing]:
        return [
            each
            for one, other in combinations(drawn, 2)
            for each in crossings(results.case, one, other, axis, step=step)
        ]

    found = kept_small(key_of(results.case, "crossings", axis), find)
    today = float(results.case.usage.figures[AXES[axis][0]].likely)
    return [
        Crossed(each.quantity, by_key[each.dearer], by_key[each.cheaper])
        for each in sorted(found, key=lambda each: abs(each.quantity - today))
    ]
