"""The checklist of a plan: by phase, with what is late and what a task waits for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from common.text import match_key
from migration.models import Plan, PlanMember, Task
from migration.models.template_text import phase_names, role_names
from migration.planning.entries import entry_by_key
from migration.planning.full_template import full_template
from migration.planning.template import MILESTONE
from migration.selectors.task_parts import PartCounts, count_parts
from migration.selectors.waiting import Waiting, read_waiting

COLOURS = 6
NOTHING = PartCounts()


class Show(StrEnum):
    """Which tasks the page shows."""

    ALL = "all"
    MINE = "mine"
    OPEN = "open"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Filter:
    show: Show = Show.ALL
    search: str = ""

    @property
    def is_on(self) -> bool:
        return self.show is not Show.ALL or bool(self.search)


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
    def addresses(self) -> list[str]:
        entry = entry_by_key(self.task.template_key)
        return full_template().addresses_of(entry) if entry else []


@dataclass(frozen=True, slots=True)
class PhaseBlock:
    key: str
    name: str
    colour: int
    lines: tuple[Line, ...]  # those that the filter lets through
    done: int
    total: int
    late: int
    was_ticked_today: bool

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
        return sum(len(block.lines) for block in self.blocks)

    @property
    def lines(self) -> list[Line]:
        return [line for block in self.blocks for line in block.lines]


def read_checklist(
    plan: Plan, *, reader: PlanMember, today: date, wanted: Filter
) -> Checklist:
    """Read the tasks of the plan with what they wait for. Five queries."""
    tasks = list(
        plan.tasks.present()
        .select_related("assigned_to__user", "done_by", "proof_file")
        .in_order()
    )
    parts = count_parts(plan)
    lines = lines_of(tasks, read_waiting(tasks), today=today, parts=parts)
    shown = {
        line.task.pk for line in lines if passes(line, reader=reader, wanted=wanted)
    }
    open_lines = [line for line in lines if not line.task.is_done]
    return Checklist(
        blocks=tuple(blocks_of(lines, shown, ticked_on(plan, tasks, today))),
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
    return match_key(wanted.search) in searched(line)


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
            yield PhaseBlock(
                key=key,
                name=name,
                colour=number % COLOURS,
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
