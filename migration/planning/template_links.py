"""How the tasks of a plan wait for each other, and when each is due."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from graphlib import TopologicalSorter

from migration.planning.due_days import step
from migration.planning.entries import linked_tasks
from migration.planning.full_template import After, FullTask, full_template
from migration.planning.generate import Identity, joining_keys
from migration.planning.growth import growth
from migration.planning.network import Kind
from migration.planning.stock import Waits
from migration.planning.template import MILESTONE, plan_template

SIGNATURE = "owners_sign"
BUILDING = "asset_build"


@dataclass(frozen=True, slots=True)
class PlannedLink:
    before: Identity
    after: Identity
    kind: Kind = Kind.FINISH_START
    lag: int = 0


def links_of(
    present: Collection[Identity], waits: Mapping[str, Waits] | None = None
) -> tuple[PlannedLink, ...]:
    """Return the links of the template between the tasks that a plan has.

    Where a small task stands for its parts, it is linked in their place. Tasks of the
    small move wait for each other as they do there. `waits` is of the inventory.
    """
    by_key: dict[str, list[Identity]] = {}
    for identity in sorted(present):
        by_key.setdefault(identity[0], []).append(identity)
    found: dict[tuple[Identity, Identity, Kind], PlannedLink] = {}
    waits = waits or {}
    for link in (
        *small_links(by_key),
        *full_links(by_key, waits),
        *needed_links(by_key, waits),
    ):
        if link.before != link.after:
            found[link.before, link.after, link.kind] = link
    return tuple(found.values())


ByKey = Mapping[str, Sequence[Identity]]


def small_links(by_key: ByKey) -> Iterator[PlannedLink]:
    for entry in plan_template().tasks:
        for after in by_key.get(entry.key, ()):
            for key in entry.after:
                for before in matching(by_key.get(key, ()), after[1]):
                    yield PlannedLink(before, after, lag=entry.waits)
    yield from joining_links(by_key)


def joining_links(by_key: ByKey) -> Iterator[PlannedLink]:
    """Yield what small tasks wait for that joined from the full template."""
    for rule in growth().rules.values():
        for key in rule.before:
            for before in by_key.get(rule.task, ()):
                yield from (PlannedLink(before, x) for x in by_key.get(key, ()))


def full_links(by_key: ByKey, waits: Mapping[str, Waits]) -> Iterator[PlannedLink]:
    for key, task in linked_tasks().items():
        for identity in by_key.get(key, ()):
            about = identity[1]
            for after in waited_for(task, waits.get(about)):
                for before in befores(after, about, by_key, waits.get(about)):
                    yield PlannedLink(before, identity, after.kind, after.lag)
            for later in task.before:
                for after_it in standing_for(later, about, by_key):
                    yield PlannedLink(identity, after_it)


def needed_links(by_key: ByKey, waits: Mapping[str, Waits]) -> Iterator[PlannedLink]:
    """Yield that an asset is built after those that it works only with."""
    built = set(by_key.get(BUILDING, ()))
    for identity in sorted(built):
        needed = waits.get(identity[1], Waits()).assets
        for before in sorted(built & {(BUILDING, about) for about in needed}):
            yield PlannedLink(before, identity)


def waited_for(task: FullTask, own: Waits | None) -> tuple[After, ...]:
    # Only building waits for what the type of the asset waits for.
    if own is None or SIGNATURE not in task.entry.after:
        return task.waits_for
    return (*task.waits_for, *(After(key) for key in own.after))


def befores(
    after: After, about: str, by_key: ByKey, own: Waits | None
) -> list[Identity]:
    """Return what the link means; of signatures, only those of the own owners."""
    if after.key == SIGNATURE and own and own.owners:
        signed = [x for x in by_key.get(SIGNATURE, ()) if x[1] in own.owners]
        if signed:
            return signed
    return standing_for(after.key, about, by_key)


def matching(named: Sequence[Identity], about: str) -> Sequence[Identity]:
    """Return those about the same thing, or else all but those about its like."""
    same = [each for each in named if about and each[1] == about]
    what = about.partition("-")[0]
    return same or [x for x in named if not what or x[1].partition("-")[0] != what]


def standing_for(key: str, about: str, by_key: ByKey) -> list[Identity]:
    """Return the tasks that a link to this key means, of the same thing if it can."""
    named = matching(by_key.get(key, ()), about)
    small = linked_tasks()[key].part_of
    if named or any(by_key.get(part) for part in other_parts(small)):
        return list(named)
    return list(matching(by_key.get(small, ()), about))


@cache
def other_parts(small: str) -> tuple[str, ...]:
    """Return the parts of a small task whose presence says that it is not for all."""
    apart = {small, *joining_keys()}
    parts = (x.key for x in full_template().tasks if x.part_of == small)
    return tuple(key for key in parts if key not in apart)


def due_days(
    days: Mapping[Identity, int],
    links: Iterable[PlannedLink],
    *,
    go_live_on: date,
    weekend: Collection[int],
) -> dict[Identity, date]:
    """Return due days that lead to the go-live task on its day.

    `days` are working days per task, counted without a calendar: a link from start to
    finish without a lag may end a day off earlier than in the schedule. Raises
    CycleError where tasks wait for each other.
    """
    before: dict[Identity, list[PlannedLink]] = {}
    for link in links:
        before.setdefault(link.after, []).append(link)
    starts: dict[Identity, int] = {}
    for identity in in_order(days, before):
        waits = (start_by(link, starts, days) for link in before.get(identity, ()))
        starts[identity] = max((0, *waits))
    ends = {identity: starts[identity] + days[identity] for identity in days}
    goal = ends[MILESTONE, ""]
    return {key: step(go_live_on, end - goal, weekend) for key, end in ends.items()}


def start_by(
    link: PlannedLink, starts: Mapping[Identity, int], days: Mapping[Identity, int]
) -> int:
    """Return the working day before which the link lets no task begin."""
    moment = starts[link.before] + link.lag
    if link.kind in {Kind.FINISH_START, Kind.FINISH_FINISH}:
        moment += days[link.before]
    if link.kind in {Kind.FINISH_FINISH, Kind.START_FINISH}:
        moment -= days[link.after]
    return moment


def in_order(
    identities: Iterable[Identity], before: Mapping[Identity, Sequence[PlannedLink]]
) -> list[Identity]:
    """Return each after all that it waits for; CycleError where that cannot be."""
    graph = {
        each: [link.before for link in before.get(each, ())] for each in identities
    }
    return list(TopologicalSorter(graph).static_order())
