"""Score against cost, in a score that does not count cost itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf

from django.utils import timezone
from django.utils.translation import gettext as _

from common.charts.lines import NARROW, WIDTH, coloured
from common.charts.plot import STEPS, Axis, nice_span
from common.charts.scatter import Spot, scatter_chart
from common.charts.shapes import Drawing, FittedDrawing
from common.formatting import money, number
from common.locale import current_locale
from evaluator.models import Candidate, Criterion, MoneySettings
from evaluator.scoring.group import group_ranking
from evaluator.scoring.ranking import POINTS
from evaluator.selectors.money.cost_in_ranking import cost_in
from evaluator.selectors.money.cost_results import CostResults, ResultRow
from evaluator.selectors.money.figures import gap_of_draws
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
    """left_out: has no whole cost or no score.

    is_scored: the ranking counts cost; `aside` are the criteria that count it, left out
    of this score. Kept out, they weigh nothing in the ranking itself.
    """

    is_sealed: bool = False
    is_scored: bool = False
    aside: tuple[Criterion, ...] = ()
    points: tuple[ValuePoint, ...] = ()
    left_out: tuple[Candidate, ...] = ()
    chart: FittedDrawing | None = None

    @property
    def legend(self) -> list[tuple[str, Candidate]]:
        return [
            (coloured(place), each.candidate) for place, each in enumerate(self.points)
        ]


def read_value_for_money(results: CostResults) -> ValueForMoney:
    """Hold score against cost, without what counts cost in the score.

    Before the reveal it has no scores and says so (R17).
    """
    is_scored = results.settings.budget_rule == MoneySettings.BudgetRule.SCORED
    evaluation = results.settings.evaluation
    if not evaluation.shows_results:
        return ValueForMoney(is_sealed=True, is_scored=is_scored)
    scored = read_results(evaluation, today=evaluation.team.day_of(timezone.now()))
    cost = cost_in(scored.tree)
    aside = cost.bound + cost.typed
    totals = totals_without(scored, aside)
    found, left_out = [], []
    for row in results.rows:
        point = point_of(row, totals)
        if point is None:
            left_out.append(row.candidate)
        else:
            found.append(point)
    points = with_efficient(found)
    return ValueForMoney(
        is_scored=is_scored,
        aside=aside,
        points=points,
        left_out=tuple(left_out),
        chart=value_chart(points, results.settings.currency) if points else None,
    )


def totals_without(
    scored: Results, aside: Sequence[Criterion]
) -> Mapping[int, float | None]:
    """Return the totals of who is still in, by the weights that are left."""
    if not scored.is_computable:
        return {}
    keys = {each.pk for each in aside}
    committee = scored.committee
    weights = {
        key: 0.0 if key in keys else weight for key, weight in committee.weights.items()
    }
    if not any(weights.values()):
        return {}
    ranking = group_ranking(replace(committee, weights=weights))
    return {
        pk: ranking.of(pk).total for pk in scored.candidates if pk not in scored.out
    }


def point_of(row: ResultRow, totals: Mapping[int, float | None]) -> ValuePoint | None:
    """Return the point of a candidate; None without a whole cost or a score."""
    score = totals.get(row.candidate.pk)
    if score is None or row.range is None or not row.is_priced:
        return None
    if row.total is None or row.forecast is None or not row.total.is_whole:
        return None
    if gap_of_draws(row.forecast):
        return None
    return ValuePoint(row.candidate, row.range.p50, score)


def with_efficient(points: Sequence[ValuePoint]) -> tuple[ValuePoint, ...]:
    """Sort by cost, and mark those whom nobody reaches for as little or less."""
    best = float("-inf")
    found = []
    for each in sorted(points, key=lambda point: (point.cost, -point.score)):
        found.append(replace(each, is_efficient=each.score > best))
        best = max(best, each.score)
    return tuple(found)


def value_chart(points: Sequence[ValuePoint], currency: str) -> FittedDrawing:
    """Draw one dot per candidate, and the line through the efficient ones."""
    across = axis_of(
        [each.cost for each in points], lambda cost: money(cost, currency, 0)
    )
    up = axis_of([each.score for each in points], number, most=POINTS)
    spots = [spot_of(each, place, currency) for place, each in enumerate(points)]

    def drawn(width: float) -> Drawing:
        return scatter_chart(
            spots,
            [(each.cost, each.score) for each in points if each.is_efficient],
            across=across,
            up=up,
            label=said_in_words(points, currency),
            is_rtl=current_locale().is_rtl,
            width=width,
        )

    return FittedDrawing(drawn(WIDTH), drawn(NARROW))


def axis_of(
    values: Sequence[float], write: Callable[[float], str], most: float = inf
) -> Axis:
    """Return an axis around the values, so that dots beside each other come apart."""
    start, end = nice_span(min(values), max(values), most=most)
    steps = [start + (end - start) * step / STEPS for step in range(STEPS + 1)]
    return Axis(end, [write(each) for each in steps], start)


def spot_of(point: ValuePoint, place: int, currency: str) -> Spot:
    return Spot(
        point.candidate.name,
        point.cost,
        point.score,
        point_in_words(point, currency),
        place,
    )


def point_in_words(point: ValuePoint, currency: str) -> str:
    return _("%(candidate)s: score %(score)s for %(cost)s") % {
        "candidate": point.candidate.name,
        "score": number(point.score, 1),
        "cost": money(point.cost, currency, 0),
    }


def said_in_words(points: Sequence[ValuePoint], currency: str) -> str:
    """Say what the drawing shows to who does not see it."""
    text = _(
        "Score of each candidate by its total cost. On the efficient line: %(said)s."
    )
    efficient = [each for each in points if each.is_efficient]
    return text % {"said": "; ".join(point_in_words(e, currency) for e in efficient)}
