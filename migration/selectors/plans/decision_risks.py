"""Risks that a recorded choice brings: unmet must-haves, and low scores."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from common.formatting import as_given, number
from evaluator.models import Candidate, Criterion, Evaluation, MustHaveAnswer
from evaluator.scoring.group import group_scores
from evaluator.scoring.value_functions import Rated
from evaluator.selectors.results import Results, read_results
from migration.planning.weak_points import WeakPoint, weak_points

SERIOUS, MIDDLING = 4, 3
LONGEST = 200
POINTS = 100


@dataclass(frozen=True, slots=True)
class DecisionRisk:
    """level: how likely, and how bad, from 1 to 5."""

    criterion: Criterion
    text: str
    level: int


def decision_risks(evaluation: Evaluation, *, today: date) -> list[DecisionRisk]:
    """Return what the chosen platform does not meet, and what it does poorly.

    None before there is a choice; no scores before they may be seen (R17), and never
    one that is a price: everybody on the plan reads its risks (R21).
    """
    if not hasattr(evaluation, "choice"):
        return []
    chosen = evaluation.choice.chosen
    found = list(unmet(chosen))
    if evaluation.shows_results:
        found += low_scores(read_results(evaluation, today=today), chosen)
    return found


def unmet(chosen: Candidate) -> Iterator[DecisionRisk]:
    answers = MustHaveAnswer.objects.filter(
        candidate=chosen, answer=MustHaveAnswer.Answer.NO
    )
    for answer in answers.select_related("criterion").order_by("criterion_id"):
        said = _("The new platform does not meet the must-have “%(name)s”.")
        text = said % {"name": answer.criterion.name}
        yield DecisionRisk(answer.criterion, text[:LONGEST], SERIOUS)


def low_scores(results: Results, chosen: Candidate) -> Iterator[DecisionRisk]:
    if chosen.pk not in results.candidates or not results.is_computable:
        return
    # One that fails a must-have is out of the ranking, and may be chosen all the same.
    alone = group_scores(replace(results.committee, candidates=[chosen.pk]))
    values = {int(pk): value for pk, value in alone[chosen.pk].items()}
    told = {pk: x for pk, x in values.items() if pk not in results.tree.priced}
    for point in weak_points(told, results.tree.leaf_weights):
        criterion = results.tree.criteria[point.criterion]
        yield DecisionRisk(criterion, low_text(criterion, point)[:LONGEST], MIDDLING)


def low_text(criterion: Criterion, point: WeakPoint) -> str:
    if criterion.kind == Criterion.Kind.RATED:
        said = _(
            "The new platform is weak at “%(name)s”: the committee gave %(score)s of"
            " %(highest)s."
        )
        most = Rated.highest
    else:
        said = _(
            "The new platform is weak at “%(name)s”: it reaches %(score)s of"
            " %(highest)s points."
        )
        most = POINTS
    score = as_given(round(point.value * most, 1))
    return said % {"name": criterion.name, "score": score, "highest": number(most)}
