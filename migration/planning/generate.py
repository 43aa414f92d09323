"""The tasks that a plan has by its answers and inventory, and what differs from those.

A planned task is known by its template key and what it is about, so that generating
again from the same answers changes nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from migration.planning.full_template import FullTask, full_template
from migration.planning.growth import NAMED, NOTICE, GrowthTask, Rule, growth
from migration.planning.stock import Stock, Thing, things_of
from migration.planning.template import plan_template

Identity = tuple[str, str]
"""Template key, and what it is about ("" for the plan as a whole)."""
NO_RULE = Rule("")


class Change(StrEnum):
    ADDED = "added"
    BECOMES = "becomes"  # it takes the place of a task, with its person and dates
    ADJUSTED = "adjusted"  # other days, another deadline, another name
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Answers:
    """names: kind of things -> what people named. yes, no: questions so answered.

    notice_on: the last day for notice on the old contract, if that is known.
    """

    names: Mapping[str, Sequence[str]] = field(default_factory=dict)
    yes: frozenset[str] = frozenset()
    no: frozenset[str] = frozenset()
    notice_on: date | None = None

    def calls_for(self, needs: str) -> bool:
        """Tell whether a task that only an answer calls for is wanted."""
        if needs == NOTICE:
            return self.notice_on is not None
        return not needs or needs in self.yes


@dataclass(frozen=True, slots=True)
class Planned:
    """about: stable name of the thing, such as "domain-mail.example.org".

    hours: of work, where the inventory knows. member: whom it is given to. follows: its
    days, deadline and name are kept up with the inventory. is_behind: nobody has to do
    it any more.
    """

    task: FullTask
    about: str = ""
    about_name: str = ""
    days: int = 1
    hours: Decimal | None = None
    role: str = ""
    member: int | None = None
    deadline: date | None = None
    follows: bool = False
    is_behind: bool = False

    @property
    def identity(self) -> Identity:
        return (self.task.key, self.about)


@dataclass(frozen=True, slots=True)
class Existing:
    """A task of the template that the plan has, or had before people removed it.

    days: None where they are not looked at. by_hand: names of fields that people
    changed and that stay as they are.
    """

    identity: Identity
    is_done: bool = False
    is_removed: bool = False
    days: int | None = None
    deadline: date | None = None
    about_name: str = ""
    by_hand: frozenset[str] = frozenset()


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


def generate(
    answers: Answers, stock: Stock | None = None, *, is_full: bool = True
) -> tuple[Planned, ...]:
    """Return the tasks of a small move or of the full template, and what grows."""
    stock = stock or Stock()
    joining = () if is_full else joining_keys()
    found: list[Planned] = []
    for task in shipped(is_full=is_full):
        found.extend(ruled(task, answers, stock, joining))
    for each in growth().tasks:
        found.extend(grown(each, answers, stock))
    return tuple(found)


def shipped(*, is_full: bool) -> Iterator[FullTask]:
    """Yield the tasks of the full template, or of a small move and what joins it."""
    if is_full:
        yield from full_template().tasks
        return
    for entry in plan_template().tasks:
        yield FullTask(entry, ())
    yield from (x for x in full_template().tasks if x.key in joining_keys())


def joining_keys() -> frozenset[str]:
    """Return the tasks of the full template that may join a small move."""
    rules = growth().rules
    return frozenset(key for key, rule in rules.items() if rule.joins_small)


def ruled(
    task: FullTask, answers: Answers, stock: Stock, joining: Collection[str]
) -> Iterator[Planned]:
    """Yield a shipped task as often as the answers want it; once if nothing is named.

    What joins a small move comes only with something named.
    """
    rule = growth().rules.get(task.key, NO_RULE)
    if rule.needs in answers.no:
        return
    days = days_of(task, rule, answers)
    changes = rule.days is not None
    things = things_for(task.key, rule.per or task.per, answers, stock)
    for thing in things:
        made = of_thing(task, thing)
        yield replace(made, days=days, follows=made.follows or changes)
    if not things and task.key not in joining:
        yield Planned(task, days=days, follows=changes)


def grown(each: GrowthTask, answers: Answers, stock: Stock) -> Iterator[Planned]:
    """Yield what only an answer or the inventory calls for."""
    task = each.task
    if not answers.calls_for(each.needs):
        return
    if not task.per:
        deadline = answers.notice_on if each.needs == NOTICE else None
        yield Planned(
            task, days=task.entry.days, deadline=deadline, follows=deadline is not None
        )
        return
    things = things_for(task.key, task.per, answers, stock, each.routes)
    for thing in things[each.but_first :]:
        yield of_thing(task, thing)


def days_of(task: FullTask, rule: Rule, answers: Answers) -> int:
    settled = rule.all_no and set(rule.all_no) <= answers.no
    if rule.days is not None and (settled or set(rule.any_yes) & answers.yes):
        return rule.days
    return task.entry.days


def things_for(
    key: str, per: str, answers: Answers, stock: Stock, routes: Sequence[str] = ()
) -> list[Thing]:
    if per not in NAMED:
        return things_of(key, per, stock, routes)
    names = {f"{per}-{x.casefold()}"[:80]: x for x in answers.names.get(per, ())}
    return [Thing(about, name) for about, name in names.items()]


def of_thing(task: FullTask, thing: Thing) -> Planned:
    return Planned(
        task,
        about=thing.about,
        about_name=thing.name,
        days=thing.days or task.entry.days,
        hours=thing.hours,
        role=thing.role,
        member=thing.member,
        follows=thing.about.partition("-")[0] not in NAMED,
        is_behind=thing.is_behind,
    )


def difference(
    existing: Collection[Existing], generated: Sequence[Planned]
) -> tuple[Difference, ...]:
    """Return line by line what generating would change, in the order of the template.

    What people removed stays away. A small task that is done keeps its place, and its
    parts are done with it. Own tasks and changed texts are not looked at at all.
    """
    has = {each.identity: each for each in existing}
    settled = {key for (key, _about), each in has.items() if is_settled(each)}
    wanted = {planned.identity for planned in generated}
    taken: set[Identity] = set()
    lines: list[Difference] = []
    for planned in generated:
        known = has.get(planned.identity)
        if known:
            if is_adjusted(planned, known):
                lines.append(Difference(Change.ADJUSTED, planned, known))
        elif not is_behind(planned, has, settled):
            place = place_of(planned, has, wanted, taken)
            change = Change.BECOMES if place else Change.ADDED
            taken |= {place.identity} if place else set()
            lines.append(Difference(change, planned, place))
    lines.extend(
        Difference(Change.GONE, existing=each)
        for each in existing
        if each.identity not in wanted | taken and not is_settled(each)
    )
    return tuple(lines)


def is_behind(
    planned: Planned, has: Mapping[Identity, Existing], settled: Collection[str]
) -> bool:
    """Whether it need not be added: what it is a part or a case of is settled."""
    for_all = has.get((planned.task.key, ""))
    return (
        planned.is_behind
        or planned.task.part_of in settled
        or (for_all is not None and is_settled(for_all))
    )


def is_settled(each: Existing) -> bool:
    """Whether a small task stays as it is: ticked, or taken off by people."""
    return each.is_done or each.is_removed


def is_adjusted(planned: Planned, known: Existing) -> bool:
    """Whether the inventory now wants other days, another deadline or another name."""
    if not planned.follows or planned.is_behind or is_settled(known):
        return False
    days = planned.days if known.days is None else known.days
    return (
        (planned.days != days and "days" not in known.by_hand)
        or (planned.deadline != known.deadline and "deadline" not in known.by_hand)
        or planned.about_name[:200] != known.about_name
    )


def place_of(
    planned: Planned,
    has: Mapping[Identity, Existing],
    wanted: Collection[Identity],
    taken: Collection[Identity],
) -> Existing | None:
    """Return the task whose place it takes: of the small move, or the one for all."""
    small = planned.task.part_of if planned.task.is_main else ""
    places = [(planned.task.key, ""), (small, planned.about), (small, "")]
    if not planned.about:
        places += [identity for identity in has if identity[0] == planned.task.key]
    for identity in places:
        each = has.get(identity)
        if each and not is_settled(each) and identity not in {*wanted, *taken}:
            return each
    return None
