"""The checklist of a plan: by phase, with what is late and what a task waits for."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from common.text import match_key
from migration.models import Plan, PlanMember, Task
from migration.models.template_text import phase_names, role_names
from migration.planning.entries import entry_by_key
from migration.planning.full_template import full_template
from migration.planning.template import MILESTONE
from migration.selectors.checklist.task_parts import PartCounts, count_parts
from migration.selectors.checklist.task_rows import TaskRow, read_rows, read_texts
from migration.selectors.checklist.waiting import (
    Waiting,
    read_waiting,
    waiting_tasks,
)

COLOURS = 6
NOTHING = PartCounts()


class Show(StrEnum):
    """Which tasks the page shows."""

    ALL = "all"
    MINE = "mine"
    OPEN = "open"
    LATE = "late"
    WAITING = "waiting"
    SOON = "soon"


class Grouping(StrEnum):
    PHASE = "phase"
    PERSON = "person"


NOBODY = "none"
SOON_DAYS = 7


@dataclass(frozen=True, slots=True)
class Filter:
    """`person` is the id of a member of the plan, or NOBODY."""

    show: Show = Show.ALL
    search: str = ""
    phase: str = ""
    person: str = ""
    by: Grouping = Grouping.PHASE

    @property
    def is_on(self) -> bool:
        return self.show is not Show.ALL or bool(
            self.search or self.phase or self.person
        )


@dataclass(frozen=True, slots=True)
class Line:
    """A task as the checklist shows it."""

    task: Task
    role: str
    days_late: int  # above zero only while it is open
    days_left: int | None
    waits_for: tuple[str, ...]  # titles of open tasks that come before it
    holds_up: tuple[str, ...]  # titles of open tasks that wait for it
    is_first: bool = False  # of its phase
    is_last: bool = False
    parts: PartCounts = NOTHING

    @property
    def is_late(self) -> bool:
        return self.days_late > 0

    @property
    def addresses(self) -> list[str]:
        entry = entry_by_key(self.task.template_key)
        return full_template().addresses_of(entry) if entry else []


@dataclass(frozen=True, slots=True)
class PhaseBlock:
    """A phase, or what one person has; of a long plan perhaps one page of it."""

    key: str
    name: str
    colour: int
    rows: tuple[TaskRow, ...]  # those that the filter lets through
    done: int
    total: int
    late: int
    was_ticked_today: bool
    person: PlanMember | None = None
    page: int = 1
    pages: int = 1
    left_out: int = 0  # tasks that the filter lets through and that are not drawn
    lines: tuple[Line, ...] = ()  # the rows as they are drawn

    @property
    def is_closed(self) -> bool:
        """Whether it is one line of a long plan, to be opened by its address."""
        return not self.rows and self.left_out > 0

    @property
    def earlier(self) -> int | None:
        return self.page - 1 if self.page > 1 else None

    @property
    def later(self) -> int | None:
        return self.page + 1 if self.page < self.pages else None

    @property
    def is_finished(self) -> bool:
        return self.done == self.total

    @property
    def is_settled(self) -> bool:
        """Whether it may fold: finished, and not under the hands of who ticks now."""
        return self.is_finished and not self.was_ticked_today


@dataclass(frozen=True, slots=True)
class Checklist:
    plan: Plan
    today: date
    tasks: tuple[TaskRow, ...]  # all, whatever the filter shows
    people: Mapping[int, PlanMember]  # those who have tasks, by id
    blocks: tuple[PhaseBlock, ...]
    done: int
    late: int
    mine: int  # open tasks of the reader
    next_due: TaskRow | None
    days_behind: int  # how much later than wished go-live is due

    @property
    def total(self) -> int:
        return len(self.tasks)

    @property
    def is_empty(self) -> bool:
        return not self.tasks

    @property
    def shown(self) -> int:
        return sum(len(block.rows) + block.left_out for block in self.blocks)

    @property
    def lines(self) -> list[Line]:
        return [line for block in self.blocks for line in block.lines]


def read_checklist(
    plan: Plan, *, reader: PlanMember, today: date, wanted: Filter
) -> Checklist:
    """Read the tasks of the plan that are wanted. Five queries at most."""
    return drawn(read_outline(plan, reader=reader, today=today, wanted=wanted))


def read_outline(
    plan: Plan, *, reader: PlanMember, today: date, wanted: Filter
) -> Checklist:
    """Read where the tasks stand and which are wanted, without their lines.

    Two queries; a third where what is said in them is searched, or what waits wanted.
    """
    rows = read_rows(plan)
    people = people_of(plan, rows)
    shown = rows_shown(plan, rows, people, reader=reader, today=today, wanted=wanted)
    grouped = blocks_by_person if wanted.by is Grouping.PERSON else blocks_of
    still_open = [row for row in rows if not row.is_done]
    outline = Checklist(
        plan=plan,
        today=today,
        tasks=tuple(rows),
        people=people,
        blocks=(),
        done=len(rows) - len(still_open),
        late=sum(is_late(row, today) for row in still_open),
        mine=sum(row.assigned_to_id == reader.pk for row in still_open),
        next_due=next_of(still_open),
        days_behind=days_behind(plan, rows),
    )
    return replace(outline, blocks=tuple(grouped(outline, shown)))


def people_of(plan: Plan, rows: Iterable[TaskRow]) -> dict[int, PlanMember]:
    wanted = {row.assigned_to_id for row in rows if row.assigned_to_id}
    found = plan.members.filter(pk__in=wanted).select_related("user")
    return {member.pk: member for member in found}


def drawn(outline: Checklist, *, counts_parts: bool = False) -> Checklist:
    """Read the lines of the rows in the blocks. Two queries.

    Where it is shown what hangs on them, that is counted with a third.
    """
    wanted = {row.pk for block in outline.blocks for row in block.rows}
    found = outline.plan.tasks.present().filter(pk__in=wanted)
    tasks = list(found.select_related("done_by", "proof_file"))
    for task in tasks:
        # Few people do thousands of tasks: each is made once, not once a row.
        task.assigned_to = outline.people.get(task.assigned_to_id or 0)
    lines = {
        line.task.pk: line
        for line in lines_of(
            tasks,
            read_waiting(tasks),
            today=outline.today,
            ends=ends_of(outline.tasks),
            parts=count_parts(wanted) if counts_parts else {},
        )
    }
    blocks = (
        replace(
            block, lines=tuple(lines[row.pk] for row in block.rows if row.pk in lines)
        )
        for block in outline.blocks
    )
    return replace(outline, blocks=tuple(blocks))


Ends = tuple[Container[int], Container[int]]
"""The ids of the tasks that stand first in their phase, and of those that stand last.
"""


def ends_of(rows: Iterable[TaskRow]) -> Ends:
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for row in rows:
        first.setdefault(row.phase, row.pk)
        last[row.phase] = row.pk
    return set(first.values()), set(last.values())


def lines_of(
    tasks: Iterable[Task],
    waiting: Waiting,
    *,
    today: date,
    ends: Ends = ((), ()),
    parts: Mapping[int, PartCounts] | None = None,
) -> list[Line]:
    roles, parts, (first, last) = role_names(), parts or {}, ends
    return [
        Line(
            task=task,
            role=roles.get(task.owner_role, ""),
            days_late=days_late(task, today),
            days_left=(task.due_on - today).days if task.due_on else None,
            waits_for=waiting.waits_for(task),
            holds_up=waiting.holds_up(task),
            is_first=task.pk in first,
            is_last=task.pk in last,
            parts=parts.get(task.pk, NOTHING),
        )
        for task in tasks
    ]


def days_late(task: Task | TaskRow, today: date) -> int:
    if task.is_done or task.due_on is None:
        return 0
    return max((today - task.due_on).days, 0)


def is_late(row: TaskRow, today: date) -> bool:
    return days_late(row, today) > 0


def is_soon(row: TaskRow, today: date) -> bool:
    """Whether it is open and due within the next seven days."""
    if row.is_done or row.due_on is None:
        return False
    return 0 <= (row.due_on - today).days <= SOON_DAYS


def rows_shown(
    plan: Plan,
    rows: Sequence[TaskRow],
    people: Mapping[int, PlanMember],
    *,
    reader: PlanMember,
    today: date,
    wanted: Filter,
) -> set[int]:
    """Return the ids of the tasks that the filter lets through."""
    waiting = waiting_tasks(plan) if wanted.show is Show.WAITING else ()
    shows: Mapping[Show, Callable[[TaskRow], bool]] = {
        Show.ALL: lambda row: True,
        Show.MINE: lambda row: row.assigned_to_id == reader.pk,
        Show.OPEN: lambda row: not row.is_done,
        Show.LATE: lambda row: is_late(row, today),
        Show.WAITING: lambda row: row.pk in waiting,
        Show.SOON: lambda row: is_soon(row, today),
    }
    is_shown = shows[wanted.show]
    found = [
        row
        for row in rows
        if is_shown(row)
        and (not wanted.phase or row.phase == wanted.phase)
        and (not wanted.person or str(row.assigned_to_id or NOBODY) == wanted.person)
    ]
    if wanted.search:
        found = list(searched(plan, found, people, match_key(wanted.search)))
    return {row.pk for row in found}


def searched(
    plan: Plan, rows: Iterable[TaskRow], people: Mapping[int, PlanMember], key: str
) -> Iterable[TaskRow]:
    """Yield those in which the words are said. One query."""
    roles, said = role_names(), read_texts(plan)
    for row in rows:
        role = roles.get(row.owner_role, "")
        person = str(people.get(row.assigned_to_id or 0, ""))
        texts = (row.title, *said.get(row.pk, ()), role, person)
        if key in match_key(" ".join(texts)):
            yield row


def blocks_of(outline: Checklist, shown: Container[int]) -> Iterable[PhaseBlock]:
    found: dict[str, list[TaskRow]] = {}
    for row in outline.tasks:
        found.setdefault(row.phase, []).append(row)
    for number, (key, name) in enumerate(phase_names().items()):
        if inside := found.get(key):
            block = block_of(outline, inside, shown, key=key, name=name)
            yield replace(block, colour=number % COLOURS)


def blocks_by_person(outline: Checklist, shown: Container[int]) -> Iterable[PhaseBlock]:
    """Yield what each person has, by name, the most urgent first; nobody's last."""
    found: dict[PlanMember | None, list[TaskRow]] = {}
    for row in outline.tasks:
        member = outline.people.get(row.assigned_to_id or 0)
        found.setdefault(member, []).append(row)
    people = sorted((member for member in found if member), key=str)
    for member in (*people, None):
        inside = sorted(found.get(member, ()), key=urgency)
        if inside:
            key, name = (str(member.pk), str(member)) if member else (NOBODY, "")
            block = block_of(outline, inside, shown, key=key, name=name)
            yield replace(block, person=member)


def urgency(row: TaskRow) -> tuple[bool, date]:
    return row.is_done, row.due_on or date.max


def block_of(
    outline: Checklist,
    inside: Sequence[TaskRow],
    shown: Container[int],
    *,
    key: str,
    name: str,
) -> PhaseBlock:
    ticked = [row.done_at for row in inside if row.done_at]
    day_of = outline.plan.team.day_of
    return PhaseBlock(
        key=key,
        name=name,
        colour=0,
        rows=tuple(row for row in inside if row.pk in shown),
        done=len(ticked),
        total=len(inside),
        late=sum(is_late(row, outline.today) for row in inside),
        was_ticked_today=bool(ticked) and day_of(max(ticked)) == outline.today,
    )


def next_of(still_open: Iterable[TaskRow]) -> TaskRow | None:
    """Return the open task that is due next, late ones first."""
    dated = (row for row in still_open if row.due_on)
    return min(dated, key=lambda row: row.due_on or date.max, default=None)


def days_behind(plan: Plan, rows: Iterable[TaskRow]) -> int:
    """Return by how many days the go-live task is due after the wished day."""
    for row in rows:
        is_goal = row.template_key == MILESTONE and not row.is_done
        if is_goal and row.due_on and plan.go_live_on:
            return max((row.due_on - plan.go_live_on).days, 0)
    return 0
