import numpy as np
import pytest
from hypothesis import given

from evaluator.scoring.aggregate import (
    MissingPolicy,
    ScoreTable,
    coverage,
    normalised,
    weighted_totals,
)
from evaluator.scoring.errors import NotFinite, WeightInvalid, WeightsAllZero
from tests.evaluator.scoring.strategies import weighted_scores

GAPS = [[0.8, 0.6, 1.0], [0.8, None, 1.0], [None, None, 0.4], [None, None, None]]
WEIGHTS = np.array([0.5, 0.2, 0.3])


def test_weights_of_missing_scores_are_shared_out_among_the_others():
    totals = weighted_totals(ScoreTable.from_rows(GAPS), WEIGHTS)

    assert totals.tolist() == pytest.approx([0.82, 0.875, 0.4, np.nan], nan_ok=True)


def test_missing_scores_may_count_as_the_lowest():
    table = ScoreTable.from_rows(GAPS).under(MissingPolicy.ZERO)

    assert weighted_totals(table, WEIGHTS).tolist() == pytest.approx(
        [0.82, 0.7, 0.12, 0]
    )


def test_coverage_is_the_weight_that_carries_a_score():
    covered = coverage(ScoreTable.from_rows(GAPS), WEIGHTS)

    assert covered.tolist() == pytest.approx([1, 0.8, 0.3, 0])
    assert covered[0] == 1


def test_rounding_never_makes_a_complete_candidate_look_incomplete():
    weights = np.full(49, 1 / 49)

    covered = coverage(ScoreTable.from_rows([[1.0] * 49, [None] * 49]), weights)

    assert covered.tolist() == [1, 0]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "3", True])
def test_a_value_that_is_no_number_is_refused(value):
    with pytest.raises(NotFinite):
        ScoreTable.from_rows([[0.5, value]])


def test_weights_are_brought_to_the_sum_1():
    assert normalised({"a": 1, "b": 3}) == {"a": 0.25, "b": 0.75}


@pytest.mark.parametrize(
    ("weights", "error"),
    [
        ({"a": 0, "b": 0}, WeightsAllZero),
        ({}, WeightsAllZero),
        ({"a": -1}, WeightInvalid),
    ],
)
def test_weights_that_cannot_weigh_are_refused(weights, error):
    with pytest.raises(error):
        normalised(weights)


@given(weighted_scores())
def test_arrays_and_a_plain_sum_agree(drawn):
    scores, weights = drawn
    shares = normalised(weights)
    rows = [[row[criterion] for criterion in shares] for row in scores.values()]

    totals = weighted_totals(ScoreTable.from_rows(rows), np.array([*shares.values()]))

    for row, total in zip(rows, totals.tolist(), strict=True):
        pairs = zip(shares.values(), row, strict=True)
        given_pairs = [(weight, value) for weight, value in pairs if value is not None]
        present = sum(weight for weight, _ in given_pairs)
        plain = sum(weight * value for weight, value in given_pairs)
        expected = plain / present if present else np.nan
        assert total == pytest.approx(expected, abs=1e-12, nan_ok=True)
