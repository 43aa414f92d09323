from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from migration.planning.movement import Entry, entries


def test_the_delay_is_told_where_it_comes_in():
    chain = [("sign", 0), ("dns", 5), ("load", 5), ("test", 3), ("live", 4)]

    assert entries(chain) == [Entry("dns", 5), Entry("test", -2), Entry("live", 1)]


def test_a_plan_that_held_has_nothing_to_tell():
    assert entries([("sign", 0), ("live", 0)]) == []


def test_a_task_that_nobody_planned_carries_what_it_brought():
    assert entries([("sign", 0), ("audit", None), ("live", 8)]) == [Entry("audit", 8)]


def test_a_task_that_nobody_planned_is_not_thanked_for_a_gain():
    assert entries([("audit", None), ("live", -2)]) == [Entry("live", -2)]


def test_an_empty_chain_has_no_entry():
    assert entries([]) == []


@given(st.lists(st.integers(-30, 30)))
def test_the_entries_add_up_to_the_slip_of_the_last(steps):
    slips = list(accumulate(steps))

    found = entries([(str(place), slip) for place, slip in enumerate(slips)])

    assert sum(entry.days for entry in found) == (slips[-1] if slips else 0)
