"""Reads a person's own score sheet in a fixed number of queries, as rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from evaluator.models import (
    Ballot,
    Candidate,
    Criterion,
    Evaluation,
    Participant,
    Score,
)
from evaluator.permissions import sees_prices
from evaluator.selectors.sheet import CellKey, Column, Look, Sheet
from evaluator.selectors.structures import structure_of


def read_sheet(participant: Participant, *, today: date) -> Sheet:
    """Read the own sheet: three queries, and four for a structure seen first."""
    structure = structure_of(participant.evaluation, today=today)
    recused = set(participant.recusals.values_list("candidate_id", flat=True))
    ballots = {
        candidate: (state, because)
        for candidate, state, because in participant.ballots.values_list(
            "candidate_id", "state", "returned_because"
        )
    }
    columns = {
        pk: Column(
            pk=pk,
            name=name,
            is_recused=pk in recused,
            is_out=pk in structure.out,
            is_editable=is_editable(participant, *ballots.get(pk, ("draft", ""))),
        )
        for pk, name in structure.candidates
    }
    return Sheet(
        evaluation=participant.evaluation,
        tree=structure.tree,
        candidates=tuple(columns.values()),
        looks=dict(own_looks(participant, columns)),
        measured=structure.measured,
        gaps=structure.gaps,
        returned_because=next((why for _state, why in ballots.values() if why), ""),
        hides_prices=not sees_prices(participant),
    )


def is_editable(participant: Participant, state: str, returned_because: str) -> bool:
    """Say of a ballot what `services.scores.open_ballot` will say."""
    evaluation = participant.evaluation
    if (
        participant.submitted_at
        or evaluation.archived_at
        or state != Ballot.State.DRAFT
    ):
        return False
    if evaluation.is_revealed:
        return bool(returned_because)
    return evaluation.state == Evaluation.State.SCORING


def own_looks(
    participant: Participant, columns: Mapping[int, Column]
) -> Iterator[tuple[CellKey, Look]]:
    rows = own_scores(participant).values_list(
        "criterion_id",
        "ballot__candidate_id",
        "state",
        "value",
        "version",
        "rung",
        ExpressionWrapper(~Q(note=""), output_field=BooleanField()),
    )
    for criterion, candidate, state, value, version, rung, has_note in rows:
        if candidate in columns:
            is_editable = columns[candidate].is_editable
            look = Look(state, value, version, rung, bool(has_note), is_editable)
            yield (criterion, candidate), look


def own_scores(participant: Participant) -> QuerySet[Score]:
    return Score.objects.filter(
        ballot__participant=participant, criterion__deleted_at=None
    )


def own_score(
    participant: Participant, criterion: Criterion, candidate: Candidate
) -> Score | None:
    return (
        own_scores(participant)
        .filter(criterion=criterion, ballot__candidate=candidate)
        .select_related("file")
        .first()
    )


def own_scores_of(participant: Participant, criterion: Criterion) -> dict[int, Score]:
    """Return candidate -> the own score on one criterion."""
    scores = own_scores(participant).filter(criterion=criterion)
    rows = scores.select_related("ballot", "file")
    return {score.ballot.candidate_id: score for score in rows}
