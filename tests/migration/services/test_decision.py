from datetime import timedelta

from evaluator.models import Choice, MustHaveAnswer
from migration.services.plans.decision import begin_plan
from migration.services.plans.plans import NewPlan


def test_a_plan_takes_over_what_its_decision_knows_once(revealed, people, team, now):
    bolt = revealed.candidates.get(name="Bolt")
    Choice.objects.create(
        evaluation=revealed, chosen=bolt, reasons="Best", by=people["lead"], at=now
    )
    revealed.objectives.create(statement="More sales")
    must_have = revealed.criteria.filter(kind="must_have").first()
    if must_have is None:
        must_have = revealed.criteria.create(own_name="Two-way sync", kind="must_have")
    MustHaveAnswer.objects.update_or_create(
        candidate=bolt, criterion=must_have, defaults={"answer": "no"}
    )
    new = NewPlan(
        "Move",
        "Acme",
        "Bolt",
        go_live_on=now.date() + timedelta(days=120),
        evaluation=revealed,
        form_key="6a1f3c0e-6f57-4b46-9d0e-0c7e0e9a7f11",
    )

    plan = begin_plan(team=team, new=new, actor=people["lead"], now=now)
    again = begin_plan(team=team, new=new, actor=people["lead"], now=now)

    assert again == plan
    assert [measure.name for measure in plan.success_measures.all()] == ["More sales"]
    assert [must_have.name in risk.text for risk in plan.risks.all()] == [True]


def test_a_plan_that_stands_alone_takes_nothing_over(people, team, now):
    plan = begin_plan(
        team=team, new=NewPlan("Move", "Acme", "Bolt"), actor=people["lead"], now=now
    )

    assert plan.risks.count() == 0
    assert plan.tasks.count() == 29
