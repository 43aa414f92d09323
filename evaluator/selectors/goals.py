"""Goals and objectives as the pages show them, and as the move measures them later."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import get_language

from evaluator.content.goals import ObjectiveSample, goal_content
from evaluator.diagnosis.labels import GAP_TEXTS, LETTER_LABELS
from evaluator.diagnosis.smart import (
    LETTERS,
    Draft,
    Gap,
    Letter,
    missing_letters,
    smart_gaps,
)
from evaluator.models import CompanyGoal, Criterion, Evaluation, Objective


@dataclass(frozen=True, slots=True)
class LetterShown:
    """One letter of SMART: there, or what is missing for it."""

    letter: str
    word: str | Promise
    gaps: tuple[str | Promise, ...]

    @property
    def is_there(self) -> bool:
        return not self.gaps


@dataclass(frozen=True, slots=True)
class ObjectiveRow:
    objective: Objective
    depth: int
    letters: tuple[LetterShown, ...]


@dataclass(frozen=True, slots=True)
class GoalBoard:
    goals: tuple[CompanyGoal, ...]
    rows: tuple[ObjectiveRow, ...]
    removed: tuple[Objective, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.goals or self.rows)


@dataclass(frozen=True, slots=True)
class Promised:
    """What was promised with the choice, to be held against what was reached."""

    objective: int
    statement: str
    kind: str
    metric: str
    unit: str
    baseline: Decimal | None
    baseline_on: date | None
    target: Decimal | None
    deadline: date | None
    owner: str


def read_goals(evaluation: Evaluation) -> GoalBoard:
    """Read goals and objectives, parts behind their whole. Three queries."""
    objectives = list(
        evaluation.objectives.select_related("owner__user", "goal")
        .prefetch_related("criteria")
        .in_order()
    )
    present = [each for each in objectives if each.removed_at is None]
    return GoalBoard(
        goals=tuple(evaluation.company_goals.order_by("pk")),
        rows=tuple(rows_below(present)),
        removed=tuple(each for each in objectives if each.removed_at is not None),
    )


def rows_below(objectives: list[Objective]) -> Iterable[ObjectiveRow]:
    """Yield each objective with its parts behind it."""
    here = {each.pk for each in objectives}
    waiting = [(each, 0) for each in reversed(objectives) if each.parent_id not in here]
    while waiting:
        objective, depth = waiting.pop()
        yield ObjectiveRow(objective, depth, letters_of(objective))
        parts = [each for each in objectives if each.parent_id == objective.pk]
        waiting += [(part, depth + 1) for part in reversed(parts)]


def draft_of(objective: Objective) -> Draft:
    return Draft(
        statement=objective.statement,
        has_owner=objective.owner_id is not None,
        metric=objective.metric,
        baseline=as_float(objective.baseline),
        baseline_on=objective.baseline_on,
        target=as_float(objective.target),
        deadline=objective.deadline,
        has_goal=objective.goal_id is not None,
    )


def as_float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def letters_of(objective: Objective) -> tuple[LetterShown, ...]:
    return letters_from(smart_gaps(draft_of(objective)))


def letters_from(gaps: tuple[Gap, ...]) -> tuple[LetterShown, ...]:
    return tuple(
        LetterShown(
            letter.value,
            LETTER_LABELS[letter],
            tuple(GAP_TEXTS[gap] for gap in gaps if LETTERS[gap] is letter),
        )
        for letter in Letter
    )


def letters_missing(objective: Objective) -> list[str]:
    return [each.value for each in missing_letters(smart_gaps(draft_of(objective)))]


def objectives_needing(criterion: Criterion) -> list[Objective]:
    """Return the objectives that this criterion is needed for."""
    return list(criterion.objectives.present().in_order())


def promised(evaluation: Evaluation) -> tuple[Promised, ...]:
    """Return the objectives as they stand, for the adoption after the move."""
    objectives = evaluation.objectives.present().select_related("owner__user")
    return tuple(
        Promised(
            objective=each.pk,
            statement=each.statement,
            kind=each.kind,
            metric=each.metric,
            unit=each.unit,
            baseline=each.baseline,
            baseline_on=each.baseline_on,
            target=each.target,
            deadline=each.deadline,
            owner=str(each.owner.user) if each.owner else "",
        )
        for each in objectives.in_order()
    )


def metric_names() -> list[str]:
    """Return the metrics to start from, in the reader's language."""
    language = get_language() or "en"
    return [
        metric.in_language(language)
        for kind in goal_content().kinds
        for metric in kind.metrics
    ]


def samples() -> list[tuple[ObjectiveSample, str]]:
    language = get_language() or "en"
    return [
        (each, each.statement.in_language(language)) for each in goal_content().samples
    ]
