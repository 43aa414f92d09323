"""What a plan uses beside its checklist: switched on, and off again."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from common.edits import edit_of, names_of
from migration.models import Plan
from migration.services.gates.gates import seed_gates
from migration.services.people.first_deliverables import seed_deliverables
from migration.services.plans.plans import SettingsAreStale, lock_plan
from workspace.models import User
from workspace.services.records import change_of, record


@dataclass(frozen=True, slots=True)
class Switches:
    """What is off keeps what was entered, and shows it again when it is back on."""

    uses_raci: bool = False
    uses_gates: bool = False
    uses_simulation: bool = False
    uses_baselines: bool = False
    asks_proof_for_all: bool = False


def switches_of(plan: Plan) -> Switches:
    return edit_of(Switches, plan)


@transaction.atomic
def set_switches(
    *, plan: Plan, switches: Switches, version: int, actor: User, now: datetime
) -> Plan:
    """Save them, unless somebody else has saved the settings since (R48)."""
    lock_plan(plan)
    if version != plan.version:
        raise SettingsAreStale(current=plan)
    before = switches_of(plan)
    if switches == before:
        return plan
    for name, is_on in asdict(switches).items():
        setattr(plan, name, is_on)
    plan.version += 1
    plan.save(update_fields=[*names_of(Switches), "version"])
    if switches.uses_raci and not plan.deliverables.exists():
        seed_deliverables(plan)
    if switches.uses_gates and not plan.gates.exists():
        seed_gates(plan=plan, actor=actor, now=now)
    change = change_of(plan, before=asdict(before), after=asdict(switches))
    record("plan.switches_changed", team=plan.team, actor=actor, change=change, now=now)
    return plan
