"""What a plan takes over from the decision that it carries out, when it is made."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from evaluator.models import Evaluation, MustHaveAnswer
from evaluator.selectors.company_readiness import readiness_gaps
from migration.models import Plan
from migration.planning.template import plan_template
from migration.services.adoption import take_objectives
from migration.services.checklist.tasks import TaskEdit, add_task
from migration.services.gates.risks import RiskEdit, add_risk
from migration.services.plans.plans import NewPlan, create_plan, lock_plan
from workspace.models import Team, User

TAKEN = "decision_taken"
WORST = 4


@transaction.atomic
def begin_plan(*, team: Team, new: NewPlan, actor: User, now: datetime) -> Plan:
    """Make the plan, and take over what its evaluation knows; once (R49)."""
    plan = create_plan(team=team, new=new, actor=actor, now=now)
    lock_plan(plan)
    if plan.evaluation is None or plan.answers.get(TAKEN):
        return plan
    take_objectives(plan=plan, actor=actor, now=now)
    take_unmet(plan, plan.evaluation, actor=actor, now=now)
    take_gaps(plan, plan.evaluation, actor=actor, now=now)
    plan.answers = {**plan.answers, TAKEN: True}
    plan.save(update_fields=["answers"])
    return plan


def take_unmet(
    plan: Plan, evaluation: Evaluation, *, actor: User, now: datetime
) -> None:
    """Make a risk of each must-have that the chosen platform does not meet."""
    if not hasattr(evaluation, "choice"):
        return
    unmet = MustHaveAnswer.objects.filter(
        candidate=evaluation.choice.chosen, answer=MustHaveAnswer.Answer.NO
    ).select_related("criterion")
    for answer in unmet.order_by("criterion_id"):
        text = _("The new platform does not meet the must-have “%(name)s”.")
        edit = RiskEdit(
            text=(text % {"name": answer.criterion.name})[:200],
            probability=WORST,
            impact=WORST,
        )
        add_risk(plan=plan, edit=edit, actor=actor, now=now)


def take_gaps(
    plan: Plan, evaluation: Evaluation, *, actor: User, now: datetime
) -> None:
    """Make a task of each thing that the company is not ready for yet."""
    first_phase = plan_template().phases[0].key
    for gap in readiness_gaps(evaluation):
        edit = TaskEdit(title=gap.task[:200], phase=first_phase)
        add_task(plan=plan, edit=edit, actor=actor, now=now)
