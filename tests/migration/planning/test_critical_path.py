from datetime import date, timedelta
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from migration.planning.calendars import Calendar
from migration.planning.critical_path import latest_start, schedule_of
from migration.planning.network import Activity, Circle, Kind, Link
from tests.migration.planning.oracle import spans

DAY = timedelta(days=1)
MONDAY = date(2026, 1, 5)
WEEK = Calendar()
CALENDARS = [
    WEEK,
    Calendar(frozenset({5, 6})),
    Calendar(frozenset({5}), frozenset({MONDAY + 3 * DAY, MONDAY + 9 * DAY})),
    Calendar(frozenset({1, 3, 5, 7})),
]


@st.composite
def networks(draw):
    """Up to eight tasks on four calendars, with links of all kinds and lags."""
    size = draw(st.integers(1, 8))
    tasks = [
        Activity(
            str(number),
            days=draw(st.integers(0, 4)),
            calendar=draw(st.integers(0, 3)),
            not_before=draw(
                st.none() | st.integers(0, 9).map(lambda days: MONDAY + days * DAY)
            ),
        )
        for number in range(size)
    ]
    pairs = [(a, b) for b in range(size) for a in range(b)]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    links = [
        Link(str(a), str(b), draw(st.sampled_from(Kind)), draw(st.integers(-3, 4)))
        for a, b in chosen
    ]
    return tasks, links


def plan(tasks, links, **more):
    return schedule_of(tasks, links, CALENDARS, start=MONDAY, **more)


def by_name(*names: str, days: int = 2) -> list[Activity]:
    return [Activity(name, days) for name in names]


@settings(max_examples=200, deadline=None)
@given(networks())
def test_every_task_is_where_going_day_by_day_puts_it(network):
    tasks, links = network

    found, oracle = plan(tasks, links), spans(tasks, links, CALENDARS, start=MONDAY)

    for task in tasks:
        dates, span = found.of(task.key), oracle[task.key]
        if task.days:
            assert (dates.start, dates.finish + DAY) == (span.start, span.end)


@settings(max_examples=100, deadline=None)
@given(networks(), st.data())
def test_tasks_may_stand_in_any_order(network, data):
    tasks, links = network
    mixed = data.draw(st.permutations(tasks))

    found, as_they_were = plan(mixed, links), plan(tasks, links)

    assert dict(found.all()) == dict(as_they_were.all())
    assert sorted(found.critical()) == sorted(as_they_were.critical())
    place = {key: number for number, key in enumerate(found.critical())}
    assert all(
        place[link.before] < place[link.after]
        for link in links
        if link.before in place and link.after in place
    )


@settings(max_examples=100, deadline=None)
@given(networks(), st.data())
def test_a_task_may_slip_by_its_float_and_not_by_a_day_more(network, data):
    tasks, links = network
    task = data.draw(st.sampled_from(tasks))
    found = plan(tasks, links)
    dates = found.of(task.key)

    def moved(by: int) -> tuple[date, list]:
        after = spans(tasks, links, CALENDARS, start=MONDAY, delay={task.key: by})
        end = max(work_end(each, after[each.key]) for each in tasks)
        others = [after[each.key] for each in tasks if each.key != task.key]
        return end, others

    end, others = moved(0)
    total = next(by for by in count() if moved(by + 1)[0] > end)
    free = next(
        by for by in count() if moved(by + 1)[0] > end or moved(by + 1)[1] != others
    )

    assert (dates.total_float, dates.free_float) == (total, free)


def work_end(task, span) -> date:
    """The morning after the last working day: a milestone has no work of its own."""
    day = span.end
    while not CALENDARS[task.calendar].is_working(day - DAY):
        day -= DAY
    return day


def test_a_circle_is_refused_with_the_names_of_its_tasks():  # R51
    tasks = by_name("start", "a", "b", "c", "end")
    links = [
        Link("start", "a"),
        Link("a", "b"),
        Link("b", "c"),
        Link("c", "a"),
        Link("c", "end"),
    ]

    with pytest.raises(Circle) as error:
        plan(tasks, links)

    assert sorted(error.value.keys) == ["a", "b", "c"]


def test_a_circle_is_found_beside_tasks_that_can_be_placed():
    tasks = by_name("a", "b", "c", "free")
    links = [Link("free", "a"), Link("c", "b", Kind.START_START), Link("b", "c")]

    with pytest.raises(Circle) as error:
        plan(tasks, [*links, Link("b", "a")])

    assert sorted(error.value.keys) == ["b", "c"]


def test_a_task_cannot_wait_for_itself():  # R51
    with pytest.raises(Circle) as error:
        plan(by_name("a"), [Link("a", "a")])

    assert error.value.keys == ("a",)


def test_the_chain_tells_what_the_date_hangs_on():
    tasks = [*by_name("sign", "build", "test"), Activity("train", 1)]
    links = [Link("sign", "build"), Link("build", "test"), Link("sign", "train")]

    found = plan(tasks, links)

    assert found.chain() == ["sign", "build", "test"]
    assert found.critical() == ["sign", "build", "test"]
    assert found.of("train").total_float == 3


def test_a_missed_deadline_leaves_less_than_no_float():
    tasks = [Activity("a", 3), Activity("b", 3, deadline=MONDAY + 3 * DAY)]

    found = plan(tasks, [Link("a", "b")])

    assert found.of("b").total_float == -2
    assert found.of("a").total_float == -2
    assert found.critical() == ["a", "b"]


def test_a_fixed_day_stands_and_those_before_it_are_short_of_time():
    tasks = [Activity("a", 4), Activity("b", 1, fixed_on=MONDAY + 2 * DAY)]

    found = plan(tasks, [Link("a", "b")])

    assert found.of("b").start == MONDAY + 2 * DAY
    assert found.of("a").total_float == -2
    assert found.chain("b") == ["b"]


def test_what_is_done_keeps_its_days_and_what_is_open_begins_today():
    today = MONDAY + 7 * DAY
    tasks = [
        Activity("done", 3, done=(MONDAY, MONDAY + DAY)),
        *by_name("next"),
        Activity("late", 1),
    ]

    found = plan(tasks, [Link("done", "next")], today=today)

    assert found.of("done").finish == MONDAY + DAY
    assert found.of("next").start == today
    assert found.of("late").start == today
    assert "done" not in found.critical()


def test_a_milestone_is_reached_on_the_day_its_work_ends():
    tasks = [Activity("a", 5), Activity("gate", 0), Activity("b", 1)]

    found = plan(tasks, [Link("a", "gate"), Link("gate", "b")])

    assert found.of("gate").start == found.of("a").finish == MONDAY + 4 * DAY
    assert found.of("b").start == MONDAY + 7 * DAY


def test_a_plan_back_from_a_deadline_says_when_work_must_begin():
    tasks, links = by_name("a", "b"), [Link("a", "b")]
    wished = MONDAY + 18 * DAY  # a Friday

    found = plan(tasks, links, finish_by=wished)

    assert found.of("b").late_finish == wished
    assert latest_start(found) == wished - 3 * DAY
    assert found.of("a").total_float == 11


def test_a_plan_of_ten_years_is_spelt_out_far_enough():
    tasks = [Activity(str(number), 250) for number in range(12)]
    links = [Link(str(number), str(number + 1)) for number in range(11)]

    found = plan(tasks, links)

    assert WEEK.count(MONDAY, found.finish) == 3000


def test_a_deadline_long_before_the_plan_is_spelt_out_too():
    tasks = [Activity("a", 900), Activity("b", 900, deadline=MONDAY)]

    found = plan(tasks, [Link("a", "b")])

    assert found.of("a").total_float == -1799
