"""An evaluation whose scoring is open, and those who score in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from evaluator.models import (
    Ballot,
    Candidate,
    Criterion,
    Evaluation,
    Participant,
    Score,
)
from evaluator.services.scores import Entry, ScoreEdit, save_score
from tests.evaluator.whole_site import known, staged

# The stage of those who ask for every address, here and in the API.
__all__ = ["budget", "known", "part_of", "price", "say", "scoring", "staged"]


@pytest.fixture
def scoring(evaluation, now) -> Evaluation:
    """The evaluation of the cast, sealed, with its scoring open since yesterday."""
    evaluation.state = Evaluation.State.SCORING
    evaluation.opened_at = now - timedelta(days=1)
    evaluation.save()
    return evaluation


@pytest.fixture
def budget(evaluation) -> Criterion:
    return evaluation.criteria.get(own_name="Budget")


@pytest.fixture
def price(evaluation) -> Criterion:
    return evaluation.criteria.get(own_name="Price")


@pytest.fixture
def part_of(people) -> Callable[[Evaluation, str], Participant]:
    """Return a person's part in an evaluation, fresh from the database."""

    def find(evaluation: Evaluation, name: str) -> Participant:
        return Participant.objects.select_related("evaluation__team", "user").get(
            evaluation_id=evaluation.pk, user=people[name]
        )

    return find


@pytest.fixture
def say(now, part_of) -> Callable[..., Score]:
    """Save a score as somebody: say(evaluation, "evaluator", "Price", "Acme", 4)."""

    def save(
        evaluation: Evaluation,
        name: str,
        criterion: str,
        candidate: str,
        value: int | None,
        **texts: str,
    ) -> Score:
        participant = part_of(evaluation, name)
        leaf = Criterion.objects.get(evaluation=evaluation, own_name=criterion)
        column = Candidate.objects.get(evaluation=evaluation, name=candidate)
        stored = Score.objects.filter(
            ballot__in=Ballot.objects.filter(participant=participant, candidate=column),
            criterion=leaf,
        ).first()
        state = Score.State.ABSTAINED if value is None else Score.State.SCORED
        return save_score(
            participant=participant,
            criterion=leaf,
            candidate=column,
            edit=ScoreEdit(
                version=stored.version if stored else 0,
                entry=Entry(state, value),
                **texts,
            ),
            now=now,
        )

    return save
