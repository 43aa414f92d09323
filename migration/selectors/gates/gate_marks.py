"""Gates beside the tasks: the diamond of a phase, and what stands before a task."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
class GateMarks:
    marks: tuple[Mark, ...] = ()
    places: Mapping[str, int] = field(default_factory=dict)

    def of_phase(self, phase: str) -> list[Mark]:
        return [mark for mark in self.marks if mark.gate.phase == phase]

    def before(self, task: Task) -> list[Gate]:
        """Return the hard gates that are not passed and before which the task waits."""
        holding = (mark.gate for mark in self.marks if mark.holds_up)
        return [gate for gate in holding if self.is_behind(task, gate)]

    def inside(self, task: Task) -> list[Gate]:
        """Return those of them that stand inside the phase of the open task."""
        if task.is_done:
            return []
        return [gate for gate in self.before(task) if gate.phase == task.phase]

    def first_before(self, phase: str) -> Gate | None:
        """Return the first hard gate that is not passed and ends an earlier phase."""
        place = self.places.get(phase, -1)
        holding = (mark.gate for mark in self.marks if mark.holds_up)
        earlier = (each for each in holding if self.places.get(each.phase, 0) < place)
        return next(earlier, None)

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
