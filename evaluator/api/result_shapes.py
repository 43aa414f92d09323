"""How results look in answers of the API: the one number, and all it is made of."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, TypedDict

from evaluator.scoring.cells import Cell, GroupMethod
from evaluator.selectors import result_blocks as blocks
from evaluator.selectors.money.cost_in_ranking import CostInRanking, cost_in
from evaluator.selectors.openings import (
    CategoryPart,
    OpenedCell,
    OpenedTotal,
    PersonalEntry,
)
from evaluator.selectors.results import Results


class StandingShape(TypedDict):
    """`total` is of 100; `lowest` and `highest` are what it could still become."""

    candidate: int
    name: str
    rank: int | None
    total: float | None
    coverage: float
    lowest: float
    highest: float
    contributions: dict[str, float | None]


class OutShape(TypedDict):
    candidate: int
    name: str
    failed: list[int]


class StabilityShape(TypedDict):
    """Between which weights of a category the first stays first."""

    category: int
    weight: float
    lower: float
    upper: float
    first_below: int | None
    first_above: int | None


class PlaceShape(TypedDict):
    candidate: int
    rank: int | None
    total: float | None


class ComparisonShape(TypedDict):
    method: str
    is_chosen: bool
    ranking: list[PlaceShape]


class CostInRankingShape(TypedDict):
    """Ids of criteria whose values are prices: kept out, from the costs, or typed."""

    is_kept_out: bool
    left_out: list[int]
    bound: list[int]
    typed: list[int]


class ResultsShape(TypedDict):
    evaluation: int
    mode: str
    group_method: str
    missing_policy: str
    is_illustrative: bool
    evaluators: int
    weights: dict[str, float]
    ranking: list[StandingShape]
    out: list[OutShape]
    margin: float | None
    stability: list[StabilityShape]
    comparisons: list[ComparisonShape]
    unseen: list[int]
    cost: CostInRankingShape


class SpreadShape(TypedDict):
    count: int
    lowest: float
    highest: float


class ResultCellShape(TypedDict):
    """`value` is the group's, of 0 to 1; `without_number` counts who gave none.

    `is_withheld`: it is a price, or follows from one, which the reader may not see.
    """

    candidate: int
    criterion: int
    value: float | None
    is_withheld: bool
    spread: SpreadShape | None
    without_number: dict[str, int]


class EntryShape(TypedDict):
    """`evidence` is the id under which the file is had."""

    participant: int
    name: str
    state: str
    value: int | None
    rung: str
    note: str
    link: str
    evidence: int | None
    changed_after_reveal: bool


class ResultMeasureShape(TypedDict):
    """`money_figure`: taken from the costs, and `basis` says on what it rests."""

    value: str
    unit: str
    source: str
    fact: int | None
    money_figure: str
    basis: dict[str, Any]
    changed_after_reveal: bool


class OpenedCellShape(ResultCellShape):
    """`gap` says why the costs tell no value: it is never a 0."""

    measured: ResultMeasureShape | None
    gap: str
    entries: list[EntryShape]


class ContributionShape(TypedDict):
    criterion: int
    name: str
    weight: float
    value: float | None
    points: float | None
    is_withheld: bool


class CategoryShape(TypedDict):
    category: int
    name: str
    weight: float
    points: float | None
    contributions: list[ContributionShape]


class PersonalTotalShape(TypedDict):
    participant: int
    name: str
    rank: int | None
    total: float | None


class OpenedTotalShape(TypedDict):
    candidate: int
    name: str
    rank: int | None
    total: float | None
    coverage: float
    lowest: float
    highest: float
    categories: list[CategoryShape]
    personal: list[PersonalTotalShape]


def results_shape(results: Results) -> ResultsShape:
    evaluation = results.evaluation
    shape: ResultsShape = {
        "evaluation": evaluation.pk,
        "mode": evaluation.mode,
        "group_method": evaluation.group_method,
        "missing_policy": evaluation.missing_policy,
        "is_illustrative": evaluation.is_illustrative,
        "evaluators": len(results.evaluators),
        "weights": {},
        "ranking": [],
        "out": [
            {
                "candidate": strip.candidate.pk,
                "name": strip.candidate.name,
                "failed": [cell.criterion.pk for cell in strip.failed],
            }
            for strip in results.must_haves.strips
            if strip.is_out
        ],
        "margin": None,
        "stability": [],
        "comparisons": [],
        "unseen": [],
        "cost": cost_shape(cost_in(results.tree)),
    }
    if results.is_computable:
        weights = results.tree.leaf_weights
        shape["weights"] = {str(pk): weight for pk, weight in weights.items()}
        shape["ranking"] = list(standings_of(results))
        shape["margin"] = results.told(results.ranking.margin)
        shape["stability"] = list(stability_of(results))
        shape["comparisons"] = list(comparisons_of(results))
        unseen = blocks.unseen(results, list(results.candidates))
        shape["unseen"] = [candidate.pk for candidate in unseen]
    return shape


def cost_shape(cost: CostInRanking) -> CostInRankingShape:
    return {
        "is_kept_out": cost.is_kept_out,
        "left_out": [each.pk for each in cost.left_out],
        "bound": [each.pk for each in cost.bound],
        "typed": [each.pk for each in cost.typed],
    }


def standings_of(results: Results) -> Iterator[StandingShape]:
    for standing in results.ranking.standings:
        parts = standing.contributions.items()
        yield {
            "candidate": int(standing.candidate),
            "name": results.candidates[int(standing.candidate)].name,
            "rank": standing.rank,
            "total": results.told(standing.total),
            "coverage": standing.coverage,
            "lowest": results.told(standing.lowest) or 0.0,
            "highest": results.told(standing.highest) or 0.0,
            "contributions": {
                str(key): None if key in results.withheld else results.told(points)
                for key, points in parts
            },
        }


def comparisons_of(results: Results) -> Iterator[ComparisonShape]:
    for each in blocks.comparisons(results):
        yield {
            "method": each.method,
            "is_chosen": each.is_chosen,
            "ranking": [
                {
                    "candidate": candidate.pk,
                    "rank": standing.rank,
                    "total": results.told(standing.total),
                }
                for candidate, standing in each.places
            ],
        }


def stability_of(results: Results) -> Iterator[StabilityShape]:
    """A mean of personal totals is no weighted sum: its weights have no interval."""
    if results.committee.method is GroupMethod.PERSONAL:
        return
    for category in results.tree.categories:
        sweep = results.sweeps.get(category.pk)
        if sweep is None or len(sweep.candidates) < 2:
            continue
        found = sweep.interval()
        yield {
            "category": category.pk,
            "weight": found.weight,
            "lower": found.lower,
            "upper": found.upper,
            "first_below": id_or_none(found.challenger_lower),
            "first_above": id_or_none(found.challenger_upper),
        }


def id_or_none(key: int | str | None) -> int | None:
    return None if key is None else int(key)


def total_shape(results: Results, opened: OpenedTotal) -> OpenedTotalShape:
    return {
        "candidate": opened.candidate.pk,
        "name": opened.candidate.name,
        "rank": opened.standing.rank,
        "total": results.told(opened.standing.total),
        "coverage": opened.standing.coverage,
        "lowest": results.told(opened.standing.lowest) or 0.0,
        "highest": results.told(opened.standing.highest) or 0.0,
        "categories": [category_shape(part) for part in opened.parts],
        "personal": [
            {
                "participant": participant.pk,
                "name": str(participant.user),
                "rank": standing.rank,
                "total": results.told(standing.total),
            }
            for participant, standing in opened.personal
        ],
    }


def category_shape(part: CategoryPart) -> CategoryShape:
    return {
        "category": part.category.pk,
        "name": part.category.name,
        "weight": part.weight,
        "points": part.points,
        "contributions": [
            {
                "criterion": each.criterion.pk,
                "name": each.criterion.name,
                "weight": each.weight,
                "value": each.value,
                "points": each.points,
                "is_withheld": each.is_withheld,
            }
            for each in part.contributions
        ],
    }


def cell_shape(
    results: Results, candidate_pk: int, criterion_pk: int
) -> ResultCellShape:
    cell = results.cell(candidate_pk, criterion_pk)
    values = results.group_values.get(candidate_pk, {})
    is_withheld = criterion_pk in results.withheld
    return {
        "candidate": candidate_pk,
        "criterion": criterion_pk,
        "value": None if is_withheld else values.get(criterion_pk, cell.value),
        "is_withheld": is_withheld,
        "spread": spread_shape(cell),
        "without_number": {str(state): count for state, count in cell.states.items()},
    }


def spread_shape(cell: Cell) -> SpreadShape | None:
    if cell.spread is None:
        return None
    return {
        "count": cell.spread.n,
        "lowest": cell.spread.lowest,
        "highest": cell.spread.highest,
    }


def opened_cell_shape(results: Results, opened: OpenedCell) -> OpenedCellShape:
    cell = cell_shape(results, opened.candidate.pk, opened.criterion.pk)
    return {
        **cell,
        "measured": measure_shape(opened),
        "gap": opened.gap.gap if opened.gap else "",
        "entries": [entry_shape(entry) for entry in opened.entries],
    }


def measure_shape(opened: OpenedCell) -> ResultMeasureShape | None:
    measured = opened.measured
    if measured is None:
        return None
    return {
        "value": f"{(measured.value or Decimal(0)).normalize():f}",
        "unit": opened.criterion.unit,
        "source": measured.source,
        "fact": measured.fact_id,
        "money_figure": measured.figure,
        "basis": measured.basis,
        "changed_after_reveal": measured.changed_after_reveal,
    }


def entry_shape(entry: PersonalEntry) -> EntryShape:
    score = entry.score
    return {
        "participant": entry.participant.pk,
        "name": str(entry.participant.user),
        "state": entry.state,
        "value": score.value if score else None,
        "rung": score.rung if score else "",
        "note": score.note if score else "",
        "link": score.link if score else "",
        "evidence": score.pk if score and score.file_id else None,
        "changed_after_reveal": bool(score and score.changed_after_reveal),
    }
