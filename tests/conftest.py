"""The fixed cast and one evaluation that most tests play on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.core.cache import cache

from evaluator.models import Candidate, Criterion, Evaluation, Participant
from evaluator.selectors.structures import structure_at
from tests.evaluator.revealed import SHEETS, reveal_with
from workspace.api_throttles import counts
from workspace.kept_pages import shelf
from workspace.models import Member, Team, User

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
PASSWORD = "a quiet long walk home"


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """What a process keeps is true of one database, and each test has its own."""
    shelf.clear()
    structure_at.cache_clear()
    counts.clear()


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    """A cache outside the database is not rolled back with it."""
    yield
    if settings.CACHES["default"]["BACKEND"].endswith("RedisCache"):
        cache.clear()


@pytest.fixture
def team(db) -> Team:
    return Team.objects.create(name="Marketing", time_zone="Asia/Tehran")


@pytest.fixture
def other_team(db) -> Team:
    return Team.objects.create(name="Elsewhere")


@pytest.fixture
def people(team, other_team) -> dict[str, User]:
    """owner, lead, evaluator, second, observer, member: one team; outsider: another."""
    cast = {
        name: User.objects.create_user(
            f"{name}@example.org", PASSWORD, name=name.title()
        )
        for name in (
            "owner",
            "lead",
            "evaluator",
            "second",
            "observer",
            "member",
            "outsider",
        )
    }
    for name, user in cast.items():
        Member.objects.create(
            team=other_team if name == "outsider" else team,
            user=user,
            role="owner" if name in {"owner", "outsider"} else "member",
        )
    return cast


@pytest.fixture
def evaluation(team, people) -> Evaluation:
    """Sealed, being set up: two categories, four rated criteria, three candidates."""
    evaluation = Evaluation.objects.create(
        team=team, title="Platform for 2027", created_by=people["lead"]
    )
    for name, role in (
        ("lead", "lead"),
        ("evaluator", "evaluator"),
        ("second", "evaluator"),
        ("observer", "observer"),
    ):
        Participant.objects.create(
            evaluation=evaluation,
            user=people[name],
            role=role,
            is_evaluator=role == "evaluator",
        )
    for position, (category, weight, leaves) in enumerate(
        (("Budget", 60, ("Price", "Growth")), ("Support", 40, ("Answers", "Training")))
    ):
        parent = Criterion.objects.create(
            evaluation=evaluation,
            kind="category",
            own_name=category,
            weight=weight,
            position=position,
        )
        for leaf_position, leaf in enumerate(leaves):
            Criterion.objects.create(
                evaluation=evaluation,
                parent=parent,
                kind="rated",
                own_name=leaf,
                weight=50,
                position=leaf_position,
            )
    for position, name in enumerate(("Acme", "Bolt", "Cedar")):
        Candidate.objects.create(
            evaluation=evaluation,
            name=name,
            match_key=name.lower(),
            stage="short",
            position=position,
        )
    return evaluation


@pytest.fixture
def revealed(evaluation) -> Evaluation:
    """The evaluation after the reveal, scored by two; see tests/evaluator/revealed."""
    return reveal_with(evaluation, SHEETS, at=NOW)
