"""Score against cost, where cost stays out of the score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.translation import gettext as _

from common.charts.lines import COLOURS, STEPS, Axis, Line, line_chart, nice_end
from common.charts.shapes import Drawing
from common.formatting import money, number
from common.locale import current_locale
from evaluator.catalogue.currencies import names_money
from evaluator.models import Candidate, Criterion, MoneySettings
from evaluator.scoring.ranking import POINTS
from evaluator.selectors.cost_results import CostResults, ResultRow
from evaluator.selectors.results import Results, read_results


@dataclass(frozen=True, slots=True)
class ValuePoint:
    """cost: P50 over the horizon. score: the total of the ranking, 0..100.

    is_efficient: nobody scores as much for less.
    """

    candidate: Candidate
    cost: float
    score: float
    is_efficient: bool = False


@dataclass(frozen=True, slots=True)
class ValueForMoney:
    """left_out: has no whole cost or no score. twice: prices that weigh as well."""

    is_sealed: bool = False
    points: tuple[ValuePoint, ...] = ()
    left_out: tuple[Candidate, ...] = ()
    twice: tuple[Criterion, ...] = ()
    chart: Drawing | None = None

    @property
    def legend(self) -> list[tuple[int, Candidate]]:
        return [
            (place % COLOURS, each.candidate) for place, each in enumerate(self.points)
        ]


def read_value_for_money(results: CostResults) -> ValueForMoney | None:
    """Hold score against cost; None where cost is scored.

    Before the reveal it has no scores and says so (R17).
    """
    if results.settings.budget_rule != MoneySettings.BudgetRule.KEPT_OUT:
        return None
    evaluation = results.settings.evaluation
    if not evaluation.shows_results:
        return ValueForMoney(is_sealed=True)
    scored = read_results(evaluation, today=evaluation.team.day_of(timezone.now()))
    found, left_out = [], []
    for row in results.rows:
        point = point_of(row, scored)
        if point is None:
            left_out.append(row.candidate)
        else:
            found.append(point)
    points = with_efficient(found)
    return ValueForMoney(
        points=points,
        left_out=tuple(left_out),
        twice=tuple(priced_criteria(scored)),
        chart=value_chart(points, results.settings.currency) if points else None,
    )


def point_of(row: ResultRow, scored: Results) -> ValuePoint | None:
    """Return the point of a candidate; None without a whole cost or a score."""
    pk = row.candidate.pk
    is_ranked = scored.is_computable and pk in scored.candidates
    if not is_ranked or pk in scored.out or row.range is None:
        return None
    score = scored.ranking.of(pk).total
    if score is None or row.total is None or not row.total.is_whole:
        return None
    return ValuePoint(row.candidate, row.range.p50, score) if row.is_priced else None


def with_efficient(points: Sequence[ValuePoint]) -> tuple[ValuePoint, ...]:
    """Sort by cost, and mark those whom nobody reaches for as little or less."""
    best = float("-inf")
    found = []
    for each in sorted(points, key=lambda point: (point.cost, -point.score)):
        found.append(replace(each, is_efficient=each.score > best))
        best = max(best, each.score)
    return tuple(found)


def priced_criteria(scored: Results) -> list[Criterion]:
    """Return measured amounts of money that weigh in the score."""
    if not scored.is_computable:
        return []
    weights = scored.tree.leaf_weights
    return [
        leaf
        for leaf in scored.tree.leaves
        if leaf.kind == Criterion.Kind.MEASURED
        and names_money(leaf.unit)
        and weights.get(leaf.pk)
    ]


def value_chart(points: Sequence[ValuePoint], currency: str) -> Drawing:
    """Draw one dot per candidate, and the line through the efficient ones."""
    across = nice_end(max(each.cost for each in points))
    steps = [step / STEPS for step in range(STEPS + 1)]
    line = [(each.cost, each.score) for each in points if each.is_efficient]
    return line_chart(
        [
            Line(_("Efficient line"), line, 0),
            *(
                Line(each.candidate.name, [(each.cost, each.score)], place % COLOURS)
                for place, each in enumerate(points)
            ),
        ],
        across=Axis(across, [money(across * step, currency, 0) for step in steps]),
        up=Axis(POINTS, [number(POINTS * step) for step in steps]),
        label=_("Score of each candidate by its total cost"),
        is_rtl=current_locale().is_rtl,
    )
