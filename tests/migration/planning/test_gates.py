from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migration.planning.full_template import full_template
from migration.planning.gate_template import criterion_seeds, gate_seeds
from migration.planning.gates import (
    RULES,
    Criterion,
    CriterionState,
    Decision,
    Figure,
    GateState,
    Measure,
    Obstacle,
    Standing,
    Vote,
    judge,
    most_cautious,
    obstacles,
    state_of,
)

HOLDS, FAILS, UNKNOWN = CriterionState
COUNTS = st.integers(0, 50)
FIGURES = st.builds(Figure, COUNTS, COUNTS, COUNTS)
CRITERIA = st.lists(
    st.builds(Criterion, st.sampled_from(CriterionState), st.booleans())
)
VOTES = st.lists(st.sampled_from(Vote))
ASKED = st.dictionaries(
    st.sampled_from(["sponsor", "crm", "legal"]), st.none() | st.sampled_from(Vote)
)
STANDINGS = st.builds(Standing, CRITERIA, ASKED, VOTES)


@pytest.mark.parametrize(
    ("figure", "limit", "state"),
    [
        (Figure(0, 4), 0, HOLDS),
        (Figure(1, 4), 0, FAILS),
        (Figure(1, 4), 1, HOLDS),
        (Figure(0, 0), 0, UNKNOWN),  # no list at all explains nothing
        (Figure(0, 4, unknown=1), 0, UNKNOWN),
        (Figure(3, 4, unknown=1), 0, FAILS),  # a known fault outweighs the unknown
    ],
)
def test_what_was_not_measured_does_not_hold(figure, limit, state):
    assert judge(Measure.CONTACTS_LOST, figure, limit) is state


@pytest.mark.parametrize(
    ("figure", "state"),
    [(Figure(30), HOLDS), (Figure(29), FAILS), (Figure(unknown=1), UNKNOWN)],
)
def test_days_beside_each_other_have_to_be_enough(figure, state):
    assert judge(Measure.OVERLAP_DAYS, figure, 30) is state


@given(st.sampled_from(Measure), FIGURES, COUNTS)
def test_more_in_the_way_never_helps(measure, figure, limit):
    worse = Figure(figure.count + 1, figure.of, figure.unknown)
    if RULES[measure].at_least:
        worse = Figure(figure.count - 1, figure.of, figure.unknown)

    assert not (
        judge(measure, worse, limit) is HOLDS
        and judge(measure, figure, limit) is not HOLDS
    )


@given(st.sampled_from(Measure), FIGURES, COUNTS)
def test_nothing_holds_while_a_part_is_unknown(measure, figure, limit):
    unsure = Figure(figure.count, figure.of, figure.unknown + 1)

    assert judge(measure, unsure, limit) is not HOLDS


@given(STANDINGS)
def test_no_gate_passes_by_itself(standing):
    assert state_of(None, standing) in {GateState.WAITING, GateState.READY}


@given(STANDINGS, st.sampled_from(Decision), st.booleans(), st.integers(0, 3))
def test_no_gate_passes_over_a_hard_criterion_or_a_missing_vote(
    standing, decision, has_reason, conditions
):
    found = obstacles(standing, decision, has_reason=has_reason, conditions=conditions)

    is_barred = any(
        each.is_hard and each.state is not HOLDS for each in standing.criteria
    )
    if decision is not Decision.SENT_BACK and (is_barred or standing.missing_votes):
        assert found


@given(STANDINGS)
def test_a_gate_can_always_be_sent_back_with_a_reason(standing):
    back = Decision.SENT_BACK

    assert obstacles(standing, back, has_reason=True, conditions=0) == ()
    assert obstacles(standing, back, has_reason=False, conditions=0) == (
        Obstacle.REASON_MISSING,
    )


@given(STANDINGS)
def test_what_is_ready_can_be_decided_in_some_way(standing):
    if state_of(None, standing) is GateState.READY:
        found = obstacles(standing, Decision.CONDITIONAL, has_reason=True, conditions=1)

        assert found == ()


def test_a_soft_criterion_or_a_no_is_passed_over_only_with_a_reason():
    soft = Standing([Criterion(FAILS, is_hard=False)], {"sponsor": Vote.GO}, [Vote.GO])
    no = Standing([Criterion(HOLDS, is_hard=True)], {}, [Vote.GO, Vote.NO_GO])

    for standing in (soft, no):
        bare, said = (
            obstacles(standing, Decision.PASSED, has_reason=why, conditions=0)
            for why in (False, True)
        )
        assert (bare, said) == ((Obstacle.REASON_MISSING,), ())


def test_a_condition_is_not_passed_over():
    standing = Standing([Criterion(HOLDS, is_hard=True)], {}, [Vote.CONDITIONS])

    plain = obstacles(standing, Decision.PASSED, has_reason=True, conditions=0)
    without = obstacles(standing, Decision.CONDITIONAL, has_reason=True, conditions=0)

    assert plain == (Obstacle.CONDITION_STANDS,)
    assert without == (Obstacle.CONDITION_MISSING,)


def test_a_gate_that_asks_for_nothing_cannot_be_passed():
    found = obstacles(Standing(), Decision.PASSED, has_reason=True, conditions=0)

    assert found == (Obstacle.NOTHING_ASKED,)


def test_of_several_on_a_chair_the_most_cautious_counts():
    assert most_cautious([Vote.GO, Vote.NO_GO, Vote.CONDITIONS]) is Vote.NO_GO
    assert most_cautious([Vote.GO, Vote.CONDITIONS]) is Vote.CONDITIONS
    assert most_cautious([]) is None


def test_the_shipped_gates_ask_for_votes_and_each_has_a_hard_criterion():
    for seed in gate_seeds().values():
        assert seed.voters, seed.key
        assert any(each.is_hard for each in seed.criteria), seed.key


def test_shipped_texts_of_gates_fit_their_columns():
    for seed in gate_seeds().values():
        assert max(map(len, (seed.name.en, seed.name.ar, seed.name.fa))) <= 120
    for each in criterion_seeds().values():
        assert max(map(len, (each.text.en, each.text.ar, each.text.fa))) <= 300


def test_the_gates_stand_in_the_order_of_the_phases():
    places = [phase.key for phase in full_template().phases]
    order = [places.index(seed.closes[0]) for seed in gate_seeds().values()]

    assert order == sorted(order)
