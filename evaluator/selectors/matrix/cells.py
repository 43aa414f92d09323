"""What stands in the cells of an evaluation that a spreadsheet also fills."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from evaluator.matrix.grid import text_of
from evaluator.matrix.matrix import MatrixCell
from evaluator.models import (
    Candidate,
    Criterion,
    MeasuredValue,
    MustHaveAnswer,
    Participant,
    Score,
)
from evaluator.selectors.grid import is_editable, own_scores

Key = tuple[int, int]  # criterion, candidate


@dataclass(frozen=True, slots=True)
class Stored:
    """Answers and measured values, seen by all, and the person's own scores alone."""

    answers: Mapping[Key, MustHaveAnswer] = field(default_factory=dict)
    values: Mapping[Key, MeasuredValue] = field(default_factory=dict)
    scores: Mapping[Key, Score] = field(default_factory=dict)
    recused: frozenset[int] = frozenset()
    closed: frozenset[int] = frozenset()  # candidates whose own ballot is frozen


def read_stored(participant: Participant) -> Stored:
    """Read the cells in five queries; nobody else's scores are among them (R17)."""
    evaluation = participant.evaluation
    answers = MustHaveAnswer.objects.filter(candidate__evaluation=evaluation)
    values = MeasuredValue.objects.filter(candidate__evaluation=evaluation)
    scores = own_scores(participant).select_related("ballot")
    ballots = {
        candidate: (state, because)
        for candidate, state, because in participant.ballots.values_list(
            "candidate_id", "state", "returned_because"
        )
    }
    candidates = evaluation.candidates.values_list("pk", flat=True)
    return Stored(
        answers={(each.criterion_id, each.candidate_id): each for each in answers},
        values={(each.criterion_id, each.candidate_id): each for each in values},
        scores={(each.criterion_id, each.ballot.candidate_id): each for each in scores},
        recused=frozenset(participant.recusals.values_list("candidate_id", flat=True)),
        closed=frozenset(
            pk
            for pk in candidates
            if not is_editable(participant, *ballots.get(pk, ("draft", "")))
        ),
    )


def change_of_cell(
    cell: MatrixCell,
    criterion: Criterion | None,
    candidate: Candidate | None,
    stored: Stored,
) -> tuple[str, str]:
    """Return what the cell says now and would say, empty for nothing.

    An answer of "unknown" never replaces one that is known.
    """
    key = (criterion.pk if criterion else 0, candidate.pk if candidate else 0)
    if cell.score is not None:
        score = stored.scores.get(key)
        value = score.value if score else None
        return "" if value is None else str(value), str(cell.score)
    if cell.value is not None:
        measured = stored.values.get(key)
        stands = measured.value if measured else None
        return "" if stands is None else text_of(stands), text_of(cell.value)
    answer = stored.answers.get(key)
    before = answer.answer if answer else ""
    known = "" if before == MustHaveAnswer.Answer.UNKNOWN else before
    if cell.answer == MustHaveAnswer.Answer.UNKNOWN:
        return known, known
    return known, cell.answer
