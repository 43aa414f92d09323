"""What a tick changes on a drawn checklist: a few rows, not the whole of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from zlib import crc32

from migration.models import Task
from migration.selectors.checklist.checklist import (
    Checklist,
    Filter,
    Grouping,
    Line,
    PhaseBlock,
    Show,
)
from migration.selectors.checklist.task_rows import TaskRow
from migration.selectors.gates.gate_marks import GateMarks, GateNotes, Mark

SPAN = 2**32
# In these lists a tick neither takes rows away nor brings any.
STEADY = (Show.ALL, Show.MINE)
# From these it takes away the row that was ticked, and no other.
OPEN_ONLY = (Show.OPEN, Show.LATE, Show.SOON)


@dataclass(frozen=True, slots=True)
class Ticked:
    """The rows to draw again; `is_gone`: the task has left the list."""

    task: Task
    block: PhaseBlock
    rows: tuple[Line, ...]
    notes: GateNotes
    is_gone: bool = False
    moves_gates: bool = False  # what is said of gates before phases may be other now


def ticked(
    checklist: Checklist, task: Task, *, wanted: Filter, gates: GateMarks
) -> Ticked | None:
    """Return what to draw again; None where rows come back, change places, or none
    is left. The checklist is as the page draws it.
    """
    by_phase = wanted.by is Grouping.PHASE
    block = next((b for b in checklist.blocks if b.key == task.phase), None)
    if not by_phase or block is None or not block.lines:
        return None
    is_gone = task.is_done and wanted.show in OPEN_ONLY
    if not is_gone and wanted.show not in STEADY:
        return None
    drawn = {line.task.pk: line for line in checklist.lines}
    if task.pk not in drawn and not is_gone:
        return None
    notes = notes_of(checklist, gates)
    wanted_rows = {
        task.pk,
        *neighbours(task),
        *moved_notes(checklist, task, gates, notes),
    }
    return Ticked(
        task=task,
        block=block,
        rows=tuple(line for pk, line in drawn.items() if pk in wanted_rows),
        notes=notes,
        is_gone=is_gone,
        moves_gates=is_turned(block, task) or has_gate_inside(block, gates),
    )


def is_turned(block: PhaseBlock, task: Task) -> bool:
    """Tell whether the phase became finished by it, or stopped being so."""
    return block.total - block.done == (0 if task.is_done else 1)


def has_gate_inside(block: PhaseBlock, gates: GateMarks) -> bool:
    """Tell whether a gate may be said at a task of the phase, and at none of them left
    at the next phase.
    """
    return any(mark.holds_up and mark.gate.phase == block.key for mark in gates.marks)


def neighbours(task: Task) -> set[int]:
    """Return the tasks that wait for it, and those that it waits for. Two queries."""
    after = task.links_after.values_list("after", flat=True)
    before = task.links_before.values_list("before", flat=True)
    return {*after, *before}


def notes_of(checklist: Checklist, gates: GateMarks, *, without: int = 0) -> GateNotes:
    """Return where the list says that gates are not passed, as if one were done."""
    left = {
        block.key: [line.task for line in block.lines if line.task.pk != without]
        for block in checklist.blocks
        if block.lines and not block.is_finished
    }
    return gates.notes_on(left)


def moved_notes(
    checklist: Checklist, task: Task, gates: GateMarks, notes: GateNotes
) -> Iterable[int]:
    """Return the tasks at which a gate is said only before, or only after the tick."""
    if not gates.marks:
        return ()
    others: Mapping[int, object] = notes_of(checklist, gates, without=task.pk).tasks
    return (*notes.tasks, *others)


def state_of(tasks: Iterable[TaskRow], gates: GateMarks, hanging: object) -> int:
    """Return a number that is another one when what the list shows is another.

    That are the tasks, the gates, and the steps, comments and defects that hang on
    tasks. A page carries it, so that a tick knows whether others changed any since.
    """
    beside = crc32(repr((*map(told_of, gates.marks), hanging)).encode())
    return (sum(map(mark_of, tasks)) + beside) % SPAN


def told_of(mark: Mark) -> tuple[object, ...]:
    gate = mark.gate
    place = (gate.phase, gate.position, gate.opens_id)
    return (gate.pk, gate.version, *place, str(mark.decision), mark.is_hard)


def mark_of(task: Task | TaskRow) -> int:
    told = (task.pk, task.version, task.position, task.due_on, task.assigned_to_id)
    return crc32(repr(told).encode())


def state_before(state: int, tasks: Iterable[TaskRow], task: Task, mark: int) -> int:
    """Return what the state of the tasks was while one of them had this mark."""
    now = sum(mark_of(each) for each in tasks if each.pk == task.pk)
    return (state - now + mark) % SPAN
