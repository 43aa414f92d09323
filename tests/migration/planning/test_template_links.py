from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from migration.planning.calendars import Calendar
from migration.planning.critical_path import schedule_of
from migration.planning.network import Activity, Kind, Link
from migration.planning.template import MILESTONE
from migration.planning.template_links import PlannedLink, due_days

MONDAY = date(2026, 1, 5)
WEEKEND = frozenset({6, 7})
GOAL = (MILESTONE, "")


@st.composite
def templates(draw):
    """Up to seven tasks and the goal, with links of all kinds and lags.

    But for those from start to finish without a lag. What begins on a Monday lets the
    other end on that day, not on Friday: the schedule keeps to the calendar there, and
    due days are counted without one.
    """
    keys = [(str(number), "") for number in range(draw(st.integers(1, 7)))]
    days = {key: draw(st.integers(1, 5)) for key in (*keys, GOAL)}
    order = list(days)
    pairs = [(a, b) for at, b in enumerate(order) for a in order[:at]]
    links = [
        PlannedLink(a, b, draw(st.sampled_from(Kind)), draw(st.integers(-3, 4)))
        for a, b in draw(st.lists(st.sampled_from(pairs), unique=True))
    ]
    return days, [x for x in links if x.kind is not Kind.START_FINISH or x.lag]


@settings(max_examples=150, deadline=None)
@given(templates())
def test_due_days_are_as_far_from_the_goal_as_the_schedule_says(template):
    days, links = template
    found = schedule_of(
        [Activity(key, days[key, ""]) for key, _about in days],
        [Link(x.before[0], x.after[0], x.kind, x.lag) for x in links],
        [Calendar(WEEKEND)],
        start=MONDAY,
    )
    goal = found.of(MILESTONE).finish

    due = due_days(days, links, go_live_on=goal, weekend=WEEKEND)

    assert due == {key: found.of(key[0]).finish for key in days}
