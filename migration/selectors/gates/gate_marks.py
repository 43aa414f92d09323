"""Gates beside the tasks: the diamond of a phase, and what stands before a task."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Subquery

from migration.models import Gate, GateCriterion, GateDecision, Plan, Task
from migration.models.template_text import phase_names
from migration.planning.gates import PASSES, Decision, GateState
from migration.selectors.gates.gates import order_of


@dataclass(frozen=True, slots=True)
class Mark:
    """A gate without its figures; what is not decided waits, measured or not."""

    gate: Gate
    decision: Decision | None
    is_hard: bool

    @property
    def state(self) -> GateState:
        return GateState(self.decision) if self.decision else GateState.WAITING

    @property
    def holds_up(self) -> bool:
        return self.is_hard and self.decision not in PASSES


@dataclass(frozen=True, slots=True)
class Note:
    """That a hard gate is not passed; `is_next` marks the first of the plan."""

    gate: Gate
    is_next: bool


@dataclass(frozen=True, slots=True)
class GateNotes:
    """Where a checklist says it, each gate once: by phase, or by task inside one."""

    phases: Mapping[str, list[Note]]
    tasks: Mapping[int, list[Note]]


@dataclass(frozen=True, slots=True)
class GateMarks:
    marks: tuple[Mark, ...] = ()
    places: Mapping[str, int] = field(default_factory=dict)

    def of_phase(self, phase: str) -> list[Mark]:
        return [mark for mark in self.marks if mark.gate.phase == phase]

    def before(self, task: Task) -> list[Gate]:
        """Return the hard gates that are not passed and before which the task waits."""
        holding = (mark.gate for mark in self.marks if mark.holds_up)
        return [gate for gate in holding if self.is_behind(task, gate)]

    def notes_on(self, phases: Mapping[str, Sequence[Task]]) -> GateNotes:
        """Return where these phases, with tasks left, say which gates are not passed.

        A gate is said at the first open task behind it in its phase; where there is
        none, at the first of the phases behind it.
        """
        by_phase: dict[str, list[Note]] = {}
        by_task: dict[int, list[Note]] = {}
        holding = [mark.gate for mark in self.marks if mark.holds_up]
        for at, gate in enumerate(holding):
            note = Note(gate, is_next=at == 0)
            if task := self.first_inside(gate, phases):
                by_task.setdefault(task.pk, []).append(note)
            elif phase := self.first_after(gate, phases):
                by_phase.setdefault(phase, []).append(note)
        return GateNotes(by_phase, by_task)

    def first_inside(
        self, gate: Gate, phases: Mapping[str, Sequence[Task]]
    ) -> Task | None:
        every = (task for tasks in phases.values() for task in tasks)
        inside = (x for x in every if x.phase == gate.phase and not x.is_done)
        return next((task for task in inside if self.is_behind(task, gate)), None)

    def first_after(self, gate: Gate, phases: Iterable[str]) -> str:
        closes = self.places.get(gate.phase, -1)
        return next((x for x in phases if self.places.get(x, -1) > closes), "")

    def is_behind(self, task: Task, gate: Gate) -> bool:
        place, closes = self.places.get(task.phase, -1), self.places.get(gate.phase, -1)
        if place != closes:
            return place > closes
        first = gate.opens
        if first is None or first.phase != gate.phase:
            return False
        return (task.position, task.pk) >= (first.position, first.pk)


def marks_of(plans: Iterable[Plan]) -> dict[int, GateMarks]:
    """Return the marks by plan. One query, and none where no plan uses gates."""
    wanted = [plan.pk for plan in plans if plan.uses_gates]
    if not wanted:
        return {}
    places = {key: place for place, key in enumerate(phase_names())}
    standing = GateDecision.objects.filter(gate=OuterRef("pk"), reopened_at=None)
    hard = GateCriterion.objects.present().filter(gate=OuterRef("pk"), is_hard=True)
    gates = Gate.objects.present().filter(plan__in=wanted).select_related("opens")
    rows = gates.annotate(
        made=Subquery(standing.values("decision")[:1]), has_hard=Exists(hard)
    )
    found: dict[int, list[Mark]] = {}
    for gate in sorted(rows, key=lambda each: order_of(each, places)):
        decision = Decision(gate.made) if gate.made else None
        mark = Mark(gate, decision, is_hard=gate.has_hard)
        found.setdefault(gate.plan_id, []).append(mark)
    return {pk: GateMarks(tuple(marks), places) for pk, marks in found.items()}


def read_marks(plan: Plan) -> GateMarks:
    return marks_of([plan]).get(plan.pk, GateMarks())
