from hypothesis import given
from hypothesis import strategies as st

from migration.lists.ledger import EXCLUDED, MOVES, STATUSES, SUPPRESSED, ledger_of

people = st.integers(min_value=0, max_value=10**9)


def counts(names):
    return st.dictionaries(st.sampled_from(names), people)


def test_everybody_is_explained():
    source = {"active": 90, "unsubscribed": 10}
    moved = {"loaded": 85, "merged": 3, "excluded_unsubscribed": 10, "rejected": 2}

    ledger = ledger_of(source, {"unsubscribed": 10}, moved)

    assert ledger.is_explained
    assert ledger.suppresses_enough


def test_who_was_lost_and_who_was_counted_twice_both_show():
    assert ledger_of({"active": 10}, {}, {"loaded": 7}).unexplained == 3
    assert ledger_of({"active": 10}, {}, {"loaded": 12}).unexplained == -2


def test_a_target_that_suppresses_fewer_people_is_named_with_how_many():
    source = {"unsubscribed": 8, "complained": 2}

    ledger = ledger_of(source, {"unsubscribed": 7}, {})

    assert not ledger.suppresses_enough
    assert ledger.missing_suppressed == 3


@given(counts(MOVES), counts(STATUSES))
def test_a_source_that_is_the_sum_of_its_moves_is_explained(moved, target):
    source = {"active": sum(moved.values())}

    assert ledger_of(source, target, moved).unexplained == 0


@given(counts(STATUSES), counts(STATUSES), counts(MOVES))
def test_every_person_of_the_source_is_in_one_place(source, target, moved):
    ledger = ledger_of(source, target, moved)

    placed = ledger.loaded + ledger.merged + ledger.excluded + ledger.rejected
    assert placed + ledger.unexplained == ledger.total == sum(source.values())
    assert ledger.excluded == sum(moved.get(reason, 0) for reason in EXCLUDED)


@given(counts(STATUSES), counts(STATUSES), people)
def test_more_suppressed_people_in_the_target_are_never_worse(source, target, more):
    before = ledger_of(source, target, {})
    status = SUPPRESSED[0]

    after = ledger_of(source, target | {status: target.get(status, 0) + more}, {})

    assert after.missing_suppressed <= before.missing_suppressed
