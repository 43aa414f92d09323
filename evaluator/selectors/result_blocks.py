"""What the blocks of the results page show, ready to print."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import TypeAlias

from django.db.models import Q
from django.utils.translation import gettext as _

from common.charts.bars import Part, stacked_bar
from common.charts.levels import score_level, spread_level
from common.charts.profile import ProfileLine, profile
from common.charts.shapes import Drawing
from common.charts.spark import WeightSpark, weight_spark
from common.formatting import listed, number, percent
from evaluator.models import Candidate, Criterion
from evaluator.scoring.cells import Cell, CellState, GroupMethod
from evaluator.scoring.ranking import POINTS, Standing
from evaluator.scoring.robustness import WeightInterval
from evaluator.scoring.value_functions import Rated
from evaluator.selectors.must_haves import Strip
from evaluator.selectors.results import Results

SCALE = Rated.highest
PROFILED = 3  # more lines than this hide each other
SWEEP_STEPS = 40
MOST_DISPUTED = 12
WIDEST_SPREAD = 2.5  # half of the scale: the largest population spread there is


@dataclass(frozen=True, slots=True)
class Verdict:
    """The first sentence of the page."""

    winners: tuple[Candidate, ...]
    runner_up: Candidate | None
    total: float | None
    margin: float | None
    coverage: float
    out: tuple[Strip, ...]

    @property
    def is_tie(self) -> bool:
        return len(self.winners) > 1

    @property
    def winner(self) -> Candidate | None:
        return self.winners[0] if self.winners else None


def verdict(results: Results) -> Verdict:
    standings = results.ranking.standings
    ranked = [each for each in standings if each.total is not None]
    winners = tuple(results.candidates[int(key)] for key in results.ranking.winners)
    behind = ranked[len(winners) :]
    return Verdict(
        winners=winners,
        runner_up=results.candidates[int(behind[0].candidate)] if behind else None,
        total=ranked[0].total if ranked else None,
        margin=results.ranking.margin,
        coverage=min((each.coverage for each in standings), default=0.0),
        out=tuple(strip for strip in results.must_haves.strips if strip.is_out),
    )


@dataclass(frozen=True, slots=True)
class RankingRow:
    candidate: Candidate
    standing: Standing
    drawing: Drawing
    strip: Strip | None


def ranking_rows(results: Results, *, is_rtl: bool) -> list[RankingRow]:
    """Return one bar per ranked candidate, cut by category."""
    return [
        RankingRow(
            candidate=candidate,
            standing=standing,
            drawing=stacked_bar(
                list(category_parts(results, standing)),
                full=POINTS,
                label=_("%(name)s: %(total)s of 100")
                % {"name": candidate.name, "total": number(standing.total, 1)},
                is_rtl=is_rtl,
            ),
            strip=results.must_haves.strip_of(candidate.pk),
        )
        for standing in results.ranking.standings
        for candidate in [results.candidates[int(standing.candidate)]]
    ]


def category_parts(results: Results, standing: Standing) -> Iterator[Part]:
    """Yield the parts of a bar, as wide as the reader is told them.

    Categories that are nothing but prices are one part together, the last.
    """
    closed = []
    for place, category in enumerate(results.tree.categories):
        if not results.tells(category):
            closed.append((place, category))
        elif (points := points_in(results, standing, [category])) is not None:
            yield Part(points, place, f"{category.name}: {number(points, 1)}")
    categories = [category for _place, category in closed]
    if closed and (points := points_in(results, standing, categories)) is not None:
        names = listed(category.name for category in categories)
        yield Part(points, closed[0][0], names)


def points_in(
    results: Results, standing: Standing, categories: Sequence[Criterion]
) -> float | None:
    """Return what the categories give together, as the reader is told it."""
    leaves = [leaf.pk for each in categories for leaf in results.tree.leaves_of(each)]
    return results.told(standing.contribution_of(leaves))


@dataclass(frozen=True, slots=True)
class LegendEntry:
    category: Criterion
    colour: int
    weight: float


def legend(results: Results) -> list[LegendEntry]:
    weights = results.tree.global_weights
    return [
        LegendEntry(category, place, weights[category.pk])
        for place, category in enumerate(results.tree.categories)
    ]


@dataclass(frozen=True, slots=True)
class ProfileChart:
    drawing: Drawing | None
    lines: tuple[tuple[Candidate, int], ...]  # with the number of its colour


def profile_chart(results: Results, *, is_rtl: bool) -> ProfileChart:
    """Return the radar of the first three over the categories."""
    ranked = [each for each in results.ranking.standings if each.total is not None]
    first = [results.candidates[int(each.candidate)] for each in ranked[:PROFILED]]
    totals = results.category_totals
    drawing = profile(
        [category.name for category in results.tree.categories],
        [
            ProfileLine(
                candidate.name,
                tuple(
                    None if total is None else total / POINTS
                    for category in results.tree.categories
                    for total in [totals[candidate.pk][category.pk]]
                ),
            )
            for candidate in first
        ],
        label=_("Profile of the first candidates over the categories"),
        is_rtl=is_rtl,
    )
    return ProfileChart(drawing, tuple((each, n) for n, each in enumerate(first)))


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One printed cell: a number with its shade, or a state in words."""

    candidate: Candidate
    text: str
    level: int
    state: str = ""  # why there is no number
    counted: int = 0
    note: str = ""


CellMaker: TypeAlias = Callable[[Candidate, Criterion], HeatCell]


@dataclass(frozen=True, slots=True)
class HeatRow:
    criterion: Criterion
    weight: float
    colour: int
    starts: Criterion | None  # the category that begins with this row
    cells: tuple[HeatCell, ...]


def heat_rows(results: Results) -> list[HeatRow]:
    """Return the group's values, criteria down in reading order."""
    return rows_of(results, partial(heat_cell, results))


def spread_rows(results: Results) -> list[HeatRow]:
    """Return the rated criteria on which evaluators lie farthest apart."""
    rows = rows_of(results, partial(spread_cell, results))
    rated = [row for row in rows if row.criterion.kind == Criterion.Kind.RATED]
    rated.sort(key=lambda row: -widest_spread(results, row.criterion))
    return rated[:MOST_DISPUTED]


def widest_spread(results: Results, leaf: Criterion) -> float:
    spreads = (results.cell(pk, leaf.pk).spread for pk in results.candidates)
    return max((each.sd_population for each in spreads if each), default=0.0)


def rows_of(results: Results, cell_of: CellMaker) -> list[HeatRow]:
    weights = results.tree.leaf_weights
    rows = []
    for place, category in enumerate(results.tree.categories):
        for index, leaf in enumerate(results.tree.leaves_of(category)):
            cells = tuple(
                cell_of(candidate, leaf) for candidate in results.candidates.values()
            )
            starts = category if index == 0 else None
            rows.append(HeatRow(leaf, weights[leaf.pk], place, starts, cells))
    return rows


def heat_cell(results: Results, candidate: Candidate, leaf: Criterion) -> HeatCell:
    if leaf.kind == Criterion.Kind.MEASURED:
        return measured_cell(results, candidate, leaf)
    cell = results.cell(candidate.pk, leaf.pk)
    if cell.value is None:
        return HeatCell(candidate, "", 0, state=state_of(cell))
    return HeatCell(
        candidate,
        number(cell.value * SCALE, 1),
        score_level(cell.value),
        counted=cell.spread.n if cell.spread else 0,
    )


def measured_cell(results: Results, candidate: Candidate, leaf: Criterion) -> HeatCell:
    if leaf.pk in results.withheld:
        return HeatCell(candidate, "", 0, state="hidden")
    number_of = results.number(candidate.pk, leaf.pk)
    if number_of is None:
        gap = results.gaps.get((candidate.pk, leaf.pk))
        return HeatCell(candidate, "", 0, state=gap.gap if gap else "unknown")
    value = results.committee.measured.get(candidate.pk, {}).get(leaf.pk)
    return HeatCell(
        candidate,
        number(number_of.normalize(), places_of(number_of)),
        score_level(value or 0.0),
        note=leaf.unit,
    )


def places_of(found: Decimal) -> int:
    exponent = found.normalize().as_tuple().exponent
    most = 2 if abs(found) >= 1 else 4  # a cost per contact is a few cents
    return min(most, max(0, -exponent)) if isinstance(exponent, int) else 0


def spread_cell(results: Results, candidate: Candidate, leaf: Criterion) -> HeatCell:
    spread = results.cell(candidate.pk, leaf.pk).spread
    if spread is None or spread.n < 2:
        return HeatCell(candidate, "", 0, state="fewer_than_two")
    apart = spread.sd_population * SCALE
    level = spread_level(apart, widest=WIDEST_SPREAD)
    return HeatCell(candidate, number(apart, 1), level, counted=spread.n)


def state_of(cell: Cell) -> str:
    """Return the word for an empty cell: what most people said of it."""
    if not cell.states:
        return str(CellState.UNSCORED)
    return str(max(cell.states, key=lambda state: cell.states[state]))


@dataclass(frozen=True, slots=True)
class StabilityRow:
    """Between which weights of a category the first stays first."""

    category: Criterion
    colour: int
    interval: WeightInterval
    drawing: Drawing
    below: Candidate | None  # who is first under the lower bound
    above: Candidate | None

    @property
    def is_safe(self) -> bool:
        return self.below is None and self.above is None


def stability_rows(results: Results, *, is_rtl: bool) -> list[StabilityRow]:
    """Return nothing for categories that weigh nothing, or all.

    The mean of personal totals is no weighted sum of the cells, so a weight has no
    interval there, and nothing is shown.
    """
    if results.committee.method is GroupMethod.PERSONAL:
        return []
    rows = []
    for place, category in enumerate(results.tree.categories):
        sweep = results.sweeps.get(category.pk)
        if sweep is None or len(sweep.candidates) < 2:
            continue
        interval = sweep.interval()
        weights = [step / SWEEP_STEPS for step in range(SWEEP_STEPS + 1)]
        margins = [(w, m) for w in weights if (m := sweep.margin_at(w)) is not None]
        drawing = weight_spark(
            WeightSpark(interval.weight, interval.lower, interval.upper, margins),
            label=_("%(name)s: the first stays first from %(low)s to %(high)s")
            % {
                "name": category.name,
                "low": percent(interval.lower),
                "high": percent(interval.upper),
            },
            is_rtl=is_rtl,
        )
        rows.append(
            StabilityRow(
                category,
                place,
                interval,
                drawing,
                below=candidate_or_none(results, interval.challenger_lower),
                above=candidate_or_none(results, interval.challenger_upper),
            )
        )
    return rows


def candidate_or_none(results: Results, key: int | str | None) -> Candidate | None:
    return None if key is None else results.candidates[int(key)]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The ranking as another way of bringing people together would have it."""

    method: str
    label: str
    is_chosen: bool
    places: tuple[tuple[Candidate, Standing], ...]


def comparisons(results: Results) -> list[Comparison]:
    """Return all four group methods; with one evaluator they say the same."""
    if len(results.evaluators) < 2:
        return []
    labels = dict(results.evaluation.GroupMethod.choices)
    found = []
    for method in GroupMethod:
        ranking = results.with_method(method)
        places = tuple(
            (candidate, ranking.of(pk))
            for pk, candidate in results.candidates.items()
            if pk not in results.out
        )
        chosen = method is results.committee.method
        found.append(Comparison(str(method), str(labels[method]), chosen, places))
    return found


def unseen(results: Results, candidate_pks: Sequence[int]) -> list[Candidate]:
    """Return those of the candidates that nobody has seen in a demo or trial."""
    was_seen = Q(trials__held_on__isnull=False) | Q(trials__starts_on__isnull=False)
    candidates = results.evaluation.candidates.filter(pk__in=candidate_pks)
    seen = set(candidates.filter(was_seen).values_list("pk", flat=True))
    return [results.candidates[pk] for pk in candidate_pks if pk not in seen]
