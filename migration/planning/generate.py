"""The tasks that a plan has by the full template, and what differs from those it has.

A planned task is known by its template key and what it is about, so that generating
again from the same answers changes nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from graphlib import TopologicalSorter

from migration.planning.due_days import step
from migration.planning.full_template import FullTask, full_template
from migration.planning.network import Kind
from migration.planning.template import MILESTONE, plan_template

Identity = tuple[str, str]
"""Template key, and what it is about ("" for the plan as a whole)."""
Answers = Mapping[str, Sequence[str]]
"""Kind of things -> their names, as `full_template.KINDS` has them."""


class Change(StrEnum):
    ADDED = "added"
    BECOMES = "becomes"  # it takes the place of a task, with its person and dates
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Planned:
    """about: stable name of the thing, such as "domain-mail.example.org"."""

    task: FullTask
    about: str = ""
    about_name: str = ""

    @property
    def identity(self) -> Identity:
        return (self.task.key, self.about)


@dataclass(frozen=True, slots=True)
class PlannedLink:
    before: Identity
    after: Identity
    kind: Kind
    lag: int


@dataclass(frozen=True, slots=True)
class Existing:
    """A task of the template that the plan has, or had before people removed it."""

    identity: Identity
    is_done: bool = False
    is_removed: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """One line: what would be made of which."""

    change: Change
    planned: Planned | None = None
    existing: Existing | None = None

    @property
    def key(self) -> str:
        """Name the line, the same whenever it is computed."""
        of = self.planned.identity if self.planned else None
        identity = of or (self.existing.identity if self.existing else ("", ""))
        return "|".join((self.change, *identity))


def generate(answers: Answers) -> tuple[Planned, ...]:
    """Return the tasks of the full template, repeated for the things named."""
    return tuple(
        planned for task in full_template().tasks for planned in repeated(task, answers)
    )


def repeated(task: FullTask, answers: Answers) -> list[Planned]:
    names = answers.get(task.per, ()) if task.per else ()
    found = {f"{task.per}-{name.casefold()}"[:80]: name for name in names}
    return [Planned(task, about, name) for about, name in found.items()] or [
        Planned(task)
    ]


def difference(
    existing: Collection[Existing], generated: Sequence[Planned]
) -> tuple[Difference, ...]:
    """Return line by line what generating would change, in the order of the template.

    What people removed stays away. A small task that is done keeps its place, and its
    parts are done with it. Own tasks and changed texts are not looked at at all.
    """
    has = {each.identity: each for each in existing}
    settled = {key for (key, _about), each in has.items() if is_settled(each)}
    mains_taken: set[Identity] = set()
    lines: list[Difference] = []
    for planned in generated:
        if planned.identity in has or planned.task.part_of in settled:
            continue
        place = place_of(planned, has, generated, mains_taken)
        if place is None:
            lines.append(Difference(Change.ADDED, planned))
        else:
            mains_taken.add(place.identity)
            lines.append(Difference(Change.BECOMES, planned, place))
    wanted = {planned.identity for planned in generated}
    full_keys = {planned.task.key for planned in generated}
    lines.extend(
        Difference(Change.GONE, existing=each)
        for each in existing
        if each.identity not in wanted | mains_taken
        and each.identity[0] in full_keys
        and not each.is_done
        and not each.is_removed
    )
    return tuple(lines)


def is_settled(each: Existing) -> bool:
    """Whether a small task stays as it is: ticked, or taken off by people."""
    return each.is_done or each.is_removed


def place_of(
    planned: Planned,
    has: Mapping[Identity, Existing],
    generated: Sequence[Planned],
    taken: Collection[Identity],
) -> Existing | None:
    """Return the task whose place it takes: of the small move, or the one for all."""
    wanted = {each.identity for each in generated}
    small = planned.task.part_of if planned.task.is_main else ""
    for identity in ((planned.task.key, ""), (small, "")):
        each = has.get(identity)
        if each and identity not in wanted and identity not in taken:
            return None if is_settled(each) else each
    return None


def links_of(present: Collection[Identity]) -> tuple[PlannedLink, ...]:
    """Return the links of the template between the tasks that a plan has.

    Where a small task stands for its parts, it is linked in their place. Tasks of the
    small move wait for each other as they do there.
    """
    found = small_links(present)
    for planned in sorted(present):
        task = full_tasks().get(planned[0])
        for after in task.waits_for if task else ():
            for before in standing_for(after.key, planned[1], present):
                if before != planned:
                    link = PlannedLink(before, planned, after.kind, after.lag)
                    found[before, planned, after.kind] = link
    return tuple(found.values())


def small_links(
    present: Collection[Identity],
) -> dict[tuple[Identity, Identity, Kind], PlannedLink]:
    kind = Kind.FINISH_START
    return {
        ((key, ""), (entry.key, ""), kind): PlannedLink(
            (key, ""), (entry.key, ""), kind, entry.waits
        )
        for entry in plan_template().tasks
        for key in entry.after
        if {(key, ""), (entry.key, "")} <= set(present)
    }


@cache
def full_tasks() -> Mapping[str, FullTask]:
    return {task.key: task for task in full_template().tasks}


def standing_for(key: str, about: str, present: Collection[Identity]) -> list[Identity]:
    """Return the tasks that a link to this key means, of the same thing if it can."""
    named = [identity for identity in present if identity[0] == key]
    same = [identity for identity in named if about and identity[1] == about]
    small = full_tasks()[key].part_of
    return sorted(same or named) or [each for each in present if each == (small, "")]


def due_days(
    days: Mapping[Identity, int],
    links: Iterable[PlannedLink],
    *,
    go_live_on: date,
    weekend: Collection[int],
) -> dict[Identity, date]:
    """Return due days that lead to the go-live task on its day.

    `days` are working days per task. Raises CycleError where tasks wait for each other.
    """
    before: dict[Identity, list[PlannedLink]] = {}
    for link in links:
        before.setdefault(link.after, []).append(link)
    starts: dict[Identity, int] = {}
    for identity in in_order(days, before):
        starts[identity] = max(
            (
                starts[link.before]
                + link.lag
                + (days[link.before] if link.kind is Kind.FINISH_START else 0)
                for link in before.get(identity, ())
            ),
            default=0,
        )
    ends = {identity: starts[identity] + days[identity] for identity in days}
    goal = ends[MILESTONE, ""]
    return {key: step(go_live_on, end - goal, weekend) for key, end in ends.items()}


def in_order(
    identities: Iterable[Identity], before: Mapping[Identity, Sequence[PlannedLink]]
) -> list[Identity]:
    """Return each after all that it waits for; CycleError where that cannot be."""
    graph = {
        each: [link.before for link in before.get(each, ())] for each in identities
    }
    return list(TopologicalSorter(graph).static_order())
