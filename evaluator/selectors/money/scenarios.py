"""The costs of the candidates as they are expected, and as they may come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from evaluator.costs.cashflow import Case
from evaluator.costs.simulation import USUAL, Draws, Forecast
from evaluator.models import Candidate, Evaluation, Scenario
from evaluator.selectors.money.costs import (
    Amount,
    Computed,
    computed,
    has_price,
    total_of,
)
from evaluator.selectors.money.forecasted import Forecasted
from evaluator.selectors.money.forecasts import forecasts, take_long
from evaluator.selectors.money.inputs import money_case, priced
from evaluator.selectors.money.scenario_cases import changed_case


@dataclass(frozen=True, slots=True)
class ScenarioCell(Forecasted):
    """total: None where it is not computed. is_priced: with the subscription.

    difference: to the base, where both are whole, priced and of as many months.
    is_cheapest: of the candidates whose total is whole and priced, in this scenario.
    """

    total: Amount | None = None
    forecast: Forecast | None = None
    difference: float | None = None
    is_cheapest: bool = False
    is_priced: bool = False

    @property
    def is_as_expected(self) -> bool:
        return self.difference is not None and abs(self.difference) < 0.5


@dataclass(frozen=True, slots=True)
class ScenarioRow:
    candidate: Candidate
    base: ScenarioCell
    cells: tuple[ScenarioCell, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Rows per candidate, with a cell per scenario in the order of `scenarios`.

    case: as it is expected. sentences: what keeps figures back, by name of a scenario.
    waits: the ranges are left for later, because drawing them takes long.
    """

    case: Case
    scenarios: tuple[Scenario, ...]
    rows: tuple[ScenarioRow, ...]
    sentences: tuple[tuple[str, tuple[str, ...]], ...]
    draws: Draws = USUAL
    waits: bool = False

    @property
    def months(self) -> int:
        return self.case.months

    @property
    def currency(self) -> str:
        return self.case.rates.currency

    def months_of(self, scenario: Scenario | None) -> int:
        return (scenario.months if scenario else None) or self.months


@dataclass(frozen=True)
class Column:
    """What the candidates come to under one set of figures, by candidate key."""

    computed: Computed
    forecasts: Mapping[str, Forecast]
    totals: Mapping[str, Amount] = field(default_factory=dict)

    @property
    def cheapest(self) -> str | None:
        whole = {key: each.known for key, each in self.whole.items()}
        return min(whole, key=lambda key: whole[key], default=None)

    @cached_property
    def whole(self) -> dict[str, Amount]:
        """Totals that lack nothing, and hold the subscription."""
        return {
            key: each
            for key, each in self.totals.items()
            if each.is_whole and self.is_priced(key)
        }

    def is_priced(self, key: str) -> bool:
        return key in self.computed.costs and has_price(self.computed.costs[key])

    def difference(self, key: str, base: Column) -> float | None:
        """Return what the scenario adds; None where totals do not compare."""
        is_as_long = self.computed.case.months == base.computed.case.months
        if not is_as_long or key not in self.whole or key not in base.whole:
            return None
        return self.whole[key].known - base.whole[key].known

    def cell(self, key: str, base: Column) -> ScenarioCell:
        return ScenarioCell(
            self.totals.get(key),
            self.forecasts.get(key),
            self.difference(key, base),
            is_cheapest=key == self.cheapest,
            is_priced=self.is_priced(key),
        )


def compare_scenarios(evaluation: Evaluation, *, may_wait: bool = False) -> Comparison:
    """Compute the base and each scenario. One query more than the base case.

    may_wait: without the ranges, where they take longer than a person waits.
    """
    scenarios = tuple(evaluation.scenarios.present().order_by("pk"))
    case = money_case(evaluation)
    found = [computed(case)]
    found += [computed(changed_case(case, each)) for each in scenarios]
    waits = may_wait and take_long(*(each.case for each in found if each.costs))
    base, *others = [column_of(each, is_drawn=not waits) for each in found]
    rows = tuple(
        ScenarioRow(
            candidate,
            base.cell(str(candidate.pk), base),
            tuple(each.cell(str(candidate.pk), base) for each in others),
        )
        for candidate in priced(evaluation)
    )
    known = base.computed.sentences
    told = [("", tuple(known))]
    told += [
        (scenario.name, tuple(s for s in each.computed.sentences if s not in known))
        for scenario, each in zip(scenarios, others, strict=True)
    ]
    sentences = tuple(each for each in told if each[1])
    return Comparison(case, scenarios, rows, sentences, waits=waits)


def column_of(found: Computed, *, is_drawn: bool) -> Column:
    """Return the base case and the ranges of all candidates that have a rate."""
    drawn = forecasts(found.case) if is_drawn and found.costs else {}
    return Column(
        found, drawn, {key: total_of(cost) for key, cost in found.costs.items()}
    )
