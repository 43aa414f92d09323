"""The bill of a tariff over a quantity: the picture beside the editor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from django.utils.translation import gettext as _

from common.charts.shapes import Drawing
from common.charts.stairs import Axis, Stair, stairs
from common.formatting import listed, money, number
from common.locale import current_locale
from evaluator.catalogue.measure_labels import MEASURE_LABELS
from evaluator.costs import tariffs
from evaluator.costs.components import Basis, Limit, Meter, Overage, TierMode
from evaluator.costs.currencies import ExchangeRates
from evaluator.costs.measures import Measure
from evaluator.costs.outcomes import Outcome, State
from evaluator.costs.plans import Choice, choose
from evaluator.costs.ranges import Range
from evaluator.costs.samplers import FloatArray, Sampler
from evaluator.costs.tariffs import Tariff
from evaluator.costs.usage import UsageProfile, paths
from evaluator.selectors.money.prices import STATE_WORDS, Told

POINTS = 160
ROWS, MOST_ROWS = 5, 8
LEAST = 10.0  # units that the picture shows at least


@dataclass(frozen=True, slots=True)
class Row:
    """The bill at one quantity."""

    quantity: float
    plan: str
    told: Told


@dataclass(frozen=True, slots=True)
class Picture:
    """Stairs and a table of the same, or why there are none."""

    measure: str
    measures: tuple[tuple[str, str], ...]  # what it may be drawn over
    currency: str
    drawing: Drawing | None
    rows: tuple[Row, ...]
    problem: str = ""


def picture_of(
    tariff: Tariff, profile: UsageProfile, rates: ExchangeRates, measure: str = ""
) -> Picture:
    """Draw what a month costs over a measure; other figures are those of the usage."""
    offered = measures_of(tariff)
    choices = tuple((each.value, str(MEASURE_LABELS[each])) for each in offered)
    currency = rates.currency
    if len(tariff.currencies) == 1:
        # In its own currency a tariff needs no exchange rate.
        currency = next(iter(tariff.currencies))
        rates = ExchangeRates(currency)
    problem = problem_of(tariff, rates, offered)
    if problem:
        return Picture(measure, choices, currency, None, (), problem)
    over = Measure(measure) if measure in offered else offered[0]
    quantities = quantities_of(tariff, profile, over)
    choice = billed_at(tariff, profile, rates, over, quantities)
    return Picture(
        over.value,
        choices,
        currency,
        drawn(choice.recurring, quantities, currency, str(MEASURE_LABELS[over])),
        tuple(rows_of(choice, quantities, told_at(tariff, profile, over))),
    )


def problem_of(
    tariff: Tariff, rates: ExchangeRates, offered: tuple[Measure, ...]
) -> str:
    if not any(plan.components for plan in tariff.plans):
        return _("Add a part, and the bill is drawn here.")
    if any(tariffs.faults(tariff)):
        return _("The bill is drawn when what is marked is mended.")
    if missing := rates.missing(tariff.currencies):
        text = _("Enter exchange rates for %(currencies)s to draw the bill.")
        return text % {"currencies": listed(missing)}
    return "" if offered else _("The bill does not depend on a quantity.")


def measures_of(tariff: Tariff) -> tuple[Measure, ...]:
    """Return what the bill depends on, in the order of the parts."""
    found: dict[Measure, None] = {}
    for plan in tariff.plans:
        for component in plan.components:
            for basis in bases_of(component):
                for counted in basis.counted:
                    found.setdefault(counted.measure)
                for fair in basis.fair_use:
                    found.setdefault(fair.measure)
            times = getattr(component, "times", None)
            if times:
                found.setdefault(times)
    return tuple(found)


def bases_of(component: object) -> Iterator[Basis]:
    if isinstance(component, Meter | Limit):
        yield component.basis
    elif isinstance(component, Overage):
        for each in component.allowances:
            yield each.basis


def quantities_of(tariff: Tariff, profile: UsageProfile, over: Measure) -> FloatArray:
    """Return the quantities of the picture: past today's usage and the last step."""
    top = max([LEAST, *ends_of(tariff, over)])
    if over in profile.figures:
        top = max(top, 2 * float(profile.figures[over].likely))
    grid = np.linspace(0, top * 1.15, POINTS)
    ends = told_at(tariff, profile, over)
    edges = np.array([each for end in ends for each in (end, end + 1)])
    found: FloatArray = np.unique(np.round(np.concatenate([grid, edges])))
    return found


def ends_of(tariff: Tariff, over: Measure) -> list[float]:
    """Return where a bill may jump."""
    found = []
    for plan in tariff.plans:
        for part in plan.components:
            if over not in {c.measure for b in bases_of(part) for c in b.counted}:
                continue
            if isinstance(part, Limit):
                found.append(float(part.allowed))
            elif isinstance(part, Meter):
                found += meter_ends(part)
    return found


def meter_ends(meter: Meter) -> list[float]:
    """Return the ends of the steps; of blocks without end the first three."""
    if meter.rate.mode is TierMode.SPEND:
        return []
    ends = [tier.up_to for tier in meter.rate.tiers if tier.up_to is not None]
    blocks = [] if ends else [meter.rate.size * number for number in range(4)]
    return [float(meter.included + each) for each in ends + blocks]


def billed_at(
    tariff: Tariff,
    profile: UsageProfile,
    rates: ExchangeRates,
    over: Measure,
    quantities: FloatArray,
) -> Choice:
    """Bill one month at each quantity: they are the draws of one computation."""
    figures = {**profile.figures, over: Range.exactly(1)}
    still = replace(profile, figures=figures, growth=(), jumps=(), season=())
    return choose(
        tariff,
        paths(still, 1, moved(over, quantities)),
        rates.factors(tariff.currencies),
    )


def moved(over: Measure, quantities: FloatArray) -> Sampler:
    def sampler(name: str, figure: Range) -> FloatArray:
        is_moved = name == f"usage.{over}"
        return quantities if is_moved else np.array([float(figure.likely)])

    return sampler


def drawn(
    outcome: Outcome, quantities: FloatArray, currency: str, name: str
) -> Drawing:
    upper = column(outcome.upper, len(quantities))
    states = {state: column(outcome.has(state), len(quantities)) for state in State}
    steps = [
        stair(
            float(quantity), float(upper[place]), {s for s in State if states[s][place]}
        )
        for place, quantity in enumerate(quantities)
    ]
    highest = max([step.amount or 0.0 for step in steps] + [1.0])
    top, last = highest * 1.08, float(quantities[-1])
    has_amounts = any(step.amount is not None for step in steps)
    marks = [highest * share for share in (0, 0.5, 1)] if has_amounts else [0.0]
    return stairs(
        steps,
        across=Axis(last, tuple((v, number(round(v))) for v in (0, last / 2, last))),
        up=Axis(top, tuple((v, money(round(v), currency, 0)) for v in marks)),
        label=_("The bill of a month over: %(measure)s") % {"measure": name},
        is_rtl=current_locale().is_rtl,
    )


def stair(quantity: float, amount: float, states: set[State]) -> Stair:
    if State.BLOCKED in states:
        return Stair(quantity, None, css_class="blocked")
    if State.QUOTE in states:
        return Stair(quantity, None, css_class="quote")
    return Stair(quantity, amount, is_bound=State.UNKNOWN_RUNG in states)


def told_at(tariff: Tariff, profile: UsageProfile, over: Measure) -> list[float]:
    """Return the quantities worth a row: today's usage, and where the bill jumps."""
    found = set(ends_of(tariff, over))
    if over in profile.figures:
        found.add(round(float(profile.figures[over].likely)))
    return sorted(found)


def rows_of(
    choice: Choice, quantities: FloatArray, wanted: list[float]
) -> Iterator[Row]:
    count = len(quantities)
    outcome = choice.recurring
    known, upper = (column(each, count) for each in (outcome.known, outcome.upper))
    taken = column(choice.taken, count)
    even = np.linspace(0, count - 1, ROWS + 1).round().astype(int)[1:]
    near = [int(np.searchsorted(quantities, each)) for each in wanted]
    found = sorted({min(each, count - 1) for each in near} | {count - 1})
    places = found[-MOST_ROWS:] if len(found) > 2 else even.tolist()
    for place in places:
        states = tuple(
            word
            for state, word in STATE_WORDS.items()
            if column(outcome.has(state), count)[place]
        )
        yield Row(
            float(quantities[place]),
            choice.bills[taken[place]].plan.name,
            Told(float(known[place]), float(upper[place]), states),
        )


def column(values: np.ndarray, count: int) -> np.ndarray:
    """Return one value per quantity; what does not depend on it stands for all."""
    return np.broadcast_to(values[:, 0], (count,))
