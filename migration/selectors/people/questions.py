"""What a stakeholder is asked, with what has to be known to answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from common.text import match_key
from migration.models import (
    Asset,
    GateCriterion,
    GateDecision,
    Plan,
    Question,
    Stakeholder,
)
from migration.querysets import GateCriterionQuerySet
from migration.selectors.gates.gates import GateRow, gates_with_parts, rows_of


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that waits; with the gate whose vote is asked for, as it stands."""

    question: Question
    gate: GateRow | None


def is_owner(person: Stakeholder, asset: Asset) -> bool:
    """Whether the asset is this person's, by account or else by name."""
    if asset.owner_id is not None:
        return asset.owner_id == person.member_id
    return match_key(asset.owner_name) == match_key(person.name)


def attestable_in(plan: Plan) -> GateCriterionQuerySet:
    """Return the criteria that a person attests, and nobody has, at open gates."""
    decided = GateDecision.objects.filter(gate__plan=plan, reopened_at=None)
    found: GateCriterionQuerySet = GateCriterion.objects.present().filter(
        gate__plan=plan,
        gate__plan__uses_gates=True,
        gate__removed_at=None,
        measure="",
        attested_at=None,
    )
    open_ones = found.exclude(gate__in=decided.values("gate"))
    return open_ones.select_related("gate").order_by("gate__position", "position", "pk")


def asked_of(person: Stakeholder, *, today: date) -> list[Asked]:
    """Return what waits for the person's answer, the oldest first."""
    waiting = person.questions.waiting().select_related(
        "asset__merge_into", "gate", "criterion__gate"
    )
    questions = [
        each
        for each in waiting.order_by("asked_at", "pk")
        if each.asset is None or is_owner(person, each.asset)
    ]
    gates = gates_behind(person, questions, today=today)
    return [Asked(each, gates.get(each.gate_id or 0)) for each in questions]


def gates_behind(
    person: Stakeholder, questions: Iterable[Question], *, today: date
) -> dict[int, GateRow]:
    pks = [each.gate_id for each in questions if each.gate_id]
    if not pks:
        return {}
    found = gates_with_parts(person.plan.gates.filter(pk__in=pks))
    return {row.gate.pk: row for row in rows_of(person.plan, found, today=today)}
