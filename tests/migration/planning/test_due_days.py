from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from migration.planning.due_days import finishes, propose_due_days, step
from migration.planning.template import plan_template

SATURDAY_SUNDAY = frozenset({6, 7})
FRIDAY = frozenset({5})
TASKS = plan_template().tasks
MONDAY = date(2027, 3, 1)


def test_a_task_is_finished_after_the_last_that_comes_before_it():
    finish = finishes(TASKS)

    assert finish["charter"] == 2
    assert finish["access"] == 2 + 3
    assert (
        finish["account"] == max(finish["vendor_meeting"], finish["dispositions"]) + 2
    )
    assert finish["review"] == finish["go_live"] + 19 + 1


def test_working_days_leave_the_weekend_out():
    assert step(date(2027, 3, 5), 1, SATURDAY_SUNDAY) == date(2027, 3, 8)
    assert step(date(2027, 3, 8), -1, SATURDAY_SUNDAY) == date(2027, 3, 5)
    assert step(date(2027, 3, 4), 1, FRIDAY) == date(2027, 3, 6)


def test_the_milestone_falls_on_the_wished_day():
    wished = MONDAY + timedelta(days=98)

    proposal = propose_due_days(
        TASKS,
        milestone="go_live",
        wished=wished,
        today=MONDAY,
        weekend=SATURDAY_SUNDAY,
    )

    assert proposal.fits
    assert proposal.due["go_live"] == wished


def test_a_wish_too_near_starts_today_and_says_that_it_does_not_fit():
    proposal = propose_due_days(
        TASKS,
        milestone="go_live",
        wished=MONDAY + timedelta(days=14),
        today=MONDAY,
        weekend=SATURDAY_SUNDAY,
    )

    assert not proposal.fits
    assert proposal.due["charter"] == date(2027, 3, 2)
    assert proposal.due["go_live"] > MONDAY + timedelta(days=14)


@given(
    st.dates(date(2026, 1, 1), date(2030, 1, 1)),
    st.sampled_from([SATURDAY_SUNDAY, FRIDAY, frozenset({4, 5})]),
)
def test_no_task_is_due_on_a_day_off_or_before_what_comes_before_it(wished, weekend):
    proposal = propose_due_days(
        TASKS,
        milestone="go_live",
        wished=wished,
        today=date(2026, 1, 1),
        weekend=weekend,
    )

    for task in TASKS:
        assert proposal.due[task.key].isoweekday() not in weekend
        assert all(proposal.due[key] < proposal.due[task.key] for key in task.after)
