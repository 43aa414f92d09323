"""M7: 10,000 tasks, 30,000 links, several calendars, beside networkx.

Ours gives dates, total and free float and the critical tasks, on four calendars, with
four kinds of links and lags. networkx builds its graph and finds the longest path: no
calendars, no kinds, no floats, no dates. Both get the same tasks and links, with the
garbage collector on; once more with it off, as `timeit` has it, and once more with the
tasks in no order. Day tables are kept between calls, as they are between edits.
"""

import gc
import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta

import networkx as nx

from benchmarks.report import Figure, at_most, faster, medians, report
from migration.planning.calendars import Calendar
from migration.planning.critical_path import Schedule, schedule_of
from migration.planning.estimates import Estimate
from migration.planning.network import Activity, Kind, Link
from migration.planning.simulation import simulate

TASKS, LINKS = 10_000, 30_000
START = date(2026, 1, 5)
CALENDARS = [
    Calendar(),
    Calendar(frozenset({5, 6})),
    Calendar(frozenset({5})),
    Calendar(
        frozenset({4, 5}),
        frozenset(date(2026, 3, 1) + timedelta(days=day) for day in range(20)),
    ),
]
# As in plans that people make: mostly one after the other.
KINDS = [
    ((Kind.FINISH_START, 0), 80),
    ((Kind.FINISH_START, 2), 8),
    ((Kind.START_START, 1), 6),
    ((Kind.FINISH_FINISH, 0), 5),
    ((Kind.START_FINISH, 0), 1),
]
EDIT_SECONDS = 0.15


def figures() -> Iterator[Figure]:
    tasks, links = _network(TASKS, LINKS, seed=1)
    yield _beside_networkx("full schedule beside its longest path", tasks, links, 5)
    gc.disable()
    yield _beside_networkx("the same, garbage collector off", tasks, links)
    gc.enable()
    random.Random(3).shuffle(tasks)  # noqa: S311 (no secret)
    yield _beside_networkx("the same, tasks in no order", tasks, links)
    yield from _one_plan()


def _beside_networkx(
    name: str, tasks: list[Activity], links: list[Link], goal: float | None = None
) -> Figure:
    found = medians(
        {
            "ours": lambda: _computed(tasks, links).critical(),
            "networkx": lambda: _longest(tasks, links),
        },
        rounds=15,
    )
    return Figure(
        name, found["ours"], found["networkx"], faster(goal) if goal else None
    )


def _one_plan() -> Iterator[Figure]:
    """A large plan of one company: computed anew at each edit, drawn on demand."""
    tasks, links = _network(2_000, 6_000, seed=2)
    estimates = {
        each.key: Estimate(each.days / 2, each.days, 2 * each.days) for each in tasks
    }
    plan = _computed(tasks, links)
    found = medians(
        {
            "edit": lambda: _computed(tasks, links),
            "draws": lambda: simulate(plan, CALENDARS, estimates, first=START),
        },
        rounds=5,
    )
    name = "2,000 tasks, 6,000 links anew beside 150 ms"
    yield Figure(name, found["edit"], EDIT_SECONDS, at_most(1))
    yield Figure("2,000 draws of it beside one schedule", found["draws"], found["edit"])


def _network(
    count: int, wanted: int, *, seed: int
) -> tuple[list[Activity], list[Link]]:
    chance = random.Random(seed)  # noqa: S311 (no secret)
    tasks = [
        Activity(str(number), chance.randint(0, 10), chance.randrange(len(CALENDARS)))
        for number in range(count)
    ]
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < wanted:
        second = chance.randint(1, count - 1)
        pairs.add((max(0, second - chance.randint(1, 400)), second))
    kinds, shares = zip(*KINDS, strict=True)
    links = []
    for first, second in sorted(pairs):
        (kind, lag) = chance.choices(kinds, shares)[0]
        links.append(Link(str(first), str(second), kind, lag))
    return tasks, links


def _computed(tasks: list[Activity], links: list[Link]) -> Schedule:
    return schedule_of(tasks, links, CALENDARS, start=START)


def _longest(tasks: list[Activity], links: list[Link]) -> list[str]:
    days = {each.key: each.days for each in tasks}
    graph = nx.DiGraph()
    graph.add_nodes_from(days)
    graph.add_weighted_edges_from(
        (link.before, link.after, days[link.before] + link.lag) for link in links
    )
    path: list[str] = nx.dag_longest_path(graph)
    return path


if __name__ == "__main__":
    sys.exit(report("M7 schedules", figures()))
