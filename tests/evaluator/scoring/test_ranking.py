import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator.scoring.aggregate import MissingPolicy
from evaluator.scoring.errors import NotFinite, WeightInvalid, WeightsAllZero
from evaluator.scoring.ranking import (
    CriterionUnknown,
    branch_totals,
    competition_ranks,
    mean_ranking,
    rank,
)
from tests.evaluator.scoring.strategies import VALUES, scores_of, weighted_scores

POLICIES = st.sampled_from(MissingPolicy)
# Wikipedia, "Weighted sum model", section Example: A2 and A3 share the first place.
WIKIPEDIA = scores_of(
    [[0.25, 0.2, 0.15, 0.3], [0.1, 0.3, 0.2, 0.3], [0.3, 0.1, 0.3, 0.1]]
)
WIKIPEDIA_WEIGHTS = {"a": 0.2, "b": 0.15, "c": 0.4, "d": 0.25}


def totals_of(ranking):
    return {each.candidate: each.total for each in ranking.standings}


def test_equal_totals_share_the_first_rank():
    ranking = rank(WIKIPEDIA, WIKIPEDIA_WEIGHTS)

    assert totals_of(ranking) == pytest.approx({0: 21.5, 1: 22, 2: 22})
    assert [(each.candidate, each.rank) for each in ranking.standings] == [
        (1, 1),
        (2, 1),
        (0, 3),
    ]
    assert ranking.winners == (1, 2)
    assert [each.is_tied for each in ranking.standings] == [True, True, False]
    assert ranking.margin == 0


def test_the_margin_is_the_lead_of_the_first_in_points():
    ranking = rank(scores_of([[0.5], [0.9], [0.75]]), {"a": 1})

    assert ranking.winners == (1,)
    assert ranking.margin == pytest.approx(15)


def test_a_total_opens_into_contributions_and_a_category_into_their_sum():
    standing = rank(scores_of([[0.5, 1.0, None]]), {"a": 1, "b": 2, "c": 1}).of(0)

    assert standing.contributions == pytest.approx(
        {"a": 50 / 3, "b": 200 / 3, "c": None}
    )
    assert standing.contribution_of(["a", "b"]) == pytest.approx(standing.total)
    assert standing.contribution_of(["c"]) is None


def test_missing_scores_bound_the_total():
    ranking = rank(
        scores_of([[0.8, 0.6, 1.0], [0.8, None, 1.0], [None, None, 0.4]]),
        {"a": 0.5, "b": 0.2, "c": 0.3},
    )

    found = [ranking.of(candidate) for candidate in range(3)]

    assert [each.total for each in found] == pytest.approx([82, 87.5, 40])
    assert [each.coverage for each in found] == pytest.approx([1, 0.8, 0.3])
    assert [each.lowest for each in found] == pytest.approx([82, 70, 12])
    assert [each.highest for each in found] == pytest.approx([82, 90, 82])
    assert [each.is_complete for each in found] == [True, False, False]


@pytest.mark.parametrize("missing", MissingPolicy)
def test_a_candidate_that_nobody_scored_has_no_total_and_takes_no_place(missing):
    ranking = rank(scores_of([[None], [0.0], [0.5]]), {"a": 1}, missing=missing)

    last = ranking.standings[-1]
    assert (last.candidate, last.total, last.rank, last.coverage) == (0, None, None, 0)
    assert (last.lowest, last.highest) == (0, 100)
    assert last.contributions == {"a": None}
    assert ranking.of(1).rank == 2


def test_scores_on_what_weighs_nothing_make_no_total():
    ranking = rank(scores_of([[1.0, None]]), {"a": 0, "b": 1})

    assert ranking.of(0).total is None


def test_nobody_wins_where_nothing_is_scored():
    ranking = rank(scores_of([[None], [None]]), {"a": 1})

    assert (ranking.winners, ranking.margin) == ((), None)


def test_one_candidate_is_first_without_a_margin():
    ranking = rank(scores_of([[0.5]]), {"a": 3})

    assert (ranking.winners, ranking.margin) == ((0,), None)
    assert ranking.of(0).total == 50


def test_all_equal_candidates_are_all_first_in_the_order_given():
    ranking = rank({"b": {"x": 0.5}, "a": {"x": 0.5}}, {"x": 1})

    assert ranking.winners == ("b", "a")


def test_no_candidates_make_an_empty_ranking():
    assert rank({}, {"a": 2}).standings == ()


@pytest.mark.parametrize(
    ("scores", "weights", "error"),
    [
        ({"A": {"b": 0.5}}, {"a": 1}, CriterionUnknown),
        ({"A": {"a": float("nan")}}, {"a": 1}, NotFinite),
        ({"A": {"a": 0.5}}, {"a": -1}, WeightInvalid),
        ({"A": {"a": 0.5}}, {"a": 0}, WeightsAllZero),
        ({"A": {}}, {}, WeightsAllZero),
    ],
)
def test_what_cannot_be_ranked_is_refused_by_name(scores, weights, error):
    with pytest.raises(error):
        rank(scores, weights)


def test_a_candidate_that_was_left_out_is_not_found():
    with pytest.raises(KeyError):
        rank(WIKIPEDIA, WIKIPEDIA_WEIGHTS).of("A9")


@pytest.mark.parametrize(
    ("totals", "ranks"),
    [
        ([0.5, 0.7, 0.7, 1.0], [4, 2, 2, 1]),
        ([0.7, 0.7 + 5e-10, None, 0.6], [1, 1, None, 3]),
        ([0.7, 0.7 + 5e-9], [2, 1]),
        ([], []),
    ],
)
def test_competition_ranks_count_those_who_are_better(totals, ranks):
    assert competition_ranks(totals) == ranks


def test_a_category_has_a_total_of_its_own():
    scores = scores_of([[1.0, 0.5, None], [None, 0.4, None]])
    branches = {"x": {"a": 0.75, "b": 0.25}, "y": {"c": 1.0}, "z": {"a": 0.0}}

    found = branch_totals(scores, branches)

    assert found == {
        0: {"x": pytest.approx(87.5), "y": None, "z": None},
        1: {"x": pytest.approx(40), "y": None, "z": None},
    }


def test_the_mean_of_personal_totals_is_not_the_total_of_means():
    # Two evaluators with weights of their own; the gap is the covariance.
    first = rank(scores_of([[1.0, 0.2], [0.6, 0.8]]), {"a": 8, "b": 2})
    second = rank(scores_of([[0.8, 0.4], [0.6, 1.0]]), {"a": 2, "b": 8})

    together = mean_ranking([first, second])

    assert totals_of(first) == pytest.approx({0: 84, 1: 64})
    assert totals_of(second) == pytest.approx({0: 48, 1: 92})
    assert totals_of(together) == pytest.approx({0: 66, 1: 78})
    assert together.weights == pytest.approx({"a": 0.5, "b": 0.5})
    assert together.winners == (1,)


def test_who_has_no_total_for_a_candidate_says_nothing_about_it():
    first = rank(scores_of([[1.0], [None], [None]]), {"a": 1})
    second = rank(scores_of([[0.5], [0.2], [None]]), {"a": 1})

    together = mean_ranking([first, second])

    assert totals_of(together) == pytest.approx({0: 75, 1: 20, 2: None})
    assert together.of(2).rank is None


def test_no_rankings_have_an_empty_mean():
    assert mean_ranking([]).standings == ()


@given(weighted_scores(), POLICIES)
def test_contributions_sum_to_the_total_within_its_bounds(drawn, missing):
    scores, weights = drawn

    for standing in rank(scores, weights, missing=missing).standings:
        assert standing.contribution_of(weights) == (
            None if standing.total is None else pytest.approx(standing.total, abs=1e-9)
        )
        if standing.total is not None:
            assert standing.lowest - 1e-9 <= standing.total <= standing.highest + 1e-9
            assert 0 < standing.coverage <= 1


@given(weighted_scores(), POLICIES, st.floats(0.001, 1000))
def test_the_scale_of_the_weights_does_not_matter(drawn, missing, factor):
    scores, weights = drawn
    scaled = {criterion: weight * factor for criterion, weight in weights.items()}

    before = totals_of(rank(scores, weights, missing=missing))
    after = totals_of(rank(scores, scaled, missing=missing))

    assert after == pytest.approx(before, abs=1e-9)


@given(weighted_scores(), POLICIES, st.data())
def test_another_candidate_moves_no_total(drawn, missing, data):
    scores, weights = drawn
    newcomer = {criterion: data.draw(VALUES) for criterion in weights}

    before = totals_of(rank(scores, weights, missing=missing))
    after = totals_of(rank(scores | {"new": newcomer}, weights, missing=missing))

    del after["new"]
    assert after == pytest.approx(before, abs=1e-9)


@given(weighted_scores(), POLICIES, st.randoms())
def test_neither_order_of_candidates_nor_of_criteria_matters(drawn, missing, random):
    scores, weights = drawn
    rows, columns = list(scores.items()), list(weights.items())
    random.shuffle(rows)
    random.shuffle(columns)

    before = rank(scores, weights, missing=missing)
    after = rank(dict(rows), dict(columns), missing=missing)

    for standing in before.standings:
        same = after.of(standing.candidate)
        assert same.total == pytest.approx(standing.total, abs=1e-9)
        assert same.contributions == pytest.approx(standing.contributions, abs=1e-9)


@given(weighted_scores())
def test_a_criterion_that_nobody_scored_is_as_good_as_absent(drawn):
    scores, weights = drawn

    before = totals_of(rank(scores, weights))
    after = totals_of(rank(scores, weights | {"unasked": 17}))

    assert after == pytest.approx(before, abs=1e-9)


@given(st.lists(VALUES, min_size=1, max_size=8))
def test_a_rank_is_one_more_than_the_number_of_better_totals(totals):
    ranks = competition_ranks(totals)

    for total, place in zip(totals, ranks, strict=True):
        assert place == 1 + sum(other > total + 1e-9 for other in totals)


@given(st.lists(weighted_scores(candidates=3, criteria=3), min_size=1, max_size=4))
def test_mean_contributions_sum_to_the_mean_total(drawn):
    rankings = [rank(scores, weights) for scores, weights in drawn]

    for standing in mean_ranking(rankings).standings:
        if standing.total is not None:
            parts = [
                part for part in standing.contributions.values() if part is not None
            ]
            assert sum(parts) == pytest.approx(standing.total, abs=1e-9)
