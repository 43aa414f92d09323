"""What a workbook that came back would change on the checklist, row by row."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.tables.problems import TableProblem
from common.text import isolated
from migration.models import PlanMember, Task
from migration.permissions import Action, allowed_actions
from migration.selectors.checklist.waiting import Waiting, enumerated, read_waiting
from migration.selectors.gates.gate_marks import GateMarks, read_marks
from migration.workbooks.plan.identity import Left, left_of, mark_of
from migration.workbooks.plan.ticks_reader import FilledChecklist, Row

GONE = gettext_lazy(
    "This task was taken off the plan since the file was written, so its row can no"
    " longer be taken. Put the row back as it was, or delete it."
)
PROOF_MISSING = gettext_lazy(
    "This task is done only with proof. Write into the column of proofs what proves it."
)
NOTE_OF_LEADS = gettext_lazy(
    "Only a lead of the plan changes notes. Put the note back as it was."
)
PROOF_OF_LEADS = gettext_lazy(
    "Without a tick of yours in this row, only a lead of the plan changes the proof."
    " Tick the task, or put the proof back as it was."
)


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a task, by the site or by a row."""

    is_done: bool
    proof: str
    note: str


@dataclass(frozen=True, slots=True)
class TickChange:
    """One row: what the site has, and what it becomes.

    A conflict: the site has changed the same since the file was written, and the row
    says something else; the person chooses (R48). waits_for: titles of tasks before it
    that would still be open, and gates: names of those not passed, so that the person
    is asked as on the page.
    """

    task: Task
    row: int
    before: Said
    after: Said
    is_conflict: bool = False
    waits_for: tuple[str, ...] = ()
    gates: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """How a form names it."""
        return str(self.task.pk)

    @property
    def is_asked(self) -> bool:
        return self.is_conflict or bool(self.waits_for or self.gates)

    @property
    def ticks(self) -> bool:
        return self.after.is_done and not self.before.is_done

    @property
    def unticks(self) -> bool:
        return self.before.is_done and not self.after.is_done

    @property
    def changes_proof(self) -> bool:
        return self.after.proof != self.before.proof

    @property
    def changes_note(self) -> bool:
        return self.after.note != self.before.note

    @property
    def sentences(self) -> list[str]:
        """Say what would happen, each in a sentence."""
        found = []
        if self.ticks:
            found.append(_("Would be ticked."))
        if self.unticks:
            found.append(_("The tick would be taken away."))
        if self.changes_proof:
            found.append(text_change(_("Proof"), self.before.proof, self.after.proof))
        if self.changes_note:
            found.append(text_change(_("Note"), self.before.note, self.after.note))
        if self.waits_for:
            said = _("Tasks that come before this one are still open: %(tasks)s.")
            found.append(said % {"tasks": enumerated(self.waits_for)})
        if self.gates:
            said = _("The task lies behind a gate that is not passed: %(gates)s.")
            found.append(said % {"gates": enumerated(self.gates)})
        return found


def text_change(label: str, before: str, after: str) -> str:
    values = {"label": label, "before": isolated(before), "after": isolated(after)}
    if not before:
        return _("%(label)s: “%(after)s”.") % values
    if not after:
        return _("%(label)s: “%(before)s” would be taken away.") % values
    return _("%(label)s: “%(after)s” instead of “%(before)s”.") % values


@dataclass(slots=True)
class ReturnedChecklist:
    """The differences; `problems` keep all of it out."""

    changes: list[TickChange] = field(default_factory=list)
    problems: list[TableProblem] = field(default_factory=list)

    @property
    def plain(self) -> list[TickChange]:
        return [each for each in self.changes if not each.is_asked]

    @property
    def conflicts(self) -> list[TickChange]:
        return [each for each in self.changes if each.is_conflict]

    @property
    def out_of_order(self) -> list[TickChange]:
        return [each for each in self.changes if each.is_asked and not each.is_conflict]

    @property
    def asked(self) -> list[TickChange]:
        """Those that are taken only where the person says so."""
        return [*self.conflicts, *self.out_of_order]

    @property
    def seen(self) -> str:
        """Stand for what is shown: other changes, or of other versions, are others."""
        parts = (
            f"{each.task.pk}.{each.task.version}.{each.is_asked}"
            for each in self.changes
        )
        return blake2b(" ".join(parts).encode(), digest_size=12).hexdigest()

    def taken(self, chosen: set[str]) -> list[TickChange]:
        """Return the plain ones, and those that were asked about and chosen."""
        return [
            each for each in self.changes if not each.is_asked or each.name in chosen
        ]


def compare(filled: FilledChecklist, member: PlanMember) -> ReturnedChecklist:
    """Find what the file changes; what nobody touched in it says nothing.

    What would be ticked although tasks or gates before it stay open is asked about.
    """
    present = member.plan.tasks.present().select_related("assigned_to__user")
    tasks = {task.pk: task for task in present.in_order()}
    found = ReturnedChecklist(problems=list(filled.problems))
    actions = allowed_actions(member)
    for row in filled.rows:
        left = filled.identity.tasks[row.task]
        said = touched(row, left)
        task = tasks.get(row.task)
        if task is None:
            if said:
                found.problems.append(problem(filled, row, GONE))
            continue
        task.plan = member.plan
        change = change_of(row, left, said, task)
        if change is None:
            continue
        if reason := refused(change, actions):
            found.problems.append(problem(filled, row, reason))
        else:
            found.changes.append(change)
    marks = read_marks(member.plan)
    waiting = read_waiting([change.task for change in found.changes])
    found.changes = with_waits(found.changes, waiting, marks)
    return found


def touched(row: Row, left: Left) -> dict[str, Any]:
    """Return what stands in the row otherwise than when the file was written."""
    said: dict[str, Any] = {}
    if row.is_done is not None and row.is_done != bool(left.done_at):
        said["is_done"] = row.is_done
    for name in ("proof", "note"):
        text = getattr(row, name)
        if text is not None and mark_of(text) != getattr(left, name):
            said[name] = text
    return said


def change_of(
    row: Row, left: Left, said: Mapping[str, Any], task: Task
) -> TickChange | None:
    before = Said(task.is_done, task.proof, task.note)
    after = replace(before, **said)
    if after == before:
        return None
    now = left_of(task)
    moved = {
        "is_done": now.done_at != left.done_at,
        "proof": now.proof != left.proof,
        "note": now.note != left.note,
    }
    is_conflict = any(
        moved[name] for name in said if getattr(after, name) != getattr(before, name)
    )
    return TickChange(task, row.number, before, after, is_conflict=is_conflict)


def refused(change: TickChange, actions: Container[Action]) -> str | Promise:
    """Say why the person cannot change this, or nothing."""
    task = change.task
    asks_proof = task.needs_proof or task.plan.asks_proof_for_all
    if change.after.is_done and asks_proof and not change.after.proof:
        return PROOF_MISSING
    if Action.EDIT in actions:
        return ""
    if change.changes_note:
        return NOTE_OF_LEADS
    if change.changes_proof and not change.ticks:
        return PROOF_OF_LEADS
    return ""


def problem(filled: FilledChecklist, row: Row, text: str | Promise) -> TableProblem:
    return TableProblem(str(text), filled.sheet, row.number)


def with_waits(
    changes: Sequence[TickChange], waiting: Waiting, marks: GateMarks
) -> list[TickChange]:
    """Say of each tick which gates and tasks before it would still be open.

    What the same file ticks without a question is not; what waits for a tick that is
    asked about, is asked about, too.
    """
    changes = [with_gates(each, marks) for each in changes]
    sure = {each.task.pk for each in changes if each.ticks and not each.is_asked}
    while True:
        found = [with_wait(each, waiting, sure) for each in changes]
        asked = {each.task.pk for each in found if each.is_asked} & sure
        if not asked:
            return found
        sure -= asked


def with_gates(change: TickChange, marks: GateMarks) -> TickChange:
    if not change.ticks:
        return change
    names = tuple(gate.name for gate in marks.before(change.task))
    return replace(change, gates=names)


def with_wait(change: TickChange, waiting: Waiting, sure: Container[int]) -> TickChange:
    if not change.ticks:
        return change
    before = waiting.before.get(change.task.pk, ())
    titles = tuple(task.title for task in before if task.pk not in sure)
    return replace(change, waits_for=titles)
