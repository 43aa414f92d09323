"""What everybody scores against, kept under the version that every change raises."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import TypedDict

from django.db.models import Q

from evaluator.models import Evaluation, MeasuredValue, MustHaveAnswer
from evaluator.selectors.counted_tree import RequirementTree, requirement_tree
from evaluator.selectors.sheet import CellKey

MOST_KEPT = 64


@dataclass(frozen=True, slots=True)
class Structure:
    """Tree, short list by name, who fails a must-have, and what is measured."""

    tree: RequirementTree
    candidates: tuple[tuple[int, str], ...]
    out: frozenset[int]
    measured: Mapping[CellKey, float]
    gaps: Mapping[CellKey, str]  # why the costs told no value


def structure_of(evaluation: Evaluation, *, today: date) -> Structure:
    """Return the structure; it is read again once the evaluation's version rises."""
    return structure_at(
        evaluation.pk, evaluation.created_at, evaluation.structure_version, today
    )


@lru_cache(maxsize=MOST_KEPT)
def structure_at(pk: int, _made_at: datetime, _version: int, today: date) -> Structure:
    """Read it in four queries. Moment and version are there to be kept by."""
    evaluation = Evaluation(pk=pk)
    candidates = evaluation.candidates.short_listed().by_name()
    return Structure(
        tree=requirement_tree(evaluation),
        candidates=tuple(candidates.values_list("pk", "name")),
        out=out_candidates(evaluation, today=today),
        **measured_values(evaluation),
    )


def out_candidates(evaluation: Evaluation, *, today: date) -> frozenset[int]:
    """Return who fails a must-have that is not waived today; they are not ranked."""
    is_waived = Q(waived_at__isnull=False) & (
        Q(waived_until=None) | Q(waived_until__gte=today)
    )
    failed = MustHaveAnswer.objects.filter(
        candidate__evaluation=evaluation,
        criterion__deleted_at=None,
        answer=MustHaveAnswer.Answer.NO,
    ).exclude(is_waived)
    return frozenset(failed.values_list("candidate_id", flat=True))


class Measured(TypedDict):
    measured: dict[CellKey, float]
    gaps: dict[CellKey, str]


def measured_values(evaluation: Evaluation) -> Measured:
    rows = MeasuredValue.objects.filter(candidate__evaluation=evaluation).values_list(
        "criterion_id", "candidate_id", "value", "gap"
    )
    found = Measured(measured={}, gaps={})
    for criterion, candidate, value, gap in rows:
        if value is None:
            found["gaps"][criterion, candidate] = gap
        else:
            found["measured"][criterion, candidate] = float(value)
    return found
