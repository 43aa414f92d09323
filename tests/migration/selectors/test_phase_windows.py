from datetime import date, timedelta
from types import SimpleNamespace

from migration.selectors.schedule.phase_windows import (
    LONG_ROWS,
    PAGE,
    Asked,
    windows_of,
)
from migration.selectors.schedule.schedule import PhaseDates

DAY = date(2026, 3, 2)


def phase_of(key: str, count: int, *, done: int = 0, later: int = 0) -> PhaseDates:
    """A phase whose first tasks are done and whose last one is critical."""
    day = DAY + timedelta(days=later)
    dates = SimpleNamespace(start=day, finish=day)
    rows = tuple(
        SimpleNamespace(
            task=SimpleNamespace(is_done=place < done),
            dates=dates,
            is_critical=place == count - 1 and done < count,
        )
        for place in range(count)
    )
    return PhaseDates(key, key.title(), rows)


def drawn(windows) -> dict[str, int]:
    return {each.phase.key: len(each.rows) for each in windows}


def test_a_plan_that_fits_is_open_but_for_what_is_finished():
    phases = [phase_of("old", 20, done=20), phase_of("new", 280)]

    assert drawn(windows_of(phases, Asked())) == {"old": 0, "new": 280}
    assert drawn(windows_of(phases, Asked(phase="old")))["old"] == 20
    assert drawn(windows_of(phases, Asked(shows_finished=True)))["new"] == 280


def test_a_long_plan_opens_what_begins_first_and_folds_what_is_far():
    phases = [phase_of(f"p{at}", 400, later=at) for at in range(5)]

    found = windows_of(phases, Asked())

    assert drawn(found) == {"p0": PAGE, "p1": PAGE, "p2": PAGE, "p3": 0, "p4": 0}
    assert sum(drawn(found).values()) <= LONG_ROWS
    assert (found[0].page, found[0].pages, found[0].later) == (1, 8, 2)


def test_a_long_phase_opens_where_the_work_is_and_pages_by_the_address():
    phases = [phase_of("long", 450, done=130), phase_of("far", 100, later=9)]

    (work, far) = windows_of(phases, Asked())
    (last, closed) = windows_of(phases, Asked(phase="long", page=99))

    assert (work.page, work.earlier, work.later) == (3, 2, 4)
    assert len(far.rows) == PAGE
    assert (last.page, len(last.rows), last.later) == (9, 50, None)
    assert not closed.is_open  # asked for one, the page shows this one


def test_the_critical_tasks_of_all_phases_are_seen_together():
    phases = [phase_of(f"p{at}", 400, later=at) for at in range(5)]

    found = windows_of(phases, Asked(only_critical=True))

    assert drawn(found) == {f"p{at}": 1 for at in range(5)}
