"""Every number opens: a total into contributions, a cell into people's scores."""

from __future__ import annotations

from dataclasses import dataclass

from evaluator.models import (
    Candidate,
    Criterion,
    MeasuredValue,
    Participant,
    Score,
)
from evaluator.scoring.cells import Cell, CellState
from evaluator.scoring.ranking import Standing
from evaluator.selectors.results import Results


@dataclass(frozen=True, slots=True)
class Contribution:
    """One criterion's part of a total: value x weight, in points."""

    criterion: Criterion
    weight: float
    value: float | None  # of the group, 0..1
    points: float | None
    is_withheld: bool = False  # a price, and the reader may not see prices


@dataclass(frozen=True, slots=True)
class CategoryPart:
    category: Criterion
    colour: int
    weight: float
    points: float | None  # None also where they would tell a price
    contributions: tuple[Contribution, ...]


@dataclass(frozen=True, slots=True)
class OpenedTotal:
    candidate: Candidate
    standing: Standing
    parts: tuple[CategoryPart, ...]
    personal: tuple[tuple[Participant, Standing], ...]


def open_total(results: Results, candidate_pk: int) -> OpenedTotal:
    """Return a total in its parts. The points sum to the total."""
    standing = results.ranking.of(candidate_pk)
    return OpenedTotal(
        candidate=results.candidates[candidate_pk],
        standing=standing,
        parts=tuple(
            category_part(results, standing, category, place)
            for place, category in enumerate(results.tree.categories)
        ),
        personal=tuple(
            (results.evaluators[pk], ranking.of(candidate_pk))
            for pk, ranking in results.personal.items()
        ),
    )


def category_part(
    results: Results, standing: Standing, category: Criterion, place: int
) -> CategoryPart:
    leaves = results.tree.leaves_of(category)
    values = results.group_values[int(standing.candidate)]
    weights = results.tree.leaf_weights
    return CategoryPart(
        category=category,
        colour=place,
        weight=results.tree.global_weights[category.pk],
        points=results.told(standing.contribution_of([leaf.pk for leaf in leaves]))
        if results.tells(category)
        else None,
        contributions=tuple(
            Contribution(leaf, weights[leaf.pk], None, None, is_withheld=True)
            if leaf.pk in results.withheld
            else Contribution(
                criterion=leaf,
                weight=weights[leaf.pk],
                value=values.get(leaf.pk),
                points=results.told(standing.contributions[leaf.pk]),
            )
            for leaf in leaves
        ),
    )


@dataclass(frozen=True, slots=True)
class PersonalEntry:
    """What one person says in the cell."""

    participant: Participant
    state: str  # scored, or why there is no number
    score: Score | None


@dataclass(frozen=True, slots=True)
class OpenedCell:
    candidate: Candidate
    criterion: Criterion
    cell: Cell
    measured: MeasuredValue | None
    entries: tuple[PersonalEntry, ...]
    gap: MeasuredValue | None = None  # why the costs told no value
    is_withheld: bool = False  # a price, and the reader may not see prices

    @property
    def stored(self) -> MeasuredValue | None:
        return self.measured or self.gap


def open_cell(results: Results, candidate_pk: int, criterion_pk: int) -> OpenedCell:
    criterion = results.tree.criteria[criterion_pk]
    is_rated = criterion.kind == Criterion.Kind.RATED
    is_withheld = criterion_pk in results.withheld
    key = candidate_pk, criterion_pk
    return OpenedCell(
        candidate=results.candidates[candidate_pk],
        criterion=criterion,
        cell=results.cell(*key),
        measured=None if is_withheld else results.measured.get(key),
        is_withheld=is_withheld,
        gap=None if is_withheld else results.gaps.get(key),
        entries=tuple(
            personal_entry(results, participant, candidate_pk, criterion_pk)
            for participant in results.evaluators.values()
            if is_rated
        ),
    )


def personal_entry(
    results: Results, participant: Participant, candidate_pk: int, criterion_pk: int
) -> PersonalEntry:
    key = participant.pk, candidate_pk, criterion_pk
    entry = results.entry(*key)
    return PersonalEntry(
        participant=participant,
        state=str(entry) if isinstance(entry, CellState) else "scored",
        # Of somebody recused nothing counts, and nothing is told.
        score=None if entry is CellState.RECUSED else results.scores.get(key),
    )
