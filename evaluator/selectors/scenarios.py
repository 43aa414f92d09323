"""The costs of the candidates as they are expected, and as they may come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from evaluator.costs.cashflow import Case
from evaluator.costs.lines import CostLine as Line
from evaluator.costs.measures import GROWING, Measure
from evaluator.costs.ranges import Range
from evaluator.costs.usage import Growth, Period, UsageProfile
from evaluator.models import Candidate, Evaluation, Scenario
from evaluator.selectors.costs import Amount, Computed, computed, total_of
from evaluator.selectors.money import money_case, priced

LOWEST = Decimal("-0.98")
PLACES = 6


@dataclass(frozen=True, slots=True)
class ScenarioCell:
    """total: None where it is not computed. difference: to the base, if both are whole.

    is_cheapest: of the candidates whose total is whole, in this scenario.
    """

    total: Amount | None
    difference: float | None = None
    is_cheapest: bool = False


@dataclass(frozen=True, slots=True)
class ScenarioRow:
    candidate: Candidate
    base: ScenarioCell
    cells: tuple[ScenarioCell, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Rows per candidate, with a cell per scenario in the order of `scenarios`."""

    scenarios: tuple[Scenario, ...]
    rows: tuple[ScenarioRow, ...]
    months: int
    currency: str
    sentences: tuple[tuple[str, tuple[str, ...]], ...]


def scenario_case(evaluation: Evaluation, scenario: Scenario) -> Case:
    """Return all that the costs rest on in this scenario."""
    return changed_case(money_case(evaluation), scenario)


def changed_case(case: Case, scenario: Scenario) -> Case:
    return replace(
        case,
        usage=changed_usage(case.usage, scenario),
        lines=tuple(changed_line(each, scenario.lines) for each in case.lines),
        inflation=plus(case.inflation, scenario.inflation),
    )


def changed_usage(profile: UsageProfile, scenario: Scenario) -> UsageProfile:
    """Change levels and growth; one-off changes and the season stay as they are."""
    factors = dict.fromkeys(GROWING, scenario.people)
    factors[Measure.SENDS_PER_CONTACT] = scenario.mails
    return replace(
        profile,
        figures={
            measure: times(figure, 1 + factors.get(measure, Decimal(0)))
            for measure, figure in profile.figures.items()
        },
        growth=tuple(changed_growths(profile, scenario.growth)),
    )


def changed_growths(profile: UsageProfile, points: Decimal) -> Iterable[Growth]:
    """Yield each growth with the points added a year; what did not grow grows too."""
    if not points:
        yield from profile.growth
        return
    still = GROWING
    for growth in profile.growth:
        still -= growth.measures
        yield Growth(plus(yearly(growth), points), Period.YEAR, growth.measures)
    if still:
        yield Growth(plus(Range.exactly(0), points), Period.YEAR, still)


def yearly(growth: Growth) -> Range:
    """Return the same growth as a rate a year."""
    if growth.per is Period.YEAR:
        return growth.rate
    ends = (growth.rate.low, growth.rate.likely, growth.rate.high)
    return Range(*(round((1 + end) ** 12 - 1, PLACES) for end in ends))


def changed_line(line: Line, share: Decimal) -> Line:
    staff = line.staff
    if staff:
        staff = replace(staff, yearly_cost=times(staff.yearly_cost, 1 + share))
    return replace(line, amount=times(line.amount, 1 + share), staff=staff)


def times(figure: Range, factor: Decimal) -> Range:
    return Range(figure.low * factor, figure.likely * factor, figure.high * factor)


def plus(rate: Range, points: Decimal) -> Range:
    """Add points to a rate a year; nothing falls below -98 %."""
    return Range(
        *(max(end + points, LOWEST) for end in (rate.low, rate.likely, rate.high))
    )


def compare_scenarios(evaluation: Evaluation) -> Comparison:
    """Compute the base and each scenario. One query more than the base case."""
    scenarios = tuple(evaluation.scenarios.order_by("pk"))
    case = money_case(evaluation)
    base = computed(case)
    others = [computed(changed_case(case, each)) for each in scenarios]
    columns = [totals_of(each) for each in (base, *others)]
    cheapest = [cheapest_of(each) for each in columns]
    rows = []
    for candidate in priced(evaluation):
        key = str(candidate.pk)
        first = columns[0].get(key)
        cells = tuple(
            ScenarioCell(
                totals.get(key), difference(first, totals.get(key)), key == least
            )
            for totals, least in zip(columns, cheapest, strict=True)
        )
        rows.append(ScenarioRow(candidate, cells[0], cells[1:]))
    told = [("", tuple(base.sentences))]
    told += [
        (scenario.name, tuple(s for s in each.sentences if s not in base.sentences))
        for scenario, each in zip(scenarios, others, strict=True)
    ]
    return Comparison(
        scenarios,
        tuple(rows),
        case.months,
        case.rates.currency,
        tuple(each for each in told if each[1]),
    )


def totals_of(found: Computed) -> dict[str, Amount]:
    return {key: total_of(cost) for key, cost in found.costs.items()}


def cheapest_of(totals: Mapping[str, Amount]) -> str | None:
    whole = {key: each.known for key, each in totals.items() if each.is_whole}
    return min(whole, key=lambda key: whole[key], default=None)


def difference(first: Amount | None, second: Amount | None) -> float | None:
    """Return what a scenario adds; None where a total is not whole."""
    if first is None or second is None or not (first.is_whole and second.is_whole):
        return None
    return second.known - first.known
