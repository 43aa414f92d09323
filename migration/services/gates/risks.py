"""The risk register: the usual risks put on it, own ones added, changed, removed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError, StaleVersion
from common.text import clean_line
from migration.models import Plan, PlanMember, Risk, Task
from migration.models.template_text import language
from migration.planning.full_template import full_template
from migration.planning.risks import risk_seeds
from migration.selectors.gates.usual import usual_risks_left
from migration.services.plans.plans import lock_plan
from migration.services.trail import tell
from migration.services.versions import remove_row, restore_row
from workspace.models import User

MOST_RISKS = 500


class RiskIsStale(StaleVersion):
    message = _("Somebody else changed this risk since you opened the page.")


class TextMissing(DomainError):
    message = _("Say what may happen.")


class TooManyRisks(DomainError):
    message = _("A plan has at most %(most)s risks.")


@dataclass(frozen=True, slots=True)
class RiskEdit:
    """What a form says; probability and impact from 1 to 5."""

    text: str
    answer: str = ""
    probability: int = 3
    impact: int = 3
    owner: PlanMember | None = None  # of the same plan
    task: Task | None = None  # of the same plan
    is_closed: bool = False


@transaction.atomic
def seed_risks(*, plan: Plan, actor: User, now: datetime) -> int:
    """Put the usual risks on the list that were never on it; return how many."""
    lock_plan(plan)
    tasks = {task.template_key: task for task in plan.tasks.present()}
    mains = {
        task.part_of: tasks[task.key]
        for task in full_template().tasks
        if task.is_main and task.key in tasks
    }
    new = [
        Risk(
            plan=plan,
            seed_key=seed.key,
            probability=seed.probability,
            impact=seed.impact,
            task=tasks.get(seed.task) or mains.get(seed.task),
        )
        for seed in usual_risks_left(plan)
    ]
    Risk.objects.bulk_create(new)
    if new:
        tell("risk.seeded", plan, actor=actor, now=now)
    return len(new)


@transaction.atomic
def add_risk(*, plan: Plan, edit: RiskEdit, actor: User, now: datetime) -> Risk:
    lock_plan(plan)
    if plan.risks.present().count() >= MOST_RISKS:
        raise TooManyRisks(most=MOST_RISKS)
    risk = Risk(plan=plan)
    write(risk, edit)
    risk.save()
    tell("risk.added", plan, actor=actor, now=now)
    return risk


@transaction.atomic
def edit_risk(
    *, risk: Risk, edit: RiskEdit, version: int, actor: User, now: datetime
) -> Risk:
    """Save it, unless somebody else has saved it since (R48)."""
    plan = lock_plan(risk.plan)
    risk.refresh_from_db()
    if version != risk.version:
        raise RiskIsStale(current=risk)
    write(risk, edit)
    risk.version += 1
    risk.save()
    tell("risk.changed", plan, actor=actor, now=now)
    return risk


def write(risk: Risk, edit: RiskEdit) -> None:
    """Take the edit over. A text that is the shipped one still is no own text."""
    text, answer = clean_line(edit.text), clean_line(edit.answer)
    if not text:
        raise TextMissing
    columns = other_columns(edit)
    seed = risk_seeds().get(risk.seed_key)
    shipped = seed.risk.in_language(language()) if seed else ""
    shipped_answer = seed.answer.in_language(language()) if seed else ""
    risk.own_text = "" if text == shipped else text
    risk.own_answer = "" if answer == shipped_answer else answer
    for name, value in columns.items():
        setattr(risk, name, value)


def other_columns(edit: RiskEdit) -> dict[str, Any]:
    names = ("probability", "impact", "owner", "task", "is_closed")
    return {name: getattr(edit, name) for name in names}


@transaction.atomic
def remove_risk(*, risk: Risk, actor: User, now: datetime) -> None:
    plan = lock_plan(risk.plan)
    if remove_row(risk, now=now):
        tell("risk.removed", plan, actor=actor, now=now)


@transaction.atomic
def restore_risk(*, risk: Risk, actor: User, now: datetime) -> None:
    plan = lock_plan(risk.plan)
    if restore_row(risk):
        tell("risk.restored", plan, actor=actor, now=now)
