"""The checklist of a plan: by phase, with what is late and what a task waits for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from common.text import match_key
from migration.models import Plan, PlanMember, Task
from migration.models.template_text import phase_names, role_names
from migration.planning.entries import entry_by_key
from migration.planning.full_template import full_template
from migration.planning.template import MILESTONE
from migration.selectors.checklist.task_parts import PartCounts
from migration.selectors.checklist.waiting import Waiting, read_waiting

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
    is_first: bool
    is_last: bool
    parts: PartCounts = NOTHING

    @property
    def is_late(self) -> bool:
        return self.days_late > 0

    @property
    def is_soon(self) -> bool:
        """Whether it is open and due within the next seven days."""
        left = self.days_left
        return not self.task.is_done and left is not None and 0 <= left <= SOON_DAYS

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
    lines: tuple[Line, ...]  # those that the filter lets through
    done: int
    total: int
    late: int
    was_ticked_today: bool
    person: PlanMember | None = None
    page: int = 1
    pages: int = 1
    left_out: int = 0  # lines that the filter lets through and that are not drawn

    @property
    def is_closed(self) -> bool:
        """Whether it is one line of a long plan, to be opened by its address."""
        return not self.lines and self.left_out > 0

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
    blocks: tuple[PhaseBlock, ...]
    tasks: tuple[Task, ...]  # all, whatever the filter shows
    done: int
    total: int
    late: int
    mine: int  # open tasks of the reader
    next_due: Line | None
    days_behind: int  # how much later than wished go-live is due

    @property
    def is_empty(self) -> bool:
        return not self.total

    @property
    def shown(self) -> int:
        return sum(len(block.lines) + block.left_out for block in self.blocks)

    @property
    def lines(self) -> list[Line]:
        return [line for block in self.blocks for line in block.lines]


def read_checklist(
    plan: Plan,
    *,
    reader: PlanMember,
    today: date,
    wanted: Filter,
    parts: Mapping[int, PartCounts] | None = None,
) -> Checklist:
    """Read the tasks of the plan with what they wait for. Six queries at most.

    `parts` counts what hangs on them, where that is shown (`count_parts`).
    """
    tasks = list(
        plan.tasks.present()
        # Few people do thousands of tasks: each is made once, not once a row.
        .prefetch_related("assigned_to__user", "done_by", "proof_file")
        .defer("changed_by_hand", "hours")
        .in_order()
    )
    lines = lines_of(tasks, read_waiting(tasks), today=today, parts=parts)
    shown = {
        line.task.pk for line in lines if passes(line, reader=reader, wanted=wanted)
    }
    open_lines = [line for line in lines if not line.task.is_done]
    grouped = blocks_by_person if wanted.by is Grouping.PERSON else blocks_of
    return Checklist(
        blocks=tuple(grouped(lines, shown, ticked_on(plan, tasks, today))),
        tasks=tuple(tasks),
        done=len(lines) - len(open_lines),
        total=len(lines),
        late=sum(line.is_late for line in lines),
        mine=sum(line.task.assigned_to_id == reader.pk for line in open_lines),
        next_due=next_of(open_lines),
        days_behind=days_behind(plan, tasks),
    )


def lines_of(
    tasks: Sequence[Task],
    waiting: Waiting,
    *,
    today: date,
    parts: Mapping[int, PartCounts] | None = None,
) -> list[Line]:
    roles, parts = role_names(), parts or {}
    ends = {phase: (rows[0], rows[-1]) for phase, rows in by_phase(tasks).items()}
    return [
        Line(
            task=task,
            role=roles.get(task.owner_role, ""),
            days_late=days_late(task, today),
            days_left=(task.due_on - today).days if task.due_on else None,
            waits_for=waiting.waits_for(task),
            holds_up=waiting.holds_up(task),
            is_first=task is ends[task.phase][0],
            is_last=task is ends[task.phase][1],
            parts=parts.get(task.pk, NOTHING),
        )
        for task in tasks
    ]


def by_phase(tasks: Iterable[Task]) -> dict[str, list[Task]]:
    found: dict[str, list[Task]] = {}
    for task in tasks:
        found.setdefault(task.phase, []).append(task)
    return found


def days_late(task: Task, today: date) -> int:
    if task.is_done or task.due_on is None:
        return 0
    return max((today - task.due_on).days, 0)


def passes(line: Line, *, reader: PlanMember, wanted: Filter) -> bool:
    if wanted.show is Show.MINE and line.task.assigned_to_id != reader.pk:
        return False
    if wanted.show is Show.OPEN and line.task.is_done:
        return False
    if wanted.show is Show.LATE and not line.is_late:
        return False
    if wanted.show is Show.WAITING and not line.waits_for:
        return False
    if wanted.show is Show.SOON and not line.is_soon:
        return False
    if wanted.phase and line.task.phase != wanted.phase:
        return False
    if wanted.person and str(line.task.assigned_to_id or NOBODY) != wanted.person:
        return False
    # The words of 2,000 tasks are put together only where somebody searches.
    return not wanted.search or match_key(wanted.search) in searched(line)


def searched(line: Line) -> str:
    task = line.task
    person = str(task.assigned_to or "")
    texts = (task.title, task.done_when, task.note, task.proof, line.role, person)
    return match_key(" ".join(texts))


def ticked_on(plan: Plan, tasks: Iterable[Task], today: date) -> set[int]:
    team = plan.team
    return {
        task.pk for task in tasks if task.done_at and team.day_of(task.done_at) == today
    }


def blocks_of(
    lines: Sequence[Line], shown: set[int], ticked: set[int]
) -> Iterable[PhaseBlock]:
    for number, (key, name) in enumerate(phase_names().items()):
        inside = [line for line in lines if line.task.phase == key]
        if inside:
            block = block_of(inside, shown, ticked, key=key, name=name)
            yield replace(block, colour=number % COLOURS)


def blocks_by_person(
    lines: Sequence[Line], shown: set[int], ticked: set[int]
) -> Iterable[PhaseBlock]:
    """Yield what each person has, by name, the most urgent first; nobody's last."""
    found: dict[PlanMember | None, list[Line]] = {}
    for line in lines:
        found.setdefault(line.task.assigned_to, []).append(line)
    people = sorted((member for member in found if member), key=str)
    for member in (*people, None):
        inside = sorted(found.get(member, ()), key=urgency)
        if inside:
            key, name = (str(member.pk), str(member)) if member else (NOBODY, "")
            block = block_of(inside, shown, ticked, key=key, name=name)
            yield replace(block, person=member)


def urgency(line: Line) -> tuple[bool, date]:
    return line.task.is_done, line.task.due_on or date.max


def block_of(
    inside: Sequence[Line], shown: set[int], ticked: set[int], *, key: str, name: str
) -> PhaseBlock:
    return PhaseBlock(
        key=key,
        name=name,
        colour=0,
        lines=tuple(line for line in inside if line.task.pk in shown),
        done=sum(line.task.is_done for line in inside),
        total=len(inside),
        late=sum(line.is_late for line in inside),
        was_ticked_today=any(line.task.pk in ticked for line in inside),
    )


def next_of(open_lines: Sequence[Line]) -> Line | None:
    """Return the open task that is due next, late ones first."""
    dated = [line for line in open_lines if line.task.due_on]
    return min(dated, key=lambda line: line.task.due_on or date.max, default=None)


def days_behind(plan: Plan, tasks: Iterable[Task]) -> int:
    """Return by how many days the go-live task is due after the wished day."""
    for task in tasks:
        is_goal = task.template_key == MILESTONE and not task.is_done
        if is_goal and task.due_on and plan.go_live_on:
            return max((task.due_on - plan.go_live_on).days, 0)
    return 0
