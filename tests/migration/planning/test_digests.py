from datetime import date, timedelta

import pytest

from migration.planning.calendars import Calendar
from migration.planning.digests import is_worth_a_mail

MONDAY = date(2026, 11, 23)
IRAN = Calendar(frozenset({4, 5}))


def days(*distances: int, of: date = MONDAY) -> list[date]:
    return [of + timedelta(days=each) for each in distances]


@pytest.mark.parametrize(
    ("due", "is_told"),
    [(-30, True), (-1, True), (0, True), (7, True), (8, False)],
)
def test_the_week_opens_with_all_that_is_late_or_due_within_it(due, is_told):
    assert is_worth_a_mail(days(due), Calendar(), MONDAY) is is_told


@pytest.mark.parametrize(
    ("due", "is_told"), [(-5, False), (-1, True), (0, True), (1, False)]
)
def test_other_days_tell_of_what_is_due_today_or_late_since_yesterday(due, is_told):
    wednesday = MONDAY + timedelta(days=2)

    told = is_worth_a_mail(days(due, of=wednesday), Calendar(), wednesday)

    assert told is is_told


@pytest.mark.parametrize("weekday", [3, 4])
def test_a_weekend_is_quiet_whatever_is_due(weekday):
    day = MONDAY + timedelta(days=weekday)

    assert not is_worth_a_mail([day], IRAN, day)


def test_the_week_of_iran_opens_on_saturday():
    saturday = MONDAY + timedelta(days=5)

    assert is_worth_a_mail(days(6, of=saturday), IRAN, saturday)
    assert not is_worth_a_mail(days(6, of=MONDAY), IRAN, MONDAY)


def test_leave_is_quiet_and_the_day_after_opens_the_week():
    friday = MONDAY + timedelta(days=4)
    calendar = Calendar(free=frozenset(days(0, 1, 2, 3)))

    assert not is_worth_a_mail([MONDAY], calendar, MONDAY)
    assert is_worth_a_mail(days(-3, of=friday), calendar, friday)


def test_where_no_day_is_off_the_week_opens_on_monday():
    every_day = Calendar(frozenset())

    assert is_worth_a_mail(days(6), every_day, MONDAY)
    assert not is_worth_a_mail(
        days(6, of=MONDAY + timedelta(days=1)), every_day, MONDAY + timedelta(days=1)
    )


def test_nothing_to_do_is_no_mail():
    assert not is_worth_a_mail([], Calendar(), MONDAY)
