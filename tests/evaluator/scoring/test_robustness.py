import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from evaluator.scoring.aggregate import MissingPolicy
from evaluator.scoring.ranking import rank
from evaluator.scoring.robustness import sweeps, weight_intervals
from tests.evaluator.scoring.strategies import scores_of, weighted_scores, weights_of

POLICIES = st.sampled_from(MissingPolicy)
# Three options, three criteria, checked by bisection in its source.
THREE = scores_of([[0.8, 0.2, 0.5], [0.5, 0.7, 0.5], [0.6, 0.5, 0.6]])
THREE_WEIGHTS = weights_of([0.5, 0.2, 0.3])


def reweighted(weights, group, weight):
    """Give the group this weight in all; the others keep their proportions."""
    rest = sum(each for key, each in weights.items() if key not in group)
    return {
        key: weight * group[key] if key in group else (1 - weight) * each / rest
        for key, each in weights.items()
    }


def lead_at(scores, weights, group, weight, winner, missing):
    """Rank afresh: how far the winner is ahead of the best other, in points."""
    ranking = rank(scores, reweighted(weights, group, weight), missing=missing)
    totals = {
        each.candidate: each.total
        for each in ranking.standings
        if each.total is not None
    }
    own = totals.pop(winner)
    return own - max(totals.values())


def test_each_weight_has_the_interval_that_keeps_the_winner_first():
    found = weight_intervals(THREE, THREE_WEIGHTS)

    bounds = {key: (each.lower, each.upper) for key, each in found.items()}
    assert bounds["a"] == pytest.approx((0.473684211, 1))
    assert bounds["b"] == pytest.approx((0, 0.225806452))
    assert bounds["c"] == pytest.approx((0, 0.363636364))
    assert [each.challenger_lower for each in found.values()] == [2, None, None]
    assert [each.challenger_upper for each in found.values()] == [None, 2, 2]


def test_a_category_moves_as_one():
    category = {"b": 0.4, "c": 0.6}

    found = weight_intervals(THREE, THREE_WEIGHTS, {"b and c": category})["b and c"]

    assert found.weight == pytest.approx(0.5)
    assert found.upper == pytest.approx(1 - 0.473684211)
    assert (found.lower, found.challenger_lower, found.challenger_upper) == (0, None, 2)


def test_a_category_that_weighs_nothing_yet_can_still_be_weighed_up():
    weights = THREE_WEIGHTS | {"b": 0}

    found = weight_intervals(THREE, weights, {"only b": {"b": 1.0}})["only b"]

    assert (found.weight, found.lower) == (0, 0)
    assert 0 < found.upper < 1


@pytest.mark.parametrize(
    ("scores", "weights"),
    [
        (scores_of([[0.5], [0.9]]), {"a": 1}),
        (scores_of([[0.5, 0.1], [0.9, 0.2]]), {"a": 1, "b": 0}),
    ],
)
def test_a_criterion_that_is_all_there_is_has_no_interval(scores, weights):
    assert weight_intervals(scores, weights)["a"] is None


def test_without_any_total_there_is_nothing_to_move():
    assert weight_intervals(scores_of([[None, None]]), {"a": 1, "b": 1}) == {}


def test_without_categories_there_is_no_interval():
    assert weight_intervals(THREE, THREE_WEIGHTS, {}) == {}


@pytest.mark.parametrize("rows", [[[0.5, 0.1]], [[0.5, 0.1], [0.5, 0.1]]])
def test_a_candidate_alone_or_among_equals_stays_first_everywhere(rows):
    for found in weight_intervals(scores_of(rows), {"a": 1, "b": 2}).values():
        assert (found.lower, found.upper) == (0, 1)
        assert (found.challenger_lower, found.challenger_upper) == (None, None)


def test_in_a_tie_the_present_weight_is_a_bound():
    found = weight_intervals(scores_of([[0.8, 0.2], [0.2, 0.8]]), {"a": 1, "b": 1})

    assert (found["a"].lower, found["a"].upper) == (0.5, 1)
    assert (found["a"].challenger_lower, found["a"].challenger_upper) == (1, None)


def test_a_candidate_without_any_score_challenges_nobody():
    found = weight_intervals(scores_of([[0.8, 0.2], [None, None]]), {"a": 1, "b": 1})

    assert (found["a"].lower, found["a"].upper) == (0, 1)


def test_a_gap_bends_the_lines_and_the_bound_is_still_the_tie():
    scores = scores_of([[0.9, 0.5, 0.3], [0.4, None, 0.8], [0.5, 0.7, None]])
    weights = weights_of([5, 2, 3])

    found = weight_intervals(scores, weights)["a"]

    lead = lead_at(scores, weights, {"a": 1}, found.lower, 0, MissingPolicy.RENORMALISE)
    assert 0 < found.lower < 0.5
    assert lead == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(
    "rows",
    [
        [[None, 0.875, 0.875], [0.875, 0.0, 0.0]],
        [[None, 1.0, None], [None, None, 0.99999]],
    ],
)
def test_totals_that_meet_only_where_the_whole_weight_lies_are_no_tie_before(rows):
    found = weight_intervals(scores_of(rows), weights_of([3, 1, 4]))

    assert (found["a"].upper, found["a"].challenger_upper) == (1, None)


def test_the_margin_follows_the_weight():
    sweep = sweeps(THREE, THREE_WEIGHTS)["a"]

    assert sweep.winner == 0
    assert sweep.margin_at(sweep.weight) == pytest.approx(
        rank(THREE, THREE_WEIGHTS).margin
    )
    assert sweep.margin_at(1) == pytest.approx(20)
    assert sweep.margin_at(0.2) < 0


def test_a_candidate_alone_has_no_margin():
    assert sweeps(scores_of([[0.5, 0.1]]), {"a": 1, "b": 1})["a"].margin_at(0.5) is None


def test_where_the_winner_has_no_total_there_is_no_margin():
    sweep = sweeps(scores_of([[None, 0.9], [0.5, 0.1]]), {"a": 1, "b": 1})["a"]

    assert sweep.margin_at(1) is None


@given(weighted_scores(), POLICIES)
def test_every_bound_is_a_tie_and_inside_the_winner_leads(drawn, missing):
    scores, weights = drawn
    found = weight_intervals(scores, weights, missing=missing)
    ranking = rank(scores, weights, missing=missing)
    assume(len([each for each in ranking.standings if each.rank]) > 1)
    winner = ranking.winners[0]

    for criterion, interval in found.items():
        if interval is None:
            continue
        bounds = (interval.lower, interval.weight, interval.upper)
        assert 0 <= bounds[0] <= bounds[1] + 1e-12 <= bounds[2] + 2e-12 <= 1 + 3e-12
        sweep = sweeps(scores, weights, missing=missing)[criterion]
        for bound, challenger in (
            (interval.lower, interval.challenger_lower),
            (interval.upper, interval.challenger_upper),
        ):
            if challenger is not None:
                assert sweep.margin_at(bound) == pytest.approx(0, abs=1e-6)
                assert challenger != winner
        for share in (0.1, 0.5, 0.9):
            inside = interval.lower + share * (interval.upper - interval.lower)
            lead = sweep.margin_at(inside)
            assert lead is None or lead >= -1e-6


@given(weighted_scores(), POLICIES, st.floats(0.01, 0.99), st.data())
def test_a_margin_is_that_of_a_ranking_with_the_weights_moved(
    drawn, missing, weight, data
):
    scores, weights = drawn
    assume(len(weights) > 1)
    criterion = data.draw(st.sampled_from(list(weights)))
    sweep = sweeps(scores, weights, missing=missing).get(criterion)
    assume(sweep is not None)
    margin = sweep.margin_at(weight)
    assume(margin is not None)
    # The same candidates: those without a total at the present weights stay out.
    ranked = {candidate: scores[candidate] for candidate in sweep.candidates}

    lead = lead_at(ranked, weights, {criterion: 1}, weight, sweep.winner, missing)

    assert margin == pytest.approx(lead, abs=1e-9)


@given(weighted_scores(), POLICIES)
def test_just_beyond_a_bound_the_winner_leads_no_more(drawn, missing):
    scores, weights = drawn
    found = sweeps(scores, weights, missing=missing)

    for sweep in found.values():
        interval = sweep and sweep.interval()
        if interval and interval.challenger_upper is not None:
            beyond = min(interval.upper + 1e-3, 1 - 1e-9)
            assert sweep.margin_at(beyond) < 1e-3
