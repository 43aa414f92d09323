"""Whether moving to each candidate pays, and the words for its figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType

import numpy as np
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.formatting import money, number, percent
from evaluator.costs.returns import BenefitLine, Factor
from evaluator.costs.ventures import (
    Drawn,
    Figure,
    Flows,
    ReturnForecast,
    Venture,
    break_even_value,
    flows,
)
from evaluator.models import Candidate
from evaluator.selectors.money.costs import Computed
from evaluator.selectors.money.forecasts import return_forecasts
from evaluator.selectors.money.return_gaps import lacks_of

HIGHEST_RATE = 10.0
"""A rate above it says only that hardly anything is laid out."""
HALF, AT_ONCE = 0.5, 0.05
RATES = frozenset({Figure.ROI, Figure.INTERNAL_RATE, Figure.MODIFIED_RATE})
OF_EXTRA = frozenset({Figure.ROI, Figure.BENEFIT_TO_COST})
"""Without end where it costs no more."""
MONTHS = frozenset({Figure.PAYBACK, Figure.DISCOUNTED_PAYBACK})
FIGURE_LABELS: Mapping[Figure, str | Promise] = MappingProxyType(
    {
        Figure.NET: gettext_lazy("Net present value"),
        Figure.ROI: gettext_lazy("Return on investment"),
        Figure.BENEFIT_TO_COST: gettext_lazy("Benefit to cost"),
        Figure.INTERNAL_RATE: gettext_lazy("Internal rate of return"),
        Figure.MODIFIED_RATE: gettext_lazy("Modified internal rate of return"),
        Figure.PAYBACK: gettext_lazy("Paid back after"),
        Figure.DISCOUNTED_PAYBACK: gettext_lazy("Paid back after, discounted"),
    }
)


@dataclass(frozen=True, slots=True)
class BreakEven:
    """The value of a factor at which the change just pays."""

    line: BenefitLine
    factor: Factor
    value: Decimal

    @property
    def is_needed(self) -> bool:
        """Tell whether the change pays only with this gain."""
        return self.value > 0

    @property
    def places(self) -> int:
        """Decimals that show three digits of it: 0.034 is not 0.03."""
        return max(2, 2 - self.value.adjusted())


@dataclass(frozen=True, slots=True)
class Told:
    """A figure: its likely value, None where there is none, and its range."""

    figure: Figure
    likely: float | None
    drawn: Drawn

    @property
    def label(self) -> str | Promise:
        return FIGURE_LABELS[self.figure]


@dataclass(frozen=True, eq=False)
class Pays:
    """Whether moving to a candidate pays. rates: all internal ones, likely case."""

    candidate: Candidate
    venture: Venture
    base: Flows
    forecast: ReturnForecast
    rates: tuple[float, ...]
    break_evens: tuple[BreakEven, ...]

    @property
    def needed(self) -> list[BreakEven]:
        return [each for each in self.break_evens if each.is_needed]

    @cached_property
    def figures(self) -> dict[Figure, Told]:
        return {each.figure: each for each in self.told}

    @cached_property
    def told(self) -> list[Told]:
        base = self.base.figures()
        # The likely rate is the exact one: nothing where there are none, or several,
        # or where it is that of a loan.
        is_one = len(self.rates) == 1 and not self.base.brings_first
        rate = self.rates[0] if is_one else np.nan
        base[Figure.INTERNAL_RATE] = np.array([rate])
        return [
            Told(figure, finite(float(base[figure][0])), self.forecast.figures[figure])
            for figure in Figure
        ]


def finite(value: float) -> float | None:
    return value if np.isfinite(value) else None


def pays_of(
    found: Computed,
    candidates: Sequence[Candidate],
    lines: tuple[BenefitLine, ...],
    instead: Candidate | None,
) -> Iterator[Pays]:
    """Yield each candidate but the one that stays; nothing without any gain.

    Only where both costs are whole: what nobody knows of a cost is no saving.
    """
    moving = [
        each
        for each in candidates
        if lines and each != instead and not lacks_of(found, each, instead)
    ]
    stays = str(instead.pk) if instead else None
    ventures = [Venture(found.case, str(each.pk), lines, stays) for each in moving]
    forecasts = return_forecasts(ventures)
    for each, venture, forecast in zip(moving, ventures, forecasts, strict=True):
        base = flows(venture)
        yield Pays(
            candidate=each,
            venture=venture,
            base=base,
            forecast=forecast,
            rates=tuple(base.internal_rates()),
            break_evens=tuple(break_evens(base, lines, str(each.pk))),
        )


def break_evens(
    base: Flows, lines: tuple[BenefitLine, ...], candidate: str
) -> Iterator[BreakEven]:
    """Yield for each line the value of its last factor at which the change pays."""
    for line in lines:
        if not line.is_for(candidate):
            continue
        factor = line.after[-1]
        value = break_even_value(base, line, factor)
        if value is not None:
            yield BreakEven(line, factor, value)


def figure_text(figure: Figure, value: float | None, currency: str) -> str:
    """Write a figure; None is a payback that does not come."""
    if value is None:
        return _("never within the horizon") if figure in MONTHS else _("none")
    if figure is Figure.NET:
        return money(value, currency, 0)
    if figure in MONTHS:
        return months_text(value)
    if figure not in RATES:
        return number(value, 2)
    if value > HIGHEST_RATE:
        return _("above %(rate)s") % {"rate": percent(HIGHEST_RATE)}
    return percent(value)


def months_text(value: float) -> str:
    if value < AT_ONCE:
        return _("at once")
    return _("%(months)s months") % {"months": number(value, 1)}


def middle_text(told: Told, currency: str) -> str:
    """Write P50; of a figure that most draws do not have, there is none."""
    is_rare = told.drawn.share < HALF and told.figure not in MONTHS
    return figure_text(told.figure, None if is_rare else told.drawn.p50, currency)


def range_text(told: Told, currency: str) -> str:
    """Write P10 and P90, "12% to 40%", and in how many draws there is a figure."""
    drawn, figure = told.drawn, told.figure
    if figure in OF_EXTRA and drawn.p10 is not None and drawn.p90 is None:
        return _("above %(rate)s") % {"rate": figure_text(figure, drawn.p10, currency)}
    if figure not in MONTHS and drawn.share < HALF:
        return ""
    low, high = (figure_text(figure, end, currency) for end in (drawn.p10, drawn.p90))
    said = {"low": low, "high": high, "share": percent(drawn.share)}
    if figure in MONTHS or said["share"] == percent(1):
        return "" if low == high else whole_range(drawn, figure) % said
    if low == high:
        return _("%(low)s in %(share)s of the draws") % said
    return _("%(low)s to %(high)s in %(share)s of the draws") % said


def whole_range(drawn: Drawn, figure: Figure) -> str:
    """Return the sentence of a range that all draws have, or that may not end."""
    if figure in MONTHS and drawn.p10 is not None and drawn.p90 is None:
        return _("%(low)s to never")
    return _("%(low)s to %(high)s")


def why_none(pays: Pays, figure: Figure) -> str:
    """Say why most draws have no such figure; nothing where they have."""
    if figure in MONTHS or pays.figures[figure].drawn.share >= HALF:
        return ""
    # Said of the return on investment, which stands beside it.
    return "" if figure is Figure.BENEFIT_TO_COST else reason_of(pays, figure)


def reason_of(pays: Pays, figure: Figure) -> str:
    """Say why the likely case has no such figure."""
    if figure in OF_EXTRA:
        return _("It costs no more in all.")
    if figure is Figure.INTERNAL_RATE and len(pays.rates) > 1:
        rates = _(", ").join(percent(rate, 1) for rate in pays.rates)
        text = _("There are several, %(rates)s: go by the modified rate.")
        return text % {"rates": rates}
    if figure is Figure.INTERNAL_RATE and pays.rates and pays.base.brings_first:
        return _("Money comes first and costs follow: go by the net present value.")
    if (pays.base.net[0] >= 0).all():
        return _("No month costs more than it brings: nothing is laid out.")
    return _("It never brings back what it costs.")
