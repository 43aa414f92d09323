from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migration.planning.calendars import Calendar, NoWorkingDay, day_table

DAYS = st.dates(date(2020, 1, 1), date(2035, 1, 1))
WEEKENDS = st.frozensets(st.integers(1, 7), max_size=6)


@st.composite
def calendars(draw):
    free = draw(st.frozensets(st.dates(date(2024, 1, 1), date(2024, 3, 1)), max_size=9))
    return Calendar(draw(WEEKENDS), free)


@given(calendars(), st.dates(date(2023, 12, 1), date(2024, 4, 1)))
def test_the_table_says_what_going_day_by_day_says(calendar, start):
    table = day_table(calendar, start.toordinal(), 60)

    days = [start + timedelta(days=number) for number in range(60)]
    working = [number for number, day in enumerate(days) if calendar.is_working(day)]
    assert table.days == tuple(working)
    assert table.done == (0, *(number + 1 for number in working))
    assert table.before[-1] == len(working)
    assert all(table.before[day] == place for place, day in enumerate(working))


@given(calendars(), DAYS, st.integers(1, 40))
def test_steps_there_and_back_end_on_working_days(calendar, start, steps):
    there = calendar.step(start, steps)

    assert calendar.is_working(there)
    assert calendar.count(start + timedelta(days=1), there) == steps


def test_somebody_works_on_some_day():
    with pytest.raises(NoWorkingDay):
        Calendar(frozenset(range(1, 8)))
