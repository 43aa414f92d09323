"""Gates and their criteria: put on the plan, changed, removed, brought back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError, StaleVersion
from common.text import clean_line
from migration.models import Gate, GateCriterion, Plan, Task
from migration.models.gates import criterion_text
from migration.models.template_text import phase_names, role_names
from migration.selectors.gates.usual import UsualGate, usual_gates_left
from migration.services.plans.plans import lock_plan
from migration.services.trail import tell
from migration.services.versions import remove_row, restore_row
from workspace.models import User

MOST_GATES = 30
MOST_CRITERIA = 40


class GatesOff(DomainError):
    message = _("This plan uses no gates. Switch them on in its settings first.")


class GateIsStale(StaleVersion):
    message = _("Somebody else changed this gate since you opened the page.")


class CriterionIsStale(StaleVersion):
    message = _("Somebody else changed this criterion since you opened the page.")


class GateDecided(DomainError):
    message = _("This gate is decided. Reopen it first.")


class GateRemoved(DomainError):
    message = _("Somebody removed this gate meanwhile.")


class NameMissing(DomainError):
    message = _("Give the gate a name.")


class TextMissing(DomainError):
    message = _("Say what must be true, or choose what is measured.")


class UnknownPhase(DomainError):
    message = _("Choose a phase of the plan.")


class UnknownRole(DomainError):
    message = _("Choose roles of the plan.")


class TaskElsewhere(DomainError):
    message = _("The first task behind the gate must lie in the phase that it closes.")


class TooManyGates(DomainError):
    message = _("A plan has at most %(most)s gates.")


class TooManyCriteria(DomainError):
    message = _("A gate has at most %(most)s criteria.")


@dataclass(frozen=True, slots=True)
class GateEdit:
    """What a form says of a gate. opens: a task of the same plan, or None."""

    name: str
    phase: str
    opens: Task | None = None
    due_on: date | None = None
    voters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CriterionEdit:
    """measure: what is counted, or nothing where somebody attests it."""

    text: str = ""
    is_hard: bool = True
    measure: str = ""
    limit: int = 0


@transaction.atomic
def seed_gates(*, plan: Plan, actor: User, now: datetime) -> int:
    """Put the usual gates on the plan that were never on it; return how many."""
    lock_plan(plan)
    left = usual_gates_left(plan)
    tasks = list(plan.tasks.present().in_order())
    for usual in left:
        plant(plan, usual, tasks)
    if left:
        tell("gate.seeded", plan, actor=actor, now=now)
    return len(left)


def plant(plan: Plan, usual: UsualGate, tasks: Collection[Task]) -> None:
    seed = usual.seed
    inside = [task for task in tasks if task.phase == usual.phase]
    behind = [task for task in inside if task.template_key in seed.opens]
    gate = Gate.objects.create(
        plan=plan,
        template_key=seed.key,
        phase=usual.phase,
        opens=behind[0] if behind else None,
        voters=list(seed.voters),
        position=usual.position,
    )
    GateCriterion.objects.bulk_create(
        GateCriterion(
            gate=gate,
            template_key=each.key,
            is_hard=each.is_hard,
            measure=each.measure or "",
            limit=each.limit,
            position=place,
        )
        for place, each in enumerate(seed.criteria)
    )


@transaction.atomic
def add_gate(*, plan: Plan, edit: GateEdit, actor: User, now: datetime) -> Gate:
    lock_plan(plan)
    if not plan.uses_gates:
        raise GatesOff
    if plan.gates.present().count() >= MOST_GATES:
        raise TooManyGates(most=MOST_GATES)
    highest = plan.gates.aggregate(highest=Max("position"))["highest"]
    gate = Gate(plan=plan, position=0 if highest is None else highest + 1)
    write_gate(gate, edit)
    gate.save()
    tell("gate.added", plan, actor=actor, now=now, gate=str(gate))
    return gate


@transaction.atomic
def edit_gate(
    *, gate: Gate, edit: GateEdit, version: int, actor: User, now: datetime
) -> Gate:
    """Save it, unless somebody else has saved it since (R48)."""
    lock_open_gate(gate)
    if version != gate.version:
        raise GateIsStale(current=gate)
    write_gate(gate, edit)
    gate.version += 1
    gate.turn += 1
    gate.save()
    tell("gate.changed", gate.plan, actor=actor, now=now, gate=str(gate))
    return gate


def write_gate(gate: Gate, edit: GateEdit) -> None:
    """Take the edit over. A name that is the shipped one still is no own name."""
    name = clean_line(edit.name)
    if not name:
        raise NameMissing
    if edit.phase not in phase_names():
        raise UnknownPhase
    if set(edit.voters) - set(role_names()):
        raise UnknownRole
    if edit.opens and edit.opens.phase != edit.phase:
        raise TaskElsewhere
    gate.own_name = gate.own_name if name == gate.name else name
    gate.phase, gate.opens, gate.due_on = edit.phase, edit.opens, edit.due_on
    gate.voters = list(edit.voters)


@transaction.atomic
def remove_gate(*, gate: Gate, actor: User, now: datetime) -> None:
    """Take it off the plan with all that was said at it; it can come back."""
    plan = lock_plan(gate.plan)
    if remove_row(gate, now=now):
        tell("gate.removed", plan, actor=actor, now=now, gate=str(gate))


@transaction.atomic
def restore_gate(*, gate: Gate, actor: User, now: datetime) -> None:
    plan = lock_plan(gate.plan)
    if restore_row(gate):
        tell("gate.restored", plan, actor=actor, now=now, gate=str(gate))


@transaction.atomic
def add_criterion(
    *, gate: Gate, edit: CriterionEdit, actor: User, now: datetime
) -> GateCriterion:
    lock_open_gate(gate)
    if gate.criteria.present().count() >= MOST_CRITERIA:
        raise TooManyCriteria(most=MOST_CRITERIA)
    highest = gate.criteria.aggregate(highest=Max("position"))["highest"]
    place = 0 if highest is None else highest + 1
    criterion = GateCriterion(gate=gate, position=place)
    write_criterion(criterion, edit)
    criterion.save()
    turn_over(gate)
    tell("gate.criterion_added", gate.plan, actor=actor, now=now, gate=str(gate))
    return criterion


@transaction.atomic
def edit_criterion(
    *,
    criterion: GateCriterion,
    edit: CriterionEdit,
    version: int,
    actor: User,
    now: datetime,
) -> GateCriterion:
    """Save it; what was attested for another text does not hold any more."""
    gate = lock_open_gate(criterion.gate)
    criterion.refresh_from_db(fields=None)
    criterion.gate = gate
    if version != criterion.version or criterion.removed_at:
        raise CriterionIsStale(current=criterion)
    before = (criterion.text, criterion.measure)
    write_criterion(criterion, edit)
    if (criterion.text, criterion.measure) != before:
        criterion.attested_at = criterion.attested_by = None
        criterion.attested_for = None
    criterion.version += 1
    criterion.save()
    turn_over(gate)
    tell("gate.criterion_changed", gate.plan, actor=actor, now=now, gate=str(gate))
    return criterion


def write_criterion(criterion: GateCriterion, edit: CriterionEdit) -> None:
    """Take the edit over. What is measured needs no own text: it has a name."""
    text = clean_line(edit.text)
    if not text and not edit.measure:
        raise TextMissing
    if edit.measure and not criterion.own_text and text == criterion.text:
        text = ""  # nobody typed it: with another measure comes another name
    shipped = criterion_text(criterion.template_key, "", edit.measure)
    criterion.own_text = "" if text == shipped else text
    criterion.measure = edit.measure
    criterion.is_hard = edit.is_hard
    criterion.limit = edit.limit if edit.measure else 0


@transaction.atomic
def remove_criterion(*, criterion: GateCriterion, actor: User, now: datetime) -> None:
    gate = lock_open_gate(criterion.gate)
    if remove_row(criterion, now=now):
        turn_over(gate)
        tell("gate.criterion_removed", gate.plan, actor=actor, now=now, gate=str(gate))


@transaction.atomic
def restore_criterion(*, criterion: GateCriterion, actor: User, now: datetime) -> None:
    gate = lock_open_gate(criterion.gate)
    if restore_row(criterion):
        turn_over(gate)
        tell("gate.criterion_restored", gate.plan, actor=actor, now=now, gate=str(gate))


def lock_open_gate(gate: Gate) -> Gate:
    """Lock plan and gate, and refuse what is decided, removed or switched off."""
    plan = lock_plan(gate.plan)
    gate.refresh_from_db(from_queryset=Gate.objects.select_related("opens"))
    gate.plan = plan
    if not plan.uses_gates:
        raise GatesOff
    if gate.removed_at is not None:
        raise GateRemoved
    if gate.decisions.filter(reopened_at=None).exists():
        raise GateDecided
    return gate


def turn_over(gate: Gate) -> None:
    """Note that something was said or changed since others have read the gate."""
    gate.turn += 1
    gate.save(update_fields=["turn"])
