"""The evaluation that `scoring_load` types into; runs in a process with Django."""

from __future__ import annotations

import json
import sys
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402 (needs Django set up)
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.scoring_load import (  # noqa: E402
    CANDIDATES,
    CATEGORIES,
    CRITERIA,
    EVALUATORS,
)
from evaluator.models import (  # noqa: E402
    Candidate,
    Criterion,
    Evaluation,
    Participant,
    Score,
)
from workspace.models import Member, Team, User  # noqa: E402


def set_stage() -> dict[str, Any]:
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    team = Team.objects.create(name="Load")
    evaluation = Evaluation.objects.create(
        team=team, title="Load", state="scoring", opened_at=timezone.now()
    )
    return {
        "evaluation": evaluation.pk,
        "sessions": [session_of(evaluation, number) for number in range(EVALUATORS)],
        "criteria": plant(evaluation),
        "candidates": [
            Candidate.objects.create(
                evaluation=evaluation,
                name=f"Candidate {number}",
                match_key=f"candidate {number:02}",
                stage="short",
            ).pk
            for number in range(CANDIDATES)
        ],
    }


def session_of(evaluation: Evaluation, number: int) -> str:
    user = User.objects.create_user(f"{number:02}@example.org", name=str(number))
    Member.objects.create(team=evaluation.team, user=user)
    Participant.objects.create(
        evaluation=evaluation, user=user, role="evaluator", is_evaluator=True
    )
    client = Client()
    client.force_login(user)
    return str(client.session.session_key)


def plant(evaluation: Evaluation) -> list[int]:
    leaves = []
    for place in range(CATEGORIES):
        category = Criterion.objects.create(
            evaluation=evaluation, kind="category", own_name=str(place), position=place
        )
        leaves += [
            Criterion.objects.create(
                evaluation=evaluation,
                parent=category,
                kind="rated",
                own_name=f"Criterion {place}.{leaf}",
                position=leaf,
            ).pk
            for leaf in range(CRITERIA // CATEGORIES)
        ]
    return leaves


def read_scores() -> list[tuple[int, int, int, int]]:
    """Return (evaluator, criterion, candidate, value) of every score."""
    rows = Score.objects.values_list(
        "ballot__participant__user__name",
        "criterion_id",
        "ballot__candidate_id",
        "value",
    )
    return [(int(name), *rest) for name, *rest in rows]


if __name__ == "__main__":
    json.dump(
        {"set_stage": set_stage, "read_scores": read_scores}[sys.argv[1]](), sys.stdout
    )
