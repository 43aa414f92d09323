"""Days as people type them; `test_fields` has the sentences of a form."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from common.days import DayError, parse_day

DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@given(DAYS, st.sampled_from("-/."))
def test_the_year_may_stand_first_or_last(day, mark):
    year_first = mark.join(map(str, (day.year, day.month, day.day)))
    day_first = mark.join(map(str, (day.day, day.month, day.year)))

    assert parse_day(year_first) == day
    assert parse_day(day_first, order="day") == day


@given(DAYS)
def test_without_an_order_a_day_is_taken_where_it_can_only_be_one(day):
    typed = f"{day.day}/{day.month}/{day.year}"
    meant = {read(typed, "day"), read(typed, "month")} - {None}

    assert read(typed, None) == (day if len(meant) == 1 else None)


def read(typed, order):
    try:
        return parse_day(typed, order=order)
    except DayError:
        return None
