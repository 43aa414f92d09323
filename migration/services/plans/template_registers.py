"""Deliverables and risks of a plan as a template keeps them: roles, not people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from migration.models import Deliverable, Plan, RaciPart, Risk, Task
from migration.planning.raci import Part, part_of_role

Content = dict[str, Any]
OF_RISK = ("seed_key", "own_text", "own_answer", "probability", "impact")


def deliverables_of(plan: Plan, place: Mapping[int, int]) -> list[Content]:
    """Return the deliverables, with a part for each role that has one. Two queries.

    `place` is where the template keeps a task. A task that it keeps once is one
    deliverable; one that it does not keep is none, unless it has an own name.
    """
    parts = parts_by_role(plan)
    kept: dict[tuple[str, int | None, str], Content] = {}
    for each in plan.deliverables.present().in_order():
        at = place.get(each.task_id or 0)
        if not (each.phase or each.own_name or at is not None):
            continue
        roles = {**each.waiting_parts, **parts.get(each.pk, {})}
        row = {"phase": each.phase, "task": at, "own_name": each.own_name}
        kept.setdefault((each.phase, at, each.own_name), {**row, "roles": roles})
    return list(kept.values())


def parts_by_role(plan: Plan) -> dict[int, dict[str, str]]:
    """Return deliverable -> role -> part; who sits on no role has none."""
    found: dict[int, dict[str, list[Part]]] = {}
    rows = RaciPart.objects.filter(
        deliverable__plan=plan, stakeholder__removed_at=None
    ).exclude(stakeholder__role="")
    for pk, role, part in rows.order_by("pk").values_list(
        "deliverable", "stakeholder__role", "part"
    ):
        found.setdefault(pk, {}).setdefault(role, []).append(Part(part))
    return {
        pk: {role: part_of_role(parts).value for role, parts in roles.items()}
        for pk, roles in found.items()
    }


def risks_of(plan: Plan, place: Mapping[int, int]) -> list[Content]:
    """Return the risks, open again and watched by nobody.

    Those of a decision are left out: the next plan carries out another.
    """
    return [
        {
            **{name: getattr(risk, name) for name in OF_RISK},
            "task": place.get(risk.task_id or 0),
        }
        for risk in plan.risks.present().filter(is_of_decision=False).order_by("pk")
    ]


def plant_deliverables(
    plan: Plan, rows: Sequence[Content], tasks: Sequence[Task]
) -> None:
    Deliverable.objects.bulk_create(
        Deliverable(
            plan=plan,
            phase=each["phase"],
            task=task_at(tasks, each["task"]),
            own_name=each["own_name"],
            waiting_parts=each["roles"],
            position=at,
        )
        for at, each in enumerate(rows)
    )


def plant_risks(plan: Plan, rows: Sequence[Content], tasks: Sequence[Task]) -> None:
    Risk.objects.bulk_create(
        Risk(
            plan=plan,
            task=task_at(tasks, each["task"]),
            **{name: each[name] for name in OF_RISK},
        )
        for each in rows
    )


def task_at(tasks: Sequence[Task], place: int | None) -> Task | None:
    return None if place is None else tasks[place]
