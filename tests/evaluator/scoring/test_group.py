from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator.scoring.aggregate import MissingPolicy
from evaluator.scoring.cells import CellState, GroupMethod
from evaluator.scoring.group import (
    Committee,
    group_ranking,
    group_scores,
    personal_rankings,
)
from tests.evaluator.scoring.strategies import VALUES, weights_of

RECUSED = dict.fromkeys(("fit", "ease"), CellState.RECUSED)
COMMITTEE = Committee(
    candidates=["Acme", "Bolt"],
    weights={"fit": 2, "ease": 1, "price": 1},
    ballots={
        "Nora": {
            "Acme": {"fit": 1.0, "ease": 0.6},
            "Bolt": {"fit": 0.4, "ease": CellState.NOT_SHOWN},
        },
        "Omid": {"Acme": RECUSED, "Bolt": {"fit": 0.8, "ease": 0.2}},
    },
    measured={"Acme": {"price": 0.5}, "Bolt": {"price": None}},
)


def totals_of(ranking):
    return {each.candidate: each.total for each in ranking.standings}


def test_the_value_of_a_cell_is_that_of_those_who_scored():
    assert group_scores(COMMITTEE) == {
        "Acme": {"fit": 1.0, "ease": 0.6, "price": 0.5},
        "Bolt": {"fit": pytest.approx(0.6), "ease": 0.2, "price": None},
    }


def test_the_ranking_weighs_the_values_of_the_group():
    ranking = group_ranking(COMMITTEE)

    assert totals_of(ranking) == pytest.approx(
        {"Acme": (2 + 0.6 + 0.5) / 4 * 100, "Bolt": (1.2 + 0.2) / 3 * 100}
    )
    assert ranking.winners == ("Acme",)


def test_everybody_has_a_ranking_of_their_own():
    found = personal_rankings(COMMITTEE)

    assert totals_of(found["Nora"]) == pytest.approx({"Acme": 77.5, "Bolt": 40})
    assert totals_of(found["Omid"]) == pytest.approx({"Bolt": 60, "Acme": None})


def test_a_recused_person_leaves_the_mean_of_personal_totals_to_the_others():
    ranking = group_ranking(replace(COMMITTEE, method=GroupMethod.PERSONAL))

    assert totals_of(ranking) == pytest.approx({"Acme": 77.5, "Bolt": 50})


def test_a_missing_value_may_count_as_the_lowest():
    ranking = group_ranking(replace(COMMITTEE, missing=MissingPolicy.ZERO))

    assert totals_of(ranking)["Bolt"] == pytest.approx((1.2 + 0.2) / 4 * 100)


@pytest.mark.parametrize("method", GroupMethod)
@pytest.mark.parametrize("ballots", [{}, {"Nora": {}}])
def test_measured_criteria_rank_without_any_score(method, ballots):
    ranking = group_ranking(
        Committee(
            candidates=["Acme", "Bolt"],
            weights={"price": 1},
            ballots=ballots,
            measured={"Acme": {"price": 0.3}, "Bolt": {"price": 0.9}},
            method=method,
        )
    )

    assert totals_of(ranking) == pytest.approx({"Bolt": 90, "Acme": 30})


def test_what_was_said_about_candidates_or_criteria_that_are_out_is_not_looked_at():
    ballots = {"Nora": {"Gone": {"fit": 1.0}, "Acme": {"fit": 0.5, "dropped": 1.0}}}

    ranking = group_ranking(Committee(["Acme"], {"fit": 1}, ballots))

    assert totals_of(ranking) == {"Acme": 50}


@given(st.integers(1, 4), st.integers(1, 3), st.data())
def test_without_gaps_the_mean_of_totals_is_the_total_of_means(people, width, data):
    weights = weights_of(
        data.draw(st.lists(st.integers(1, 9), min_size=width, max_size=width))
    )
    ballots = {
        person: {
            candidate: {criterion: data.draw(VALUES) for criterion in weights}
            for candidate in ("Acme", "Bolt")
        }
        for person in range(people)
    }
    committee = Committee(["Acme", "Bolt"], weights, ballots)

    of_means = group_ranking(committee)
    of_totals = group_ranking(replace(committee, method=GroupMethod.PERSONAL))

    assert totals_of(of_totals) == pytest.approx(totals_of(of_means), abs=1e-9)
