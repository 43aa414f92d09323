from hypothesis import given
from hypothesis import strategies as st

from migration.planning.dependencies import Missing, Standing, circle_of, missing

PAIRS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=25)


def graph(pairs: list[tuple[int, int]]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for first, second in pairs:
        found.setdefault(first, set()).add(second)
    return found


@given(PAIRS)
def test_whatever_is_called_a_circle_leads_back_to_its_start(pairs):
    needs = graph(pairs)

    circle = circle_of(needs)

    following = (*circle[1:], *circle[:1])
    assert all(
        other in needs[each] for each, other in zip(circle, following, strict=True)
    )


@given(PAIRS)
def test_needs_that_only_point_onwards_are_no_circle(pairs):
    onwards = [(first, second) for first, second in pairs if first < second]

    assert circle_of(graph(onwards)) == ()


def test_what_stays_behind_is_missed_by_what_moves_only():
    moves, left = Standing("documented", "rebuild"), Standing("left", "")

    assert missing(moves, left) is Missing.LEFT
    assert missing(moves, Standing("documented", "retire")) is Missing.LEFT
    assert missing(Standing("found", "archive"), left) is None


def test_what_is_rebuilt_needs_rebuilt_and_what_is_documented_documented():
    documented, found = Standing("documented", ""), Standing("found", "")

    assert missing(Standing("tested", ""), documented) is Missing.NOT_REBUILT
    assert missing(documented, found) is Missing.UNDOCUMENTED
    assert missing(found, found) is None
    assert missing(documented, documented) is None
