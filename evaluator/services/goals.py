"""Company goals and objectives: what the choice is to bring."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError, StaleVersion
from common.text import clean_line
from evaluator.content.goals import goal_by_key, goal_content
from evaluator.models import CompanyGoal, Criterion, Evaluation, Objective, Participant
from evaluator.services.ballots import bump_results
from evaluator.services.structure import lock_evaluation
from workspace.models import User
from workspace.services.records import change_of, record


class ObjectiveIsStale(StaleVersion):
    message = _("Somebody else changed this objective since you opened the page.")


class ForeignPart(DomainError):
    message = _("Owner, goal and criteria must belong to this evaluation.")


class ObjectiveCircle(DomainError):
    message = _("An objective cannot be a part of itself, or of one of its parts.")


class GoalIsServed(DomainError):
    message = _("“%(goal)s” stays: “%(objective)s” serves it.")


class UnknownGoal(DomainError):
    message = _("Choose company goals from the list.")


class GoalIsHere(DomainError):
    message = _("This company goal is on the list already.")


@dataclass(frozen=True, slots=True)
class ObjectiveEdit:
    """What a form says of an objective."""

    statement: str
    kind: str = Objective.Kind.VALUE
    metric: str = ""
    unit: str = ""
    baseline: Decimal | None = None
    baseline_on: date | None = None
    baseline_source: str = ""
    target: Decimal | None = None
    deadline: date | None = None
    owner: Participant | None = None
    goal: CompanyGoal | None = None
    market: str = ""
    trade_off: str = ""
    parent: Objective | None = None
    department: str = ""
    sign: str = ""
    criteria: tuple[Criterion, ...] = ()


LINES = ("statement", "metric", "unit", "market", "trade_off", "department")


@transaction.atomic
def choose_goals(
    *,
    evaluation: Evaluation,
    keys: Collection[str],
    own_name: str,
    actor: User,
    now: datetime,
) -> None:
    """Keep the ticked goals of the list, and add one in own words.

    Own goals stay until they are taken away by themselves; one that an objective
    serves stays always.
    """
    lock_evaluation(evaluation)
    if any(goal_by_key(key) is None for key in keys):
        raise UnknownGoal
    here = {goal.key: goal for goal in evaluation.company_goals.exclude(key="")}
    for key in here.keys() - set(keys):
        refuse_served(here[key])
        here[key].delete()
    CompanyGoal.objects.bulk_create(
        CompanyGoal(evaluation=evaluation, key=goal.key)
        for goal in goal_content().goals
        if goal.key in set(keys) - here.keys()
    )
    if own_name := clean_line(own_name):
        add_own_goal(evaluation, own_name)
    record(
        "goals.chosen",
        team=evaluation.team,
        actor=actor,
        change=change_of(
            evaluation,
            after={"goals": [str(each) for each in evaluation.company_goals.all()]},
        ),
        now=now,
    )


def add_own_goal(evaluation: Evaluation, name: str) -> CompanyGoal:
    goals = evaluation.company_goals
    goal, is_new = goals.get_or_create(evaluation=evaluation, key="", own_name=name)
    if not is_new:
        raise GoalIsHere
    return goal


@transaction.atomic
def remove_goal(*, goal: CompanyGoal, actor: User, now: datetime) -> None:
    evaluation = lock_evaluation(goal.evaluation)
    refuse_served(goal)
    record(
        "goal.removed",
        team=evaluation.team,
        actor=actor,
        change=change_of(evaluation, before={"goal": str(goal)}),
        now=now,
    )
    goal.delete()


def refuse_served(goal: CompanyGoal) -> None:
    served_by = goal.objectives.present().first()
    if served_by:
        raise GoalIsServed(goal=goal.name, objective=served_by.statement)


@transaction.atomic
def add_objective(
    *, evaluation: Evaluation, edit: ObjectiveEdit, actor: User, now: datetime
) -> Objective:
    lock_evaluation(evaluation)
    refuse_foreign(evaluation, edit, objective=None)
    objective = Objective.objects.create(
        evaluation=evaluation, created_by=actor, created_at=now, **columns_of(edit)
    )
    objective.criteria.set(edit.criteria)
    tell("objective.added", objective, actor=actor, now=now)
    return objective


@transaction.atomic
def edit_objective(
    *,
    objective: Objective,
    edit: ObjectiveEdit,
    version: int,
    actor: User,
    now: datetime,
) -> Objective:
    lock_evaluation(objective.evaluation)
    refuse_foreign(objective.evaluation, edit, objective=objective)
    before = {"baseline": str(objective.baseline), "target": str(objective.target)}
    columns = columns_of(edit)
    columns.pop("sign")
    rows = Objective.objects.present().filter(pk=objective.pk, version=version)
    if not rows.update(version=version + 1, **columns):
        objective.refresh_from_db()
        raise ObjectiveIsStale(current=objective)
    objective.refresh_from_db()
    objective.criteria.set(edit.criteria)
    tell("objective.edited", objective, actor=actor, now=now, before=before)
    return objective


@transaction.atomic
def remove_objective(*, objective: Objective, actor: User, now: datetime) -> None:
    """Take it off the list; it can be brought back. Its parts stand alone meanwhile."""
    lock_evaluation(objective.evaluation)
    if objective.removed_at is None:
        objective.removed_at = now
        objective.save(update_fields=["removed_at"])
        tell("objective.removed", objective, actor=actor, now=now)


@transaction.atomic
def restore_objective(*, objective: Objective, actor: User, now: datetime) -> None:
    lock_evaluation(objective.evaluation)
    if objective.removed_at is not None:
        objective.removed_at = None
        objective.save(update_fields=["removed_at"])
        tell("objective.restored", objective, actor=actor, now=now)


def columns_of(edit: ObjectiveEdit) -> dict[str, Any]:
    columns = {each.name: getattr(edit, each.name) for each in fields(edit)}
    del columns["criteria"]
    return columns | {name: clean_line(columns[name]) for name in LINES}


def refuse_foreign(
    evaluation: Evaluation, edit: ObjectiveEdit, *, objective: Objective | None
) -> None:
    """Ids of a form are checked against the evaluation (R12), and circles refused."""
    named = [edit.owner, edit.goal, edit.parent, *edit.criteria]
    if any(each and each.evaluation_id != evaluation.pk for each in named):
        raise ForeignPart
    above = edit.parent
    while objective and above:
        if above.pk == objective.pk:
            raise ObjectiveCircle
        above = above.parent


def tell(
    verb: str,
    objective: Objective,
    *,
    actor: User,
    now: datetime,
    before: Mapping[str, Any] | None = None,
) -> None:
    evaluation = objective.evaluation
    bump_results(evaluation)  # the step bar of everybody counts them
    record(
        verb,
        team=evaluation.team,
        actor=actor,
        change=change_of(
            evaluation,
            before=before,
            after={
                "objective": objective.statement,
                "baseline": str(objective.baseline),
                "target": str(objective.target),
            },
        ),
        now=now,
    )
