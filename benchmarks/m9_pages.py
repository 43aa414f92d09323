"""M9: the scoring and the results page, real and logged in, by CPU per request.

15 candidates x 42 criteria, all scored; the results with five evaluators. The naive
peers are the pages as one writes them at first: objects and formatting in templates,
and results where each cell asks the database for its scores. A warm page is beside a
view that looks up session, person, teams and role, and answers "ok". What was never
kept is cold; a change must show in the very next answer.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from statistics import fmean, pstdev

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import reverse
from django.utils import timezone

from benchmarks.report import Figure, at_most, faster, report
from benchmarks.site import CLIENT, get, make_site, processor_time
from evaluator.access import get_participant
from evaluator.models import (
    Ballot,
    Candidate,
    Criterion,
    Evaluation,
    Participant,
    Score,
)
from evaluator.permissions import Action
from evaluator.selectors.results import Results, read_results
from evaluator.selectors.structures import structure_at
from evaluator.views.frame import render_evaluation
from evaluator.views.results import results_context
from workspace.kept_pages import shelf
from workspace.models import Member, Team, User

CANDIDATES, CATEGORIES, LEAVES, EVALUATORS = 15, 6, 7, 5
ROUNDS = 15
SEED = 20261122


def figures() -> Iterator[Figure]:
    evaluation = set_stage()
    sheet = reverse("evaluator:score_sheet", args=[evaluation.pk]) + "?view=grid"
    results = reverse("evaluator:results", args=[evaluation.pk])
    work = {
        "empty": get(f"/empty/{evaluation.pk}/"),
        "sheet": get(sheet),
        "sheet cold": get(sheet, before=forget_pages),
        "sheet naive": get(f"/naive-scores/{evaluation.pk}/"),
    }
    reveal = {
        "empty": get(f"/empty/{evaluation.pk}/"),
        "results": get(results),
        "results cold": get(results, before=forget_pages),
        "results naive": get(f"/naive-results/{evaluation.pk}/"),
    }
    found = processor_time(work, rounds=ROUNDS)
    check_a_change_shows(evaluation, sheet)
    yield Figure(
        "scores, cold, naive page", found["sheet cold"], found["sheet naive"], faster(3)
    )
    yield Figure(
        "scores, unchanged, empty view", found["sheet"], found["empty"], at_most(2.2)
    )
    Ballot.objects.update(state="submitted", submitted_at=timezone.now())
    Evaluation.objects.update(state="revealed", revealed_at=timezone.now())
    found = processor_time(reveal, rounds=ROUNDS)
    yield Figure(
        "results, cold, naive page",
        found["results cold"],
        found["results naive"],
        faster(3),
    )
    yield Figure(
        "results, unchanged, empty view", found["results"], found["empty"], at_most(2.2)
    )


def forget_pages() -> None:
    shelf.clear()
    structure_at.cache_clear()


def check_a_change_shows(evaluation: Evaluation, address: str) -> None:
    before = CLIENT.get(address).content
    score = Score.objects.order_by("pk")[0]
    leaf, candidate = score.criterion_id, score.ballot.candidate_id
    save = reverse("evaluator:score_save", args=[evaluation.pk, leaf, candidate])
    entry = "a" if score.state != "abstained" else "3"
    CLIENT.post(save, {"entry": entry, "version": score.version, "part": "cell"})
    after = CLIENT.get(address)
    assert after.content != before
    assert after.headers["Cache-Control"].endswith("no-store")


def empty_page(request: HttpRequest, pk: int) -> HttpResponse:
    get_participant(request.user, pk, action=Action.SCORE)
    return HttpResponse("ok")


def own_results(participant: Participant) -> Results:
    """Return the results as if this person were the committee."""
    today = participant.evaluation.team.day_of(timezone.now())
    return replace(
        read_results(participant.evaluation, today=today),
        evaluators={participant.pk: participant},
        scores={
            (participant.pk, s.ballot.candidate_id, s.criterion_id): s
            for s in own_scores(participant)
        },
    )


def own_scores(participant: Participant) -> list[Score]:
    scores = Score.objects.filter(ballot__participant=participant)
    return list(scores.select_related("ballot", "criterion"))


def naive_results(request: HttpRequest, pk: int) -> HttpResponse:
    participant = get_participant(request.user, pk, action=Action.VIEW)
    evaluation = participant.evaluation
    today = evaluation.team.day_of(timezone.now())
    results = read_results(evaluation, today=today)
    weights = results.tree.global_weights
    rows = [
        {
            "criterion": leaf,
            "weight": weights[leaf.pk],
            "cells": [
                {
                    "criterion": leaf,
                    "candidate": candidate,
                    "group": group_of(leaf, candidate),
                }
                for candidate in results.candidates.values()
            ],
        }
        for leaf in results.tree.leaves
    ]
    context = {**results_context(results), "rows": rows}
    return render_evaluation(
        request,
        "naive_results.html",
        participant=participant,
        step="decide",
        context=context,
    )


def group_of(leaf: Criterion, candidate: Candidate) -> dict[str, float]:
    scores = Score.objects.filter(
        criterion=leaf, ballot__candidate=candidate, ballot__state="submitted"
    )
    values = [score.value for score in scores if score.value is not None]
    if not values:
        return {}
    return {
        "mean": fmean(values),
        "spread": pstdev(values),
        "lowest": min(values),
        "highest": max(values),
    }


def set_stage() -> Evaluation:
    """Make the evaluation, and add the peers' pages to the site."""
    make_site(
        {
            "empty/<int:pk>/": empty_page,
            "naive-scores/<int:pk>/": naive_scores,
            "naive-results/<int:pk>/": naive_results,
        }
    )
    engines["django"].engine.dirs.append(Path(__file__).parent / "templates")
    team = Team.objects.create(name="Bench")
    now = timezone.now()
    evaluation = Evaluation.objects.create(
        team=team, title="Bench", state="scoring", opened_at=now
    )
    leaves = plant(evaluation)
    candidates = [
        Candidate.objects.create(
            evaluation=evaluation,
            name=f"Candidate {number}",
            match_key=f"candidate {number:02}",
            stage="short",
        )
        for number in range(CANDIDATES)
    ]
    draw = random.Random(SEED)  # noqa: S311 (no secret)
    for number in range(EVALUATORS):
        score_all(join(evaluation, number), leaves, candidates, draw)
    CLIENT.force_login(User.objects.order_by("pk")[0])
    return evaluation


def plant(evaluation: Evaluation) -> list[Criterion]:
    leaves = []
    for place in range(CATEGORIES):
        category = Criterion.objects.create(
            evaluation=evaluation,
            kind="category",
            own_name=f"Category {place}",
            weight=place + 1,
            position=place,
        )
        leaves += [
            Criterion.objects.create(
                evaluation=evaluation,
                parent=category,
                kind="rated",
                own_name=f"What we need, {place}.{leaf}",
                weight=leaf + 1,
                position=leaf,
            )
            for leaf in range(LEAVES)
        ]
    return leaves


def join(evaluation: Evaluation, number: int) -> Participant:
    user = User.objects.create_user(f"{number}@example.org", name=f"Person {number}")
    Member.objects.create(team=evaluation.team, user=user)
    return Participant.objects.create(
        evaluation=evaluation, user=user, role="evaluator", is_evaluator=True
    )


def score_all(
    participant: Participant,
    leaves: list[Criterion],
    candidates: list[Candidate],
    draw: random.Random,
) -> None:
    now = timezone.now()
    for candidate in candidates:
        ballot = Ballot.objects.create(participant=participant, candidate=candidate)
        Score.objects.bulk_create(
            Score(
                ballot=ballot,
                criterion=leaf,
                state="scored"
                if (value := draw.choice([0, 1, 2, 3, 4, 5, None])) is not None
                else "abstained",
                value=value,
                rung=draw.choice(["", "shown", "tried"]),
                saved_at=now,
            )
            for leaf in leaves
        )


def naive_scores(request: HttpRequest, pk: int) -> HttpResponse:
    participant = get_participant(request.user, pk, action=Action.SCORE)
    evaluation = participant.evaluation
    results = own_results(participant)
    scores = {
        (s.criterion_id, s.ballot.candidate_id): s for s in own_scores(participant)
    }
    weights = results.tree.global_weights
    candidates = list(results.candidates.values())
    categories = [
        {
            "criterion": category,
            "weight": weights[category.pk] * 100,
            "rows": [
                {
                    "criterion": leaf,
                    "weight": weights[leaf.pk] * 100,
                    "cells": [
                        {
                            "criterion": leaf,
                            "candidate": candidate,
                            "score": scores.get((leaf.pk, candidate.pk)),
                        }
                        for candidate in candidates
                    ],
                }
                for leaf in results.tree.leaves_of(category)
            ],
        }
        for category in results.tree.categories
    ]
    ranking = results.personal[participant.pk]
    context = {
        "evaluation": evaluation,
        "candidates": candidates,
        "categories": categories,
        "standings": [ranking.of(candidate.pk) for candidate in candidates],
    }
    return render_evaluation(
        request,
        "naive_scores.html",
        participant=participant,
        step="score",
        context=context,
    )


if __name__ == "__main__":
    sys.exit(report(__doc__.partition("\n")[0], figures()))
