from datetime import date

import pytest

from migration.planning.calendars import Calendar
from migration.planning.critical_path import schedule_of
from migration.planning.network import Activity, Kind, Link
from migration.planning.waiting import holds_tick

MONDAY = date(2026, 11, 23)
ROUND_THE_WEEK = (Calendar(frozenset(), frozenset()),)


@pytest.mark.parametrize(
    ("kind", "lag", "holds"),
    [
        (Kind.FINISH_START, 0, True),
        (Kind.FINISH_START, 3, True),
        (Kind.FINISH_START, -2, False),
        (Kind.FINISH_FINISH, 0, True),
        (Kind.FINISH_FINISH, -1, False),
        (Kind.START_START, 0, False),
        (Kind.START_FINISH, 0, False),
    ],
)
def test_what_holds_a_tick(kind, lag, holds):
    assert holds_tick(kind, lag) is holds


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("lag", [-4, -1, 0, 2])
def test_what_holds_a_tick_never_ends_before_the_other_in_the_schedule(kind, lag):
    """However short the second is; what does not hold may end before it."""
    pair = (Activity("first", days=5), Activity("second", days=1))
    link = Link("first", "second", kind, lag)

    found = schedule_of(pair, (link,), ROUND_THE_WEEK, start=MONDAY, today=MONDAY)

    is_after = found.of("second").finish >= found.of("first").finish
    assert is_after or not holds_tick(kind, lag)
