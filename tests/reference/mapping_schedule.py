"""From the cases of schedules to the product's critical path and calendars."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from migration.planning.calendars import Calendar
from migration.planning.critical_path import Schedule, schedule_of
from migration.planning.estimates import Estimate, chain_mean_and_variance, chance_by
from migration.planning.network import Activity, Kind, Link

START = date(2026, 1, 1)
EVERY_DAY = Calendar(frozenset())
# Estimates have fractions; the schedule counts whole days.
FINE = 60


def cpm(
    activities: Mapping[str, Mapping[str, Any]], numbering: str = "zero_based"
) -> Mapping[str, Any]:
    tasks = [Activity(key, each["duration"]) for key, each in activities.items()]
    links = [
        Link(before["id"], key, Kind(before.get("type", "FS")), before.get("lag", 0))
        for key, each in activities.items()
        for before in each["predecessors"]
    ]
    found = schedule_of(tasks, links, [EVERY_DAY], start=START)
    one = 1 if numbering == "one_based_inclusive" else 0
    return {**_columns(found, one), "duration": (found.finish - START).days + 1}


def _columns(found: Schedule, one: int) -> dict[str, Any]:
    rows = dict(found.all())
    last = 1 - one  # a finish counted from 0 is the morning after

    def days(name: str, offset: int) -> dict[str, int]:
        return {
            key: (getattr(row, name) - START).days + offset for key, row in rows.items()
        }

    return {
        "es": days("start", one),
        "ef": days("finish", last + one),
        "ls": days("late_start", one),
        "lf": days("late_finish", last + one),
        "total_float": {key: row.total_float for key, row in rows.items()},
        "free_float": {key: row.free_float for key, row in rows.items()},
        "critical": sorted(found.critical()),
    }


def pert(
    estimates: Mapping[str, Sequence[float]],
    critical_path: Sequence[str] = (),
    deadlines: Sequence[float] = (),
    predecessors: Mapping[str, Sequence[str]] | None = None,
) -> Mapping[str, Any]:
    known = {key: Estimate(*each) for key, each in estimates.items()}
    mean, variance = chain_mean_and_variance(known[key] for key in critical_path)
    found: dict[str, Any] = {
        "expected": {key: each.mean for key, each in known.items()},
        "path_mean": mean,
        "path_variance": variance,
        "probability": {
            str(each): chance_by(each, mean, variance**0.5) for each in deadlines
        },
    }
    if predecessors is not None:
        found |= _on_means(known, predecessors)
    return found


def _on_means(
    known: Mapping[str, Estimate], predecessors: Mapping[str, Sequence[str]]
) -> dict[str, Any]:
    tasks = [Activity(key, round(each.mean * FINE)) for key, each in known.items()]
    links = [
        Link(before, key) for key, others in predecessors.items() for before in others
    ]
    found = schedule_of(tasks, links, [EVERY_DAY], start=START)
    return {
        "duration": ((found.finish - START).days + 1) / FINE,
        "critical": found.critical(),
    }


def normal_finish(
    mean: float, sd: float, deadlines: Sequence[float]
) -> Mapping[str, Any]:
    return {"probability": {str(each): chance_by(each, mean, sd) for each in deadlines}}


def workdays(
    count: Sequence[Mapping[str, Any]] = (), offset: Sequence[Mapping[str, Any]] = ()
) -> Mapping[str, Any]:
    day = date.fromisoformat
    return {
        "counts": [
            _calendar(each).count(day(each["start"]), day(each["end"]))
            for each in count
        ],
        "dates": [
            _calendar(each).step(day(each["start"]), each["days"]).isoformat()
            for each in offset
        ],
    }


def _calendar(asked: Mapping[str, Any]) -> Calendar:
    mask = asked.get("weekend", "0000011")
    weekend = {place for place, off in enumerate(mask, start=1) if off == "1"}
    free = frozenset(map(date.fromisoformat, asked.get("holidays", ())))
    return Calendar(frozenset(weekend), free)


MAPPED = {
    "cpm": cpm,
    "pert": pert,
    "normal_finish": normal_finish,
    "workdays": workdays,
}
