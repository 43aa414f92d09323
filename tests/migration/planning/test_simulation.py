from datetime import date, timedelta

import pytest

from migration.planning.calendars import Calendar
from migration.planning.critical_path import schedule_of
from migration.planning.estimates import Estimate
from migration.planning.network import Activity, Kind, Link
from migration.planning.simulation import simulate

EVERY_DAY = Calendar(frozenset())
WEEK = Calendar()
START = date(2026, 1, 5)
# Days stand for thousandths, so that whole days are fine enough to compare.
SCALE = 100


def chances(activities, links, estimates, calendar=EVERY_DAY, **more):
    plan = schedule_of(activities, links, [calendar], start=START)
    return plan, simulate(plan, [calendar], estimates, first=START, **more)


def days_of(found, share):
    return ((found.finish(share) - START).days + 1) / SCALE


def test_two_paths_side_by_side_end_later_than_either():
    """Reference case schedule.merge_bias_two_paths, within the error of the draws."""
    estimate = Estimate(8 * SCALE, 10 * SCALE, 15 * SCALE)
    both = {"a": estimate, "b": estimate}
    tasks = [Activity(key, 10 * SCALE) for key in both]

    _plan, found = chances(tasks, [], both, draws=20_000)

    assert days_of(found, 0.5) == pytest.approx(11.798241, abs=0.04)
    assert days_of(found, 0.8) == pytest.approx(13.077749, abs=0.04)
    by = START + timedelta(days=11 * SCALE - 1)
    assert found.chance_by(by) == pytest.approx(0.294694, abs=0.012)


def test_one_path_ends_where_its_triangle_says():
    estimate = Estimate(8 * SCALE, 10 * SCALE, 15 * SCALE)

    _plan, found = chances(
        [Activity("a", 10 * SCALE)], [], {"a": estimate}, draws=20_000
    )

    assert days_of(found, 0.5) == pytest.approx(10.8167, abs=0.04)
    assert days_of(found, 0.8) == pytest.approx(12.3542, abs=0.04)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("lag", [-1, 0, 2])
def test_without_doubt_every_draw_is_the_schedule(kind, lag):
    tasks = [
        Activity("a", 3),
        Activity("gate", 0),
        Activity("b", 4),
        Activity("c", 2, not_before=date(2026, 1, 14)),
    ]
    links = [Link("a", "gate"), Link("gate", "b"), Link("a", "c", kind, lag)]

    plan, found = chances(tasks, links, {}, WEEK, draws=20)

    assert set(found.ends) == {plan.finish}


def test_the_same_seed_gives_the_same_days():
    estimates = {"a": Estimate(1, 5, 30)}

    first, again, other = (
        chances([Activity("a", 5)], [], estimates, seed=seed)[1] for seed in (1, 1, 2)
    )

    assert first == again
    assert first.ends != other.ends


def test_what_drives_the_end_is_told_by_how_often_it_carries_it():
    tasks = [Activity("long", 20), Activity("short", 5), Activity("end", 1)]
    links = [Link("long", "end"), Link("short", "end")]
    estimates = {"long": Estimate(10, 20, 40), "short": Estimate(1, 5, 40)}

    _plan, found = chances(tasks, links, estimates)

    assert list(found.drives) == ["end", "long", "short"]
    assert found.drives["end"] == 1
    assert found.drives["long"] + found.drives["short"] == pytest.approx(1)


def test_what_is_done_is_not_drawn():
    tasks = [
        Activity("done", 9, done=(START, START + timedelta(days=1))),
        Activity("next", 1),
    ]

    plan, found = chances(tasks, [Link("done", "next")], {"done": Estimate(1, 9, 50)})

    assert set(found.ends) == {plan.finish}
