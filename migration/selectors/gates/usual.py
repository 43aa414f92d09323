"""The usual gates and risks that were never on a plan, also not removed from it."""

from __future__ import annotations

from dataclasses import dataclass

from migration.models import Plan
from migration.planning.gate_template import GateSeed, gate_seeds
from migration.planning.risks import RiskSeed, risk_seeds


@dataclass(frozen=True, slots=True)
class UsualGate:
    """position: its place among the usual ones. phase: what it closes on the plan."""

    position: int
    seed: GateSeed
    phase: str


def usual_gates_left(plan: Plan) -> list[UsualGate]:
    """Return those that close a phase of the plan."""
    known = set(plan.gates.values_list("template_key", flat=True))
    there = set(plan.tasks.present().values_list("phase", flat=True))
    return [
        UsualGate(position, seed, phase)
        for position, seed in enumerate(gate_seeds().values())
        if seed.key not in known
        and (phase := next((key for key in seed.closes if key in there), None))
    ]


def usual_risks_left(plan: Plan) -> list[RiskSeed]:
    known = set(plan.risks.values_list("seed_key", flat=True))
    return [seed for seed in risk_seeds().values() if seed.key not in known]
