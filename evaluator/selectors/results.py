"""The one number of an evaluation: read once, used by pages, API and workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
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
    MoneySettings,
    Participant,
    Recusal,
    Score,
)
from evaluator.scoring.aggregate import MissingPolicy
from evaluator.scoring.cells import Cell, CellState, Entry, GroupMethod, cell
from evaluator.scoring.errors import Key, WeightsAllZero
from evaluator.scoring.group import (
    Committee,
    group_ranking,
    group_scores,
    personal_rankings,
)
from evaluator.scoring.ranking import Ranking, branch_totals
from evaluator.scoring.robustness import WeightSweep, sweeps
from evaluator.scoring.tree import (
    Forest,
    Row,
    branches,
    global_weights,
    grow,
    leaf_weights,
    leaves,
    without,
)
from evaluator.scoring.value_functions import Rated, value_function_from
from evaluator.selectors.must_haves import MustHaveTable, must_have_table

ENTRY_OF = {
    Score.State.ABSTAINED: CellState.ABSTAINED,
    Score.State.NOT_SHOWN: CellState.NOT_SHOWN,
    Score.State.EMPTY: CellState.UNSCORED,
}
RATED = Rated()


@dataclass(frozen=True, slots=True)
class RequirementTree:
    """The criteria of an evaluation in reading order, and what each weighs."""

    criteria: Mapping[int, Criterion]  # all but must-haves, parents before children
    forest: Forest
    # Measured leaves whose values are prices because a fact says so.
    priced_by_fact: frozenset[int] = frozenset()
    # Leaves that weigh nothing here, because cost stays out of the score.
    left_out: frozenset[int] = frozenset()

    @property
    def priced(self) -> frozenset[int]:
        """Leaves whose values are prices, or follow from them (R21)."""
        told = {pk for pk, each in self.criteria.items() if each.tells_money}
        return self.priced_by_fact | told

    @property
    def keeps_cost_out(self) -> bool:
        return keeps_cost_out(self.criteria.values())

    @property
    def leaves(self) -> list[Criterion]:
        """What is scored or measured, in reading order."""
        return [
            self.criteria[int(leaf)] for node in self.forest for leaf in leaves(node)
        ]

    @property
    def categories(self) -> list[Criterion]:
        """The categories of the top level that hold anything to score."""
        return [self.criteria[int(node.key)] for node in self.forest]

    def leaves_of(self, category: Criterion) -> list[Criterion]:
        node = next(node for node in self.forest if node.key == category.pk)
        return [self.criteria[int(leaf)] for leaf in leaves(node)]

    @property
    def shares_within(self) -> dict[Key, dict[Key, float]]:
        """Top category -> leaf -> its share within the category."""
        inside = branches(self.forest)
        return {
            node.key: dict(inside.get(node.key, {node.key: 1.0}))
            for node in self.forest
        }

    @property
    def leaf_weights(self) -> dict[int, float]:
        """Global weights of the leaves; they sum to 1. Raises WeightsAllZero."""
        return {int(key): weight for key, weight in leaf_weights(self.forest).items()}

    @property
    def global_weights(self) -> dict[int, float]:
        return {int(key): weight for key, weight in global_weights(self.forest).items()}


def requirement_tree(evaluation: Evaluation) -> RequirementTree:
    """Read the tree as it counts. One query."""
    criteria = list(
        evaluation.criteria.present()
        .exclude(kind=Criterion.Kind.MUST_HAVE)
        .with_money()
        .order_by("position", "pk")
    )
    left_out = left_out_of(criteria)
    return RequirementTree(
        {each.pk: each for each in criteria},
        grow(without(map(row_of, criteria), left_out)),
        priced_by_fact=frozenset(each.pk for each in criteria if has_priced_fact(each)),
        left_out=left_out,
    )


def has_priced_fact(criterion: Criterion) -> bool:
    return bool(getattr(criterion, "has_priced_fact", False))


def keeps_cost_out(criteria: Iterable[Criterion]) -> bool:
    """Tell whether cost stays out of the score, by the setting of the money."""
    rules = {getattr(each, "budget_rule", "") for each in criteria}
    return MoneySettings.BudgetRule.KEPT_OUT in rules


def left_out_of(criteria: Sequence[Criterion]) -> frozenset[int]:
    """Return the leaves that weigh nothing, because cost stays out of the score."""
    if not keeps_cost_out(criteria):
        return frozenset()
    return frozenset(
        each.pk for each in criteria if each.tells_money or has_priced_fact(each)
    )


def row_of(criterion: Criterion) -> Row:
    return Row(
        key=criterion.pk,
        parent=criterion.parent_id,
        weight=float(criterion.weight),
        is_category=criterion.kind == Criterion.Kind.CATEGORY,
    )


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
        """Candidate -> top category -> its own total of 0..100, for the profile."""
        found = branch_totals(
            group_scores(self.committee),
            self.tree.shares_within,
            missing=self.committee.missing,
        )
        return {
            int(candidate): {int(category): total for category, total in row.items()}
            for candidate, row in found.items()
        }

    @cached_property
    def sweeps(self) -> dict[int, WeightSweep | None]:
        """Top category -> what happens while its weight goes from 0 to 1."""
        found = sweeps(
            group_scores(self.committee),
            self.committee.weights,
            self.tree.shares_within,
            missing=self.committee.missing,
        )
        return {int(category): sweep for category, sweep in found.items()}

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
