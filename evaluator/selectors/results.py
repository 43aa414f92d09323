"""The one number of an evaluation: read once, used by pages, API and workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.db.models import Q, QuerySet

from evaluator.models import (
    Ballot,
    Candidate,
    Criterion,
    Evaluation,
    MeasuredValue,
    Participant,
    Recusal,
    Score,
)
from evaluator.scoring.aggregate import MissingPolicy
from evaluator.scoring.cells import Cell, CellState, Entry, GroupMethod, cell
from evaluator.scoring.errors import WeightsAllZero
from evaluator.scoring.group import (
    Committee,
    group_ranking,
    group_scores,
    personal_rankings,
)
from evaluator.scoring.ranking import Ranking, branch_totals
from evaluator.scoring.robustness import WeightSweep, sweeps
from evaluator.scoring.value_functions import Rated, value_function_from
from evaluator.selectors.counted_tree import RequirementTree, requirement_tree
from evaluator.selectors.must_haves import MustHaveTable, must_have_table

ENTRY_OF = {
    Score.State.ABSTAINED: CellState.ABSTAINED,
    Score.State.NOT_SHOWN: CellState.NOT_SHOWN,
    Score.State.EMPTY: CellState.UNSCORED,
}
RATED = Rated()


@dataclass(frozen=True)
class Results:
    """All that a results page, the API or the workbook tells.

    Sealed evaluations have results only after the reveal; who calls asks
    `evaluation.shows_results` first.
    """

    evaluation: Evaluation
    tree: RequirementTree
    candidates: Mapping[int, Candidate]  # short list, those out included, by name
    must_haves: MustHaveTable
    evaluators: Mapping[int, Participant]  # those whose ballots count
    scores: Mapping[tuple[int, int, int], Score]  # (evaluator, candidate, criterion)
    measured: Mapping[tuple[int, int], MeasuredValue]  # (candidate, criterion)
    recused: frozenset[tuple[int, int]]  # (evaluator, candidate)
    # (candidate, criterion): why the costs told no value
    gaps: Mapping[tuple[int, int], MeasuredValue] = field(default_factory=dict)
    # Leaves whose values and points the reader may not see: prices (R21, R22).
    withheld: frozenset[int] = frozenset()

    def without_prices(self) -> Results:
        """Return the same results for a reader who may not see prices.

        Totals and ranks stay the one ranking; a cell that is a price tells neither its
        value nor its points, and sums are told with one decimal, as on the pages.
        """
        return replace(self, withheld=self.tree.priced)

    def told(self, number: float | None) -> float | None:
        """Return a total or another sum as this reader is told it."""
        return round(number, 1) if number is not None and self.withheld else number

    def holds_withheld(self, category: Criterion) -> bool:
        """Tell whether a price that weighs stands in the category."""
        weights = self.tree.leaf_weights
        leaves_in = {leaf.pk for leaf in self.tree.leaves_of(category)}
        return any(weights[pk] for pk in leaves_in & self.withheld)

    def tells(self, category: Criterion) -> bool:
        """Tell whether the points of the category are a sum with something else in."""
        weights = self.tree.leaf_weights
        others = [
            leaf
            for leaf in self.tree.leaves_of(category)
            if weights[leaf.pk] and leaf.pk not in self.withheld
        ]
        return bool(others) or not self.holds_withheld(category)

    @cached_property
    def committee(self) -> Committee:
        """What the calculation sees: candidates that are still in."""
        return Committee(
            candidates=[pk for pk in self.candidates if pk not in self.out],
            weights=self.tree.leaf_weights,
            ballots=self._ballots(),
            measured=self._measured_values(),
            method=GroupMethod(self.evaluation.group_method),
            missing=MissingPolicy(self.evaluation.missing_policy),
        )

    @cached_property
    def is_computable(self) -> bool:
        """Whether anything that weighs is there to be scored, for somebody."""
        try:
            has_weight = any(self.tree.leaf_weights.values())
        except WeightsAllZero:
            return False
        return has_weight and bool(self.candidates)

    @cached_property
    def out(self) -> frozenset[int]:
        """Candidates that fail a must-have without a waiver."""
        return frozenset(s.candidate.pk for s in self.must_haves.strips if s.is_out)

    @cached_property
    def ranking(self) -> Ranking:
        return group_ranking(self.committee)

    @cached_property
    def personal(self) -> dict[int, Ranking]:
        """Evaluator -> the ranking by this person's scores alone."""
        return {int(k): r for k, r in personal_rankings(self.committee).items()}

    @cached_property
    def group_values(self) -> dict[int, dict[int, float | None]]:
        """Candidate -> criterion -> the group's value of 0..1."""
        return {
            int(candidate): {int(criterion): value for criterion, value in row.items()}
            for candidate, row in group_scores(self.committee).items()
        }

    @cached_property
    def category_totals(self) -> dict[int, dict[int, float | None]]:
        """Candidate -> top category -> its own total of 0..100, for the profile.

        A category with prices in it has none for who may not see them: it is told in
        parts so large that an amount could be read off.
        """
        closed = {each.pk for each in self.tree.categories if self.holds_withheld(each)}
        found = branch_totals(
            group_scores(self.committee),
            self.tree.shares_within,
            missing=self.committee.missing,
        )
        return {
            int(candidate): {
                int(category): None if category in closed else total
                for category, total in row.items()
            }
            for candidate, row in found.items()
        }

    @cached_property
    def sweeps(self) -> dict[int, WeightSweep | None]:
        """Top category -> what happens while its weight goes from 0 to 1.

        None for a category with prices in it, where the reader may not see them: at a
        weight of 1 its own totals would show.
        """
        found = sweeps(
            group_scores(self.committee),
            self.committee.weights,
            self.tree.shares_within,
            missing=self.committee.missing,
        )
        closed = {each.pk for each in self.tree.categories if self.holds_withheld(each)}
        return {
            int(category): None if category in closed else sweep
            for category, sweep in found.items()
        }

    def with_method(self, method: GroupMethod) -> Ranking:
        """Return the ranking by another group method, as a comparison beside."""
        given = self.committee
        return group_ranking(
            Committee(
                candidates=given.candidates,
                weights=given.weights,
                ballots=given.ballots,
                measured=given.measured,
                method=method,
                missing=given.missing,
            )
        )

    def cell(self, candidate_pk: int, criterion_pk: int) -> Cell:
        """Return the group's value of a cell, its spread, and who left no number."""
        key = candidate_pk, criterion_pk
        if key not in self._cells:
            said = (self.entry(person, *key) for person in self.evaluators)
            self._cells[key] = cell(said, self.committee.method)
        return self._cells[key]

    @cached_property
    def _cells(self) -> dict[tuple[int, int], Cell]:
        """The cells that were asked for so far; several blocks ask for each."""
        return {}

    def entry(self, evaluator: int, candidate: int, criterion: int) -> Entry:
        """Return what one person says in a cell, as 0..1 or as a state."""
        if (evaluator, candidate) in self.recused:
            return CellState.RECUSED
        score = self.scores.get((evaluator, candidate, criterion))
        if score is None:
            return CellState.UNSCORED
        if score.value is None:
            return ENTRY_OF[Score.State(score.state)]
        return RATED.value(score.value)

    def _ballots(self) -> dict[int, dict[int, dict[int, Entry]]]:
        rated = [
            leaf.pk for leaf in self.tree.leaves if leaf.kind == Criterion.Kind.RATED
        ]
        return {
            evaluator: {
                candidate: {
                    criterion: self.entry(evaluator, candidate, criterion)
                    for criterion in rated
                }
                for candidate in self.candidates
            }
            for evaluator in self.evaluators
        }

    def number(self, candidate: int, criterion: int) -> Decimal | None:
        """Return what was measured, None where it is not known."""
        found = self.measured.get((candidate, criterion))
        return found.value if found else None

    def _measured_values(self) -> dict[int, dict[int, float | None]]:
        functions = {
            leaf.pk: value_function_from(leaf.value_function)
            for leaf in self.tree.leaves
            if leaf.kind == Criterion.Kind.MEASURED
        }
        return {
            candidate: {
                criterion: None if value is None else function.value(float(value))
                for criterion, function in functions.items()
                for value in [self.number(candidate, criterion)]
            }
            for candidate in self.candidates
        }


def read_results(evaluation: Evaluation, *, today: date) -> Results:
    """Read everything that counts, in eight queries whatever the size."""
    candidates = list(
        evaluation.candidates.short_listed().select_related("platform").by_name()
    )
    evaluators = counted_evaluators(evaluation)
    measured = {
        (each.candidate_id, each.criterion_id): each
        for each in MeasuredValue.objects.filter(
            candidate__in=candidates
        ).select_related("fact", "entered_by")
    }
    # Thousands of scores hang on some dozens of ballots: a join would copy those.
    ballots = {
        pk: (participant, candidate)
        for pk, participant, candidate in Ballot.objects.counted(
            evaluation
        ).values_list("pk", "participant_id", "candidate_id")
    }
    return Results(
        evaluation=evaluation,
        tree=requirement_tree(evaluation),
        candidates={each.pk: each for each in candidates},
        must_haves=must_have_table(evaluation, candidates=candidates, today=today),
        evaluators={each.pk: each for each in evaluators},
        scores={
            (*ballots[score.ballot_id], score.criterion_id): score
            for score in counted_scores(evaluation, evaluators)
        },
        measured={key: each for key, each in measured.items() if not each.gap},
        recused=recused_pairs(evaluators),
        gaps={key: each for key, each in measured.items() if each.gap},
    )


def counted_evaluators(evaluation: Evaluation) -> list[Participant]:
    """Return whose ballots count: those who score, and those who did.

    Who left, or came back only to watch, keeps the scores in the evaluation.
    """
    ballots = Ballot.objects.counted(evaluation)
    said = Score.objects.filter(ballot__in=ballots).exclude(state=Score.State.EMPTY)
    rows = evaluation.participants.filter(
        Q(is_evaluator=True) | Q(pk__in=said.values("ballot__participant")),
        pk__in=ballots.values("participant"),
    )
    return list(rows.select_related("user").order_by("pk"))


def counted_scores(
    evaluation: Evaluation, evaluators: Iterable[Participant]
) -> QuerySet[Score]:
    return Score.objects.filter(
        ballot__in=Ballot.objects.counted(evaluation),
        ballot__participant__in=list(evaluators),
        ballot__candidate__stage=Candidate.Stage.SHORT,
        criterion__deleted_at=None,
    ).select_related("file")


def recused_pairs(evaluators: Iterable[Participant]) -> frozenset[tuple[int, int]]:
    pairs = Recusal.objects.filter(participant__in=list(evaluators))
    return frozenset(pairs.values_list("participant_id", "candidate_id"))
