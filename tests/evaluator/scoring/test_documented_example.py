"""The worked example of docs/how-the-numbers-are-made.md, number by number."""

from dataclasses import replace

import pytest

from evaluator.scoring.cells import CellState, GroupMethod
from evaluator.scoring.group import (
    Committee,
    group_ranking,
    group_scores,
    personal_rankings,
)
from evaluator.scoring.robustness import weight_intervals
from evaluator.scoring.tree import Row, branches, grow, leaf_weights
from evaluator.scoring.value_functions import Linear, Rated

FOREST = grow(
    [
        Row("ease of use", None, 60, is_category=True),
        Row("learning curve", "ease of use", 3),
        Row("builder", "ease of use", 1),
        Row("budget", None, 40, is_category=True),
        Row("yearly price", "budget", 1),
    ]
)
PRICE = Linear(worst=40_000, best=10_000)


def entry(score):
    """Turn what the example writes, 4 or "abstained", into an entry."""
    return CellState(score) if isinstance(score, str) else Rated().value(score)


def ballot(acme, bolt):
    names = ("learning curve", "builder")
    return {
        "Acme": dict(zip(names, map(entry, acme), strict=True)),
        "Bolt": dict(zip(names, map(entry, bolt), strict=True)),
    }


COMMITTEE = Committee(
    candidates=["Acme", "Bolt"],
    weights=leaf_weights(FOREST),
    ballots={
        "Nora": ballot((4, 3), (3, "not_shown")),
        "Omid": ballot((5, 3), (4, "not_shown")),
        "Sara": ballot(("abstained", 3), (2, "not_shown")),
    },
    measured={
        "Acme": {"yearly price": PRICE.value(25_000)},
        "Bolt": {"yearly price": PRICE.value(13_000)},
    },
)


def test_the_totals_of_the_example():
    ranking = group_ranking(COMMITTEE)

    acme, bolt = ranking.of("Acme"), ranking.of("Bolt")
    assert leaf_weights(FOREST) == pytest.approx(
        {"learning curve": 0.45, "builder": 0.15, "yearly price": 0.40}
    )
    assert acme.contributions == pytest.approx(
        {"learning curve": 40.5, "builder": 9.0, "yearly price": 20.0}
    )
    assert (acme.total, acme.rank) == (pytest.approx(69.5), 2)
    assert (round(bolt.total, 1), bolt.rank) == (74.1, 1)
    assert [bolt.coverage, bolt.lowest, bolt.highest] == pytest.approx([0.85, 63, 78])
    assert round(ranking.margin, 1) == 4.6


def test_the_interval_of_the_example():
    found = weight_intervals(
        group_scores(COMMITTEE), COMMITTEE.weights, branches(FOREST)
    )["budget"]

    assert found.challenger_lower == "Acme"
    assert round(found.lower, 3) == 0.328
    assert (found.upper, found.challenger_upper) == (1, None)


def test_the_personal_totals_of_the_example():
    found = personal_rankings(COMMITTEE)
    together = group_ranking(replace(COMMITTEE, method=GroupMethod.PERSONAL))

    acme = {
        person: round(ranking.of("Acme").total, 1) for person, ranking in found.items()
    }
    assert acme == {"Nora": 65.0, "Omid": 74.0, "Sara": 52.7}
    assert round(together.of("Acme").total, 1) == 63.9
