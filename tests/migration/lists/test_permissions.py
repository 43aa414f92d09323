from hypothesis import given
from hypothesis import strategies as st

from common.text import match_key
from migration.lists.permissions import Loosened, loosened, translated

values = st.sampled_from(["yes", "no", "unknown", "بله", "YES ", "opted in", ""])
pairs = st.lists(st.tuples(values, values), max_size=6)
some = st.sets(values.filter(bool))


def test_what_forbade_may_not_allow():
    found = loosened([("yes", "in"), ("no", "in")], "out", ["yes"], ["in"])

    assert found == [Loosened("no", "in")]


def test_a_value_that_nobody_named_may_not_allow():
    assert loosened([], "in", ["yes"], ["in"]) == [Loosened("", "in")]


def test_stricter_is_fine():
    assert loosened([("yes", "out"), ("no", "out")], "out", ["yes"], ["in"]) == []


@given(pairs, values, some, some, st.text(max_size=8) | values)
def test_nobody_ends_where_more_is_allowed(
    translation, otherwise, source_allows, target_allows, value
):
    if loosened(translation, otherwise, source_allows, target_allows):
        return

    after = translated(value, translation, otherwise)

    may_after = match_key(after) in set(map(match_key, target_allows))
    may_before = match_key(value) in set(map(match_key, source_allows))
    assert may_before or not may_after
