from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluator.diagnosis.smart import (
    LETTERS,
    Draft,
    Gap,
    Letter,
    missing_letters,
    smart_gaps,
)

SMART = Draft(
    statement="Monthly revenue grows by 15%",
    has_owner=True,
    metric="Revenue",
    baseline=100,
    baseline_on=date(2026, 11, 1),
    target=115,
    deadline=date(2027, 3, 31),
    has_goal=True,
)


def test_an_objective_with_all_of_it_lacks_nothing():
    assert smart_gaps(SMART) == ()


@pytest.mark.parametrize(
    ("change", "gap"),
    [
        ({"statement": "More revenue"}, Gap.STATEMENT),
        ({"has_owner": False}, Gap.OWNER),
        ({"metric": " "}, Gap.METRIC),
        ({"target": None}, Gap.TARGET),
        ({"baseline": None}, Gap.BASELINE),
        ({"target": 100}, Gap.SAME),
        ({"target": 1001}, Gap.FAR),
        ({"target": 9}, Gap.FAR),
        ({"has_goal": False}, Gap.GOAL),
        ({"deadline": None}, Gap.DEADLINE),
        ({"deadline": date(2026, 11, 1)}, Gap.BEFORE),
    ],
)
def test_what_is_missing_is_named(change, gap):
    assert smart_gaps(replace(SMART, **change)) == (gap,)


@pytest.mark.parametrize(("baseline", "target"), [(0, 50), (-5, 20), (10, 0)])
def test_no_ratio_is_asked_of_zero_and_below(baseline, target):
    assert smart_gaps(replace(SMART, baseline=baseline, target=target)) == ()


def test_an_empty_draft_lacks_every_letter():
    assert missing_letters(smart_gaps(Draft())) == tuple(Letter)


@given(st.sets(st.sampled_from(Gap)))
def test_letters_come_in_their_order_and_once(gaps):
    letters = missing_letters(tuple(gaps))

    assert list(letters) == sorted(set(letters), key=list(Letter).index)
    assert set(letters) == {LETTERS[gap] for gap in gaps}
