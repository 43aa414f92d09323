"""What a plan takes over from the decision that it carries out, when it is made."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from evaluator.models import Evaluation
from evaluator.selectors.company_readiness import readiness_gaps
from migration.models import Plan
from migration.planning.template import plan_template
from migration.selectors.plans.decision_risks import DecisionRisk, decision_risks
from migration.services.adoption.measures import take_objectives
from migration.services.checklist.tasks import TaskEdit, add_task
from migration.services.gates.risks import RiskEdit, add_risk
from migration.services.plans.plans import NewPlan, create_plan, lock_plan
from workspace.models import Team, User

TAKEN = "decision_taken"


@transaction.atomic
def begin_plan(*, team: Team, new: NewPlan, actor: User, now: datetime) -> Plan:
    """Make the plan, and take over what its evaluation knows; once (R49)."""
    plan = create_plan(team=team, new=new, actor=actor, now=now)
    lock_plan(plan)
    if plan.evaluation is None or plan.answers.get(TAKEN):
        return plan
    take_objectives(plan=plan, actor=actor, now=now)
    found = decision_risks(plan.evaluation, today=team.day_of(now))
    wanted = [each for each in found if each.criterion.pk not in new.no_risks]
    take_risks(plan, wanted, actor=actor, now=now)
    take_gaps(plan, plan.evaluation, actor=actor, now=now)
    plan.answers = {**plan.answers, TAKEN: True}
    plan.save(update_fields=["answers"])
    return plan


def take_risks(
    plan: Plan, risks: Iterable[DecisionRisk], *, actor: User, now: datetime
) -> None:
    """Put what the chosen platform lacks on the register, each criterion once."""
    known = set(plan.risks.values_list("criterion", flat=True))
    for risk in risks:
        if risk.criterion.pk in known:
            continue
        edit = RiskEdit(text=risk.text, probability=risk.level, impact=risk.level)
        added = add_risk(plan=plan, edit=edit, actor=actor, now=now)
        added.is_of_decision, added.criterion = True, risk.criterion
        added.save(update_fields=["is_of_decision", "criterion"])


def take_gaps(
    plan: Plan, evaluation: Evaluation, *, actor: User, now: datetime
) -> None:
    """Make a task of each thing that the company is not ready for yet."""
    first_phase = plan_template().phases[0].key
    for gap in readiness_gaps(evaluation):
        edit = TaskEdit(title=gap.task[:200], phase=first_phase)
        add_task(plan=plan, edit=edit, actor=actor, now=now)
