import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator.scoring.cells import CellState, GroupMethod, cell, group_value, spread
from evaluator.scoring.errors import NotFinite

SCORES = st.lists(st.floats(0, 1), min_size=1, max_size=9)
STATES = st.lists(st.sampled_from(CellState), max_size=4)


@pytest.mark.parametrize(
    ("method", "value"),
    [
        (GroupMethod.MEAN, 0.5),
        (GroupMethod.MEDIAN, 0.4),
        (GroupMethod.TRIMMED, 0.4),
        (GroupMethod.PERSONAL, 0.5),
    ],
)
def test_each_method_makes_one_value_of_the_scores(method, value):
    scores = [0.2, 1.0, CellState.ABSTAINED, 0.3, 0.5]

    assert group_value(scores, method) == pytest.approx(value)


@pytest.mark.parametrize(
    ("scores", "value"),
    [([0.0, 0.2, 1.0], 0.4), ([0.0, 0.2, 0.4, 1.0], 0.3), ([0.2], 0.2)],
)
def test_trimming_begins_with_four_scores(scores, value):
    assert group_value(scores, GroupMethod.TRIMMED) == pytest.approx(value)


@pytest.mark.parametrize("method", GroupMethod)
def test_a_cell_without_scores_has_no_value(method):
    assert group_value([*CellState], method) is None
    assert group_value([], method) is None


@pytest.mark.parametrize("score", [float("nan"), None, "5", True])
def test_what_is_neither_number_nor_state_is_refused(score):
    with pytest.raises(NotFinite):
        group_value([0.5, score])


def test_spread_tells_both_standard_deviations():
    found = spread([2, 4, 4, 4, 5, 5, 7, 9])

    assert found is not None
    assert (found.n, found.mean, found.sd_population, found.range) == (8, 5, 2, 7)
    assert found.sd_sample == pytest.approx(2.13809, abs=1e-5)


def test_a_single_score_has_no_sample_deviation():
    found = spread([0.4, CellState.RECUSED])

    assert found is not None
    assert (found.sd_sample, found.sd_population, found.range) == (None, 0, 0)


def test_a_cell_counts_who_left_no_number():
    found = cell([0.2, 0.4, CellState.ABSTAINED, CellState.ABSTAINED])

    assert found.value == pytest.approx(0.3)
    assert found.states == {CellState.ABSTAINED: 2}


def test_an_empty_cell_has_neither_value_nor_spread():
    found = cell([CellState.NOT_SHOWN, CellState.UNSCORED])

    assert (found.value, found.spread) == (None, None)


@given(SCORES, STATES, st.sampled_from(GroupMethod), st.randoms())
def test_states_and_order_do_not_move_the_value(scores, states, method, random):
    mixed = [*scores, *states]
    random.shuffle(mixed)

    assert group_value(mixed, method) == pytest.approx(group_value(scores, method))


@given(SCORES)
def test_the_trimmed_mean_leaves_out_one_at_each_end(scores):
    kept = sorted(scores)[1:-1] if len(scores) >= 4 else scores

    trimmed = group_value(scores, GroupMethod.TRIMMED)

    assert trimmed == pytest.approx(sum(kept) / len(kept))


@given(SCORES, st.sampled_from(GroupMethod))
def test_the_value_lies_between_the_lowest_and_the_highest_score(scores, method):
    value = group_value(scores, method)

    assert min(scores) - 1e-12 <= value <= max(scores) + 1e-12
