"""A plan with the cast on it, and its tasks by key."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from migration.models import Plan, PlanMember, Task
from migration.services.plans.plans import NewPlan, create_plan

ROLES = {
    "evaluator": "contributor",
    "second": "contributor",
    "observer": "observer",
}


@pytest.fixture
def plan(team, people, now) -> Plan:
    """Led by lead; evaluator and second work, observer looks on, the rest is out."""
    plan = create_plan(
        team=team,
        new=NewPlan(
            "Move to Bolt", "Acme", "Bolt", go_live_on=now.date() + timedelta(days=120)
        ),
        actor=people["lead"],
        now=now,
    )
    for name, role in ROLES.items():
        PlanMember.objects.create(plan=plan, user=people[name], role=role)
    return plan


@pytest.fixture
def task_of(plan) -> Callable[[str], Task]:
    return lambda key: plan.tasks.select_related("plan").get(template_key=key)


@pytest.fixture
def act(people, now) -> dict[str, Any]:
    """Who does something and when, as services take it."""
    return {"actor": people["lead"], "now": now}
