"""What goes into the workbook: the app's numbers, and what this reader may see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from common.errors import DomainError
from evaluator.models import (
    Candidate,
    Choice,
    Evaluation,
    Score,
    StructureChange,
)
from evaluator.scoring.aggregate import MissingPolicy, Scores
from evaluator.scoring.cells import CellState, GroupMethod
from evaluator.scoring.group import (
    Committee,
    group_ranking,
    group_scores,
    personal_rankings,
)
from evaluator.scoring.ranking import POINTS, Ranking, Standing, branch_totals
from evaluator.selectors.results import ENTRY_OF, Results
from evaluator.workbooks.comparison.options import WorkbookOptions
from evaluator.workbooks.comparison.speech import gettext
from evaluator.workbooks.comparison.tree_rows import TreeRow, tree_rows

# A formula names each evaluator's cell, and Excel reads at most 8,192 characters.
MOST_LINKED = 80


class NothingToCompare(DomainError):
    message = _(
        "There is nothing to compare yet: the evaluation needs a candidate on the short"
        " list and a criterion that weighs something."
    )


@dataclass(frozen=True, slots=True)
class Extras:
    """What stands beside the numbers: the recorded choice, and late changes."""

    choice: Choice | None = None
    changes: tuple[StructureChange, ...] = ()


def read_extras(evaluation: Evaluation) -> Extras:
    """Two queries."""
    choices = Choice.objects.select_related("chosen", "runner_up", "by")
    changes = evaluation.structure_changes.select_related("by").order_by("at", "pk")
    return Extras(choices.filter(evaluation=evaluation).first(), tuple(changes))


@dataclass(frozen=True)
class Content:
    """The results as the sheets need them; candidates that are out included."""

    results: Results
    options: WorkbookOptions
    extras: Extras = field(default_factory=Extras)

    @property
    def title(self) -> str:
        return self.results.evaluation.title

    @cached_property
    def rows(self) -> tuple[TreeRow, ...]:
        return tree_rows(self.results.tree)

    @cached_property
    def tops(self) -> tuple[TreeRow, ...]:
        return tuple(row for row in self.rows if row.is_top)

    @cached_property
    def leaves(self) -> dict[int, tuple[TreeRow, ...]]:
        """Node -> the leaves under it; a leaf holds itself."""
        return {
            row.pk: tuple(
                each for each in self.rows[row.below[0] : row.end] if each.is_leaf
            )
            for row in self.rows
        }

    @cached_property
    def candidates(self) -> tuple[Candidate, ...]:
        return tuple(self.results.candidates.values())

    @cached_property
    def pks(self) -> tuple[int, ...]:
        """The candidates by key, for what is read once a cell."""
        return tuple(self.results.candidates)

    @cached_property
    def evaluators(self) -> dict[int, str]:
        """Evaluator -> the name shown, in the order of joining."""
        return {
            pk: str(participant.user)
            if self.options.shows_names
            else gettext("Evaluator %(number)s") % {"number": place}
            for place, (pk, participant) in enumerate(
                self.results.evaluators.items(), start=1
            )
        }

    @cached_property
    def is_linked(self) -> bool:
        """Whether the group's values follow individual scores inside the file."""
        return self.shows_scores and len(self.evaluators) <= MOST_LINKED

    @cached_property
    def shows_scores(self) -> bool:
        return self.options.shows_scores and bool(self.evaluators)

    @cached_property
    def is_personal(self) -> bool:
        """Whether the total is the mean of the personal totals."""
        return self.method is GroupMethod.PERSONAL and bool(self.evaluators)

    @property
    def method(self) -> GroupMethod:
        return self.results.committee.method

    @property
    def missing(self) -> MissingPolicy:
        return self.results.committee.missing

    @cached_property
    def has_must_haves(self) -> bool:
        return bool(self.results.must_haves.rows)

    @cached_property
    def hidden_prices(self) -> frozenset[int]:
        """Measured criteria whose amounts are left out."""
        return self.seen.withheld

    @cached_property
    def seen(self) -> Results:
        """The results as the reader may see them."""
        shows = self.options.shows_prices
        return self.results if shows else self.results.without_prices()

    @cached_property
    def withholds(self) -> bool:
        """Whether totals hold prices that are left out, and cannot be recomputed."""
        return any(row.whole for row in self.rows if row.pk in self.hidden_prices)

    @cached_property
    def measured_rows(self) -> tuple[TreeRow, ...]:
        """Measured criteria whose raw numbers are in the file."""
        return tuple(
            row
            for row in self.rows
            if row.is_measured and row.pk not in self.hidden_prices
        )

    @cached_property
    def has_rated(self) -> bool:
        return any(row.is_leaf and not row.is_measured for row in self.rows)

    @cached_property
    def everybody(self) -> Committee:
        """The committee as if nobody were out: must-haves may change in the file."""
        return replace(self.results.committee, candidates=list(self.results.candidates))

    @cached_property
    def scores(self) -> Scores:
        """Candidate -> criterion -> the group's value of 0..1."""
        return group_scores(self.everybody)

    @cached_property
    def values(self) -> dict[int, dict[int, float | None]]:
        """Candidate -> criterion -> the group's value of 0..100."""
        return {
            int(candidate): {
                int(key): None if value is None else value * POINTS
                for key, value in row.items()
            }
            for candidate, row in self.scores.items()
        }

    @cached_property
    def branch_totals(self) -> dict[int, dict[int, float | None]]:
        """Candidate -> category of any level -> its own total of 0..100."""
        shares = {
            row.pk: {leaf.pk: leaf.inside for leaf in self.leaves[row.pk]}
            for row in self.rows
            if not row.is_leaf
        }
        return branch_totals(self.scores, shares, missing=self.missing)

    @cached_property
    def standings(self) -> dict[int, Standing]:
        """Candidate -> standing; of those who are out, without total and rank."""
        return self._standings(group_ranking(self.everybody), self.results.ranking)

    @cached_property
    def margin(self) -> float | None:
        """How far the first is ahead; of totals as they stand in the file."""
        if not self.withholds or self.results.ranking.margin is None:
            return self.results.ranking.margin
        first, second = (self.standing_of(each).total for each in self.order[:2])
        return None if first is None or second is None else first - second

    @cached_property
    def highest_total(self) -> float:
        """The first's, but for a tie within the tolerance; 0 without any total."""
        totals = (each.total for each in self.standings.values())
        return max((total for total in totals if total is not None), default=0.0)

    @cached_property
    def personal(self) -> dict[int, dict[int, Standing]]:
        """Evaluator -> candidate -> the standing by this person's scores alone."""
        everybody = personal_rankings(self.everybody)
        return {
            pk: self._standings(everybody[pk], ranking)
            for pk, ranking in self.results.personal.items()
        }

    @cached_property
    def order(self) -> tuple[Candidate, ...]:
        """Best first, then those without a total, then those who are out."""
        ranked = [int(each.candidate) for each in self.results.ranking.standings]
        out = [pk for pk in self.results.candidates if pk in self.results.out]
        return tuple(self.results.candidates[pk] for pk in ranked + out)

    def standing_of(self, candidate: Candidate) -> Standing:
        return self.standings[candidate.pk]

    def part_of(self, top: TreeRow, standing: Standing) -> float | None:
        """Return the points that a category brings."""
        points = standing.contribution_of(leaf.pk for leaf in self.leaves[top.pk])
        if not self.withholds:
            return points
        return self.seen.told(points) if self.seen.tells(top.criterion) else None

    def hides(self, row: TreeRow) -> bool:
        """Tell whether the total of a category would tell a price that is left out."""
        inside = (leaf for leaf in self.leaves[row.pk] if leaf.whole)
        return any(leaf.pk in self.hidden_prices for leaf in inside)

    @cached_property
    def places(self) -> dict[int, int]:
        """Candidate -> its place on the summary, from 1."""
        return {each.pk: place for place, each in enumerate(self.order, start=1)}

    @cached_property
    def columns(self) -> dict[int, int]:
        """Candidate -> its column among the candidates, from 1."""
        return {pk: n for n, pk in enumerate(self.results.candidates, start=1)}

    def is_out(self, candidate: Candidate) -> bool:
        return candidate.pk in self.results.out

    def entry(self, evaluator: int, candidate: int, criterion: int) -> int | CellState:
        """Return what one person typed in a cell: a score of 0..5, or a state."""
        if (evaluator, candidate) in self.results.recused:
            return CellState.RECUSED
        score = self.results.scores.get((evaluator, candidate, criterion))
        if score is None:
            return CellState.UNSCORED
        if score.value is None:
            return ENTRY_OF[Score.State(score.state)]
        return score.value

    def speaker(self, candidate: int, criterion: int) -> int:
        """Return the evaluator whose state a cell without any score shows.

        It is the first of those who say what most people say, as on the pages.
        """
        said = {pk: self.entry(pk, candidate, criterion) for pk in self.evaluators}
        counts = Counter(said.values())
        most = max(counts, key=lambda state: counts[state])
        return next(pk for pk, state in said.items() if state == most)

    def _standings(self, everybody: Ranking, ranked: Ranking) -> dict[int, Standing]:
        found: Mapping[int, Standing] = {
            int(each.candidate): replace(each, total=None, rank=None)
            for each in everybody.standings
        }
        found = {**found, **{int(each.candidate): each for each in ranked.standings}}
        return {pk: self._told(each) for pk, each in found.items()}

    def _told(self, standing: Standing) -> Standing:
        """Return it with one decimal where it holds prices that are left out."""
        if not self.withholds:
            return standing
        return replace(
            standing,
            total=self.seen.told(standing.total),
            lowest=round(standing.lowest, 1),
            highest=round(standing.highest, 1),
        )


def refuse_empty(content: Content) -> None:
    """Refuse with NothingToCompare where no total can be computed."""
    if not content.results.is_computable:
        raise NothingToCompare
