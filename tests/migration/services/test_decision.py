from datetime import timedelta
from decimal import Decimal
from importlib import import_module

import pytest
from django.apps import apps

from evaluator.models import Choice, Criterion, MeasuredValue, MustHaveAnswer
from migration.services.plans.decision import begin_plan
from migration.services.plans.plans import NewPlan
from migration.services.plans.team_templates import save_template

KEY = "6a1f3c0e-6f57-4b46-9d0e-0c7e0e9a7f11"


@pytest.fixture
def choose(revealed, people, now):
    """Record that a candidate of the revealed evaluation was chosen."""

    def chosen(name: str):
        candidate = revealed.candidates.get(name=name)
        Choice.objects.create(
            evaluation=revealed, chosen=candidate, reasons="Best",
            by=people["lead"], at=now,
        )  # fmt: skip
        return candidate

    return chosen


@pytest.fixture
def begin(team, revealed, people, now):
    def begun(**more):
        new = NewPlan("Move", "Acme", "Bolt", evaluation=revealed, **more)
        return begin_plan(team=team, new=new, actor=people["lead"], now=now)

    return begun


@pytest.fixture
def unmet(revealed):
    """Say that a candidate does not meet a must-have."""

    def answered(candidate) -> Criterion:
        made = revealed.criteria.create(own_name="Two-way sync", kind="must_have")
        MustHaveAnswer.objects.create(
            candidate=candidate, criterion=made, answer=MustHaveAnswer.Answer.NO
        )
        return made

    return answered


def texts(plan) -> list[str]:
    return [risk.text for risk in plan.risks.order_by("pk")]


def test_a_plan_takes_over_what_its_decision_knows_once(
    revealed, choose, begin, unmet, now
):
    must_have = unmet(choose("Bolt"))
    revealed.objectives.create(statement="More sales")
    new = {"go_live_on": now.date() + timedelta(days=120), "form_key": KEY}

    plan, again = begin(**new), begin(**new)

    assert again == plan
    assert [measure.name for measure in plan.success_measures.all()] == ["More sales"]
    assert [risk.criterion for risk in plan.risks.all()] == [must_have]
    assert must_have.name in texts(plan)[0]


def test_low_scores_of_the_chosen_platform_become_risks(choose, begin):
    choose("Cedar")  # Price 1 and 1, Growth 2 and 1, the rest high

    found = texts(begin())

    assert found == [
        "The new platform is weak at “Price”: the committee gave 1 of 5.",
        "The new platform is weak at “Growth”: the committee gave 1.5 of 5.",
    ]


def test_low_scores_stand_beside_must_haves_that_put_a_platform_out(
    choose, begin, unmet
):
    unmet(choose("Cedar"))

    scores = [risk.score for risk in begin().risks.order_by("pk")]

    assert scores == [16, 9, 9]


def test_a_criterion_that_is_unticked_becomes_no_risk(revealed, choose, begin):
    choose("Cedar")
    price = revealed.criteria.get(own_name="Price")

    plan = begin(no_risks=frozenset({price.pk}))

    assert [risk.criterion.name for risk in plan.risks.all()] == ["Growth"]


def test_prices_never_become_risks(revealed, choose, begin):
    chosen = choose("Bolt")
    parent = revealed.criteria.filter(kind="category").first()
    for name, unit in (("Cost a year", "EUR"), ("Hours of answer", "h")):
        measured = revealed.criteria.create(
            parent=parent, kind="measured", own_name=name, unit=unit, weight=50,
            value_function={"kind": "linear", "worst": 48, "best": 0},
        )  # fmt: skip
        MeasuredValue.objects.create(
            candidate=chosen, criterion=measured, value=Decimal(46)
        )

    found = texts(begin())

    assert found == [
        "The new platform is weak at “Hours of answer”: it reaches 4.2 of 100 points."
    ]


def test_scores_that_are_sealed_become_no_risks(revealed, choose, begin):
    choose("Cedar")
    revealed.state, revealed.revealed_at = "scoring", None
    revealed.save()

    assert texts(begin()) == []


def test_a_template_leaves_out_the_risks_of_a_decision(choose, begin, people, now):
    choose("Cedar")
    plan = begin()
    plan.risks.create(own_text="Slow shop")

    kept = save_template(plan=plan, name="A", actor=people["lead"], now=now)

    assert [each["own_text"] for each in kept.content["risks"]] == ["Slow shop"]


def test_a_template_leaves_them_out_when_the_criterion_is_gone(
    choose, begin, unmet, people, now
):
    must_have = unmet(choose("Bolt"))
    plan = begin()
    must_have.delete()

    kept = save_template(plan=plan, name="A", actor=people["lead"], now=now)

    assert plan.risks.get().criterion is None
    assert kept.content["risks"] == []


def test_older_risks_of_a_decision_are_known_by_their_sentence(
    choose, begin, unmet, people, now
):
    unmet(choose("Bolt"))
    plan = begin()
    plan.risks.update(criterion=None, is_of_decision=False)
    plan.risks.create(own_text="Slow shop")
    kept = save_template(plan=plan, name="A", actor=people["lead"], now=now)
    assert len(kept.content["risks"]) == 2

    migration = import_module("migration.migrations.0028_risks_of_decisions")
    migration.mark_risks(apps, None)
    migration.clear_templates(apps, None)

    kept.refresh_from_db()
    assert [each["own_text"] for each in kept.content["risks"]] == ["Slow shop"]
    marked = plan.risks.filter(is_of_decision=True)
    assert [("Two-way sync" in risk.text) for risk in marked] == [True]


def test_a_plan_that_stands_alone_takes_nothing_over(people, team, now):
    plan = begin_plan(
        team=team, new=NewPlan("Move", "Acme", "Bolt"), actor=people["lead"], now=now
    )

    assert plan.risks.count() == 0
    assert plan.tasks.count() == 29
