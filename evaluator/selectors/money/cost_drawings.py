"""The charts of the costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from common.charts.bars import Range, Swing, offset_bar, range_bar, swing_bar
from common.charts.lines import NARROW, WIDTH, Line, line_chart
from common.charts.plot import STEPS, Axis, Mark, nice_end
from common.charts.shapes import Drawing, FittedDrawing
from common.formatting import money, number
from common.locale import current_locale
from evaluator.costs.samples import Percentiles
from evaluator.costs.sensitivity import AXES, Curve
from evaluator.costs.sensitivity import Axis as Quantity
from evaluator.selectors.money.cost_results import (
    CategoryRow,
    CostResults,
    Picked,
    ResultRow,
)
from evaluator.selectors.money.cost_words import (
    AXIS_LABELS,
    CATEGORY_LABELS,
    input_word,
)

COLOURS = 6
MOST_BARS = 12


@dataclass(frozen=True, slots=True)
class DrawnRow:
    row: ResultRow
    bar: Drawing | None


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the waterfall: from the subscription to the total."""

    row: CategoryRow
    label: str
    reached: float
    bar: Drawing


@dataclass(frozen=True, slots=True)
class TornadoRow:
    label: str
    at_low: float
    at_high: float
    bar: Drawing


def range_rows(results: CostResults) -> list[DrawnRow]:
    """Draw P10 to P90 of each candidate on one axis from 0."""
    currency, full = results.settings.currency, results.full or 1.0
    return [
        DrawnRow(row, drawn_range(row.range, full, currency) if row.range else None)
        for row in results.rows
    ]


def drawn_range(found: Percentiles, full: float, currency: str) -> Drawing:
    """Draw P10 to P90 on an axis from 0 to `full`."""
    label = _("%(low)s to %(high)s, in the middle %(middle)s") % {
        "low": money(found.p10, currency, 0),
        "high": money(found.p90, currency, 0),
        "middle": money(found.p50, currency, 0),
    }
    return range_bar(
        Range(found.p10, found.p50, found.p90),
        start=0,
        end=full,
        label=label,
        is_rtl=current_locale().is_rtl,
    )


def waterfall(picked: Picked, currency: str) -> list[Step]:
    """Draw how the categories add up to the total, one row each."""
    full = sum(row.total.known for row in picked.categories) or 1.0
    reached, found = 0.0, []
    for place, row in enumerate(picked.categories):
        before, reached = reached, reached + row.total.known
        bar = offset_bar(
            before,
            reached,
            full=full,
            category=place % COLOURS,
            label=money(row.total.known, currency, 0),
            is_rtl=current_locale().is_rtl,
        )
        label = str(CATEGORY_LABELS[row.category])
        found.append(Step(row, label, reached, bar))
    return found


def tornado(picked: Picked, results: CostResults) -> list[TornadoRow]:
    """Draw the inputs that move the total most, the widest first."""
    if picked.row.total is None:
        return []
    base = picked.row.total.known
    bars = picked.bars[:MOST_BARS]
    reach = max(
        (abs(end - base) for bar in bars for end in (bar.at_low, bar.at_high)),
        default=0.0,
    )
    currency = results.settings.currency
    found = []
    for bar in bars:
        word = input_word(bar.name, results.case)
        label = _("%(input)s: %(low)s at its low end, %(high)s at its high end") % {
            "input": word,
            "low": money(bar.at_low, currency, 0),
            "high": money(bar.at_high, currency, 0),
        }
        drawing = swing_bar(
            Swing(bar.at_low, bar.at_high),
            base=base,
            reach=reach,
            label=label,
            is_rtl=current_locale().is_rtl,
        )
        found.append(TornadoRow(word, bar.at_low, bar.at_high, drawing))
    return found


def crossing_chart(
    results: CostResults, curves: Sequence[Curve], axis: Quantity
) -> FittedDrawing | None:
    """Draw the total of each candidate over a quantity; None without curves."""
    if not curves:
        return None
    candidates = results.candidates
    today = float(results.case.usage.figures[AXES[axis][0]].likely)
    across = nice_end(float(curves[0].quantities[-1]))
    up = nice_end(max(float(each.totals.max()) for each in curves))
    currency = results.settings.currency
    lines = [
        Line(
            candidates[each.candidate].name,
            list(zip(each.quantities.tolist(), each.totals.tolist(), strict=True)),
            place,
        )
        for place, each in enumerate(curves)
    ]

    def drawn(width: float) -> Drawing:
        return line_chart(
            lines,
            across=Axis(across, [number(each) for each in _steps(across)]),
            up=Axis(up, [money(each, currency, 0) for each in _steps(up)]),
            label=_("Total cost of each candidate by %(quantity)s")
            % {"quantity": AXIS_LABELS[axis]},
            is_rtl=current_locale().is_rtl,
            mark=Mark(today, _("today")),
            width=width,
        )

    return FittedDrawing(drawn(WIDTH), drawn(NARROW))


def _steps(end: float) -> list[float]:
    return [end * step / STEPS for step in range(STEPS + 1)]
