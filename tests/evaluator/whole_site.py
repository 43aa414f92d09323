"""One of each thing that has an address, for tests that ask for every address."""

from __future__ import annotations

import uuid
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from evaluator.costs.components import Fee
from evaluator.costs.json_form import to_json
from evaluator.costs.tariffs import Plan as TariffPlan
from evaluator.costs.tariffs import Tariff
from evaluator.exports.evaluation_tables import TABLES
from evaluator.models import (
    CostLine,
    Criterion,
    Evaluation,
    Fact,
    Platform,
    TariffVersion,
    Trial,
)
from migration.exports.plan_tables import TABLES as PLAN_TABLES
from migration.models import Plan, PlanMember, SuccessMeasure, TaskLink
from migration.services.plans.plans import NewPlan, create_plan
from tests.evaluator.matrix.bringing import bring
from tests.evaluator.matrix.sheets import MadeSheet
from workspace.models import Member, User

SHEET = MadeSheet(
    [["Category", "Criterion", "Acme", "Bolt"], ["Budget", "Price", 4, 2]], name="own"
)


@pytest.fixture
def staged(scoring, part_of, team, people, now) -> Evaluation:
    """Scoring is open, with one of each thing that has an address."""
    budget = scoring.criteria.get(own_name="Budget")
    Criterion.objects.create(
        evaluation=scoring, kind="must_have", own_name="Sends SMS", position=9
    )
    Criterion.objects.create(
        evaluation=scoring,
        parent=budget,
        kind="measured",
        own_name="Price a year",
        unit="EUR",
        value_function={"kind": "linear", "worst": 50000, "best": 0},
    )
    Trial.objects.create(candidate=scoring.candidates.get(name="Acme"), kind="demo")
    scoring.due_on = now.date()
    scoring.save()
    return scoring


def plan_about(evaluation: Evaluation, people: dict[str, User]) -> Plan:
    """A plan that the same people see: it may tell no more than the evaluation."""
    plan = create_plan(
        team=evaluation.team,
        new=NewPlan("Move", "Acme", "Bolt", evaluation=evaluation),
        actor=people["lead"],
        now=evaluation.created_at,
    )
    for name, role in (("evaluator", "contributor"), ("observer", "observer")):
        PlanMember.objects.create(plan=plan, user=people[name], role=role)
    return plan


def inventory_of(plan: Plan) -> dict[str, list[int]]:
    asset = plan.assets.create(name="Welcome", kind="workflow", import_key="x")
    loss = plan.losses.create(what="Opens")
    item = plan.contact_lists.create(name="Newsletter")
    field = plan.field_mappings.create(source_field="opt_in")
    return {
        "assets": [asset.pk],
        "needed_pk": [0],
        "asset-views": [0],
        "defects": [plan.defects.create(title="A dead link").pk],
        "losses": [loss.pk],
        "lists": [item.pk],
        "fields": [field.pk],
    }


def task_parts_of(plan: Plan, people: dict[str, User]) -> dict[str, list[int]]:
    task = plan.tasks.get(template_key="charter")
    comment = task.comments.create(author=people["evaluator"], text="Who signs?")
    return {
        "tasks": [task.pk],
        "steps": [task.steps.create(text="Ask the board").pk],
        "comments": [comment.pk],
        "change_pk": [0],
        "entry_pk": [0],
    }


def adoption_of(
    plan: Plan, people: dict[str, User], now: datetime
) -> dict[str, list[int]]:
    measure = SuccessMeasure.objects.create(plan=plan, name="More sales")
    value = measure.values.create(value=3, measured_on=now.date())
    training = plan.trainings.create(role="mops", aim="Send a campaign")
    person = plan.stakeholders.create(role="legal", name="Dana")
    return {
        "stakeholders": [person.pk],
        "questions": [person.questions.create(text="When?").pk],
        "talks": [person.talks.create(spoken_on=now.date()).pk],
        "measures": [measure.pk],
        "task-dates": [plan.tasks.get(template_key="charter").pk],
        "task-links": [TaskLink.objects.filter(after__plan=plan)[0].pk],
        "days-off": [plan.days_free.create(first_on=now, last_on=now).pk],
        "baselines": [plan.baselines.create(name="First", finish_on=now).pk],
        "measure-values": [value.pk],
        "trainings": [training.pk],
        **gates_of(plan),
        "risks": [plan.risks.create(own_text="DNS is late").pk],
    }


def gates_of(plan: Plan) -> dict[str, list[int]]:
    Plan.objects.filter(pk=plan.pk).update(uses_gates=True, uses_raci=True)
    part = plan.deliverables.create(own_name="Suppression list")
    gate = plan.gates.create(own_name="Data is in", phase="data")
    criterion = gate.criteria.create(own_text="Samples look right")
    return {
        "gates": [gate.pk],
        "gate-criteria": [criterion.pk],
        "deliverables": [part.pk],
    }


def priced(evaluation: Evaluation, actor: User) -> TariffVersion:
    """A quote for Acme, which its address needs."""
    quote = TariffPlan("quote", "Quote", (Fee("Quote", Decimal(900), "EUR"),))
    return TariffVersion.objects.create(
        candidate=evaluation.candidates.get(name="Acme"),
        number=1,
        content=to_json(Tariff("quote", "Acme", (quote,))),
        made_by=actor,
    )


def a_cost_line(evaluation: Evaluation) -> int:
    line: CostLine = evaluation.cost_lines.create(
        name="Agency", category="consultants", currency="USD", likely=5, high=5
    )
    return line.pk


@pytest.fixture
def known(staged, team, people, now) -> dict[str, list[Any]]:
    """What addresses are made of, by parameter, or by the word before <pk>."""
    platform = Platform.objects.create(
        team=team, key="own", name="Own", match_key="own"
    )
    fact = Fact.objects.create(
        platform=platform, team=team, key="company.owner", value="We", trust="own"
    )
    criteria = {each.kind: each.pk for each in staged.criteria.order_by("-pk")}
    second = staged.participants.get(user=people["second"])
    plan = plan_about(staged, people)
    nowhere = [uuid.UUID(int=0)]
    return {
        "evaluations": [staged.pk],
        "imports": [
            bring(SHEET, team=team, actor=people[name], now=now, evaluation=staged).pk
            for name in ("evaluator", "lead")
        ],
        "candidates": [staged.candidates.get(name="Acme").pk],
        "candidate_pk": [staged.candidates.get(name="Acme").pk],
        "criterion_pk": list(criteria.values()),
        "criteria": list(criteria.values()),
        "participant_pk": [second.pk],
        "sign": ["adoption"],
        "figure": ["used_share"],
        "goal_pk": [staged.company_goals.create(key="revenue").pk],
        "objective_pk": [staged.objectives.create(statement="More sales").pk],
        "trials": [Trial.objects.get().pk],
        "number": [priced(staged, people["lead"]).number],
        "platforms": [platform.pk],
        "facts": [fact.pk],
        "plans": [plan.pk],
        **task_parts_of(plan, people),
        "plan-templates": [team.plan_templates.create(name="Our move").pk],
        **adoption_of(plan, people, now),
        **inventory_of(plan),
        "member_pk": [plan.members.get(user=people["evaluator"]).pk],
        "teams": [team.pk],
        "members": [Member.objects.get(user=people["second"]).pk],
        "invitations": [0],
        "sessions": [0],
        "tokens": [0],
        "calendars": [0],
        "link_pk": [0],
        "score_pk": [1],  # the first draft that somebody saves
        "public_id": nowhere,
        "token": ["x" * 43],
        "group": ["scores"],
        "table": sorted({*TABLES, *PLAN_TABLES}),
        "key": ["x"],
        "currency": ["EUR"],
        "year": [1],
        "gain": ["x"],
        "cost-lines": [a_cost_line(staged)],
        "scenarios": [staged.scenarios.create(name="Crisis").pk],
        "uidb36": ["1"],
    }
