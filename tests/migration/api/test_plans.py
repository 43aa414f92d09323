from __future__ import annotations

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from migration.models import Plan, PlanMember
from migration.services.plans.plans import NewPlan, create_plan
from tests.evaluator.api.script import Script

pytestmark = pytest.mark.django_db


@pytest.fixture
def script(people):
    return lambda name: Script(people[name])


def test_a_plan_is_made_of_an_evaluation_that_one_leads(script, evaluation, team):
    # R12
    names = {"title": "Move", "source_name": "Acme", "target_name": "Bolt"}
    body = names | {"team": team.pk, "evaluation": evaluation.pk}

    made = script("lead").ask("post", "plan-list", body=body)
    hidden = script("member").ask("post", "plan-list", body=body)
    seen = script("evaluator").ask("post", "plan-list", body=body)
    same = script("lead").ask("post", "plan-list", body=body | {"target_name": "ACME"})

    assert made.status_code == 201
    assert [hidden.status_code, seen.status_code, same.status_code] == [404, 403, 400]
    assert Plan.objects.get().evaluation == evaluation
    tasks = script("lead").get("task-list", made.json()["id"])
    assert len(tasks) == 29


def test_settings_are_changed_by_version(script, plan):  # R48
    lead = script("lead")

    saved = lead.ask("patch", "plan-detail", plan.pk, body={"title": "x"}, version=1)
    stale = lead.ask("patch", "plan-detail", plan.pk, body={"title": "y"}, version=1)
    missing = lead.ask("patch", "plan-detail", plan.pk, body={"title": "y"})

    assert (saved.json()["title"], saved.json()["target_name"]) == ("x", "Bolt")
    assert stale.json()["current"]["title"] == "x"
    assert (stale.status_code, missing.status_code) == (412, 428)


def test_any_days_off_are_taken_that_leave_one_to_work_on(script, plan):
    lead = script("lead")

    effect = lead.ask("post", "plan-effect", plan.pk, body={"weekend": "7345"})
    wrong = [
        lead.ask("post", "plan-effect", plan.pk, body={"weekend": days}).status_code
        for days in ("1234567", "8", "Friday", "")
    ]
    body = {"weekend": "7345"}
    lead.ask("patch", "plan-detail", plan.pk, body=body, version=plan.version)

    plan.refresh_from_db()
    assert effect.json()["days"] >= 0
    assert wrong == [400] * 4
    assert plan.weekend == "3457"


def test_a_plan_is_put_away_and_taken_back(script, plan):
    lead = script("lead")

    lead.ask("post", "plan-archiving", plan.pk)
    archived = lead.get("plan-list", query="?shelf=archived")
    lead.ask("post", "plan-unarchiving", plan.pk)
    gone = lead.ask("delete", "plan-detail", plan.pk)
    binned = lead.get("plan-list", query="?shelf=bin")
    others = script("evaluator").get("plan-list", query="?shelf=bin")
    back = lead.ask("post", "plan-restoring", plan.pk)

    assert [len(archived), len(binned), others] == [1, 1, []]
    assert (gone.status_code, back.json()["deleted_at"]) == (204, None)


def test_a_task_is_added_changed_ticked_and_opened_again(script, plan):  # R48
    lead, worker = script("lead"), script("evaluator")
    member = plan.members.get(user__name="Evaluator")
    phase = plan.tasks.first().phase
    body = {"title": "Tell sales", "phase": phase, "needs_proof": True}
    pk = lead.ask("post", "task-list", plan.pk, body=body).json()["id"]

    given = lead.ask(
        "patch", "task-detail", pk, body={"assigned_to": member.pk}, version=1
    )
    bare = worker.ask("post", "task-completing", pk, body={})
    done = worker.ask("post", "task-completing", pk, body={"proof": "A mail."})
    stale = worker.ask("post", "task-reopening", pk, version=1)
    again = worker.ask("post", "task-reopening", pk, version=3)

    assert (given.json()["assigned_to"], bare.status_code) == (member.pk, 409)
    assert (done.json()["done_by"], stale.status_code) == ("Evaluator", 412)
    assert again.json()["done_at"] is None
    assert stale.json()["current"]["proof"] == "A mail."


def test_a_member_of_another_plan_gets_no_task(script, plan, team, people, now):  # R12
    other = create_plan(
        team=team, new=NewPlan("Other", "A", "B"), actor=people["lead"], now=now
    )
    stranger = PlanMember.objects.get(plan=other)
    task = plan.tasks.first()

    answer = script("lead").ask(
        "patch", "task-detail", task.pk, body={"assigned_to": stranger.pk}, version=1
    )

    task.refresh_from_db()
    assert (answer.status_code, task.assigned_to) == (404, None)


def test_a_task_moves_goes_and_comes_back(script, plan):
    lead = script("lead")
    first, second, *_rest = lead.get("task-list", plan.pk)

    lead.ask("post", "task-moving", first["id"], body={"direction": "down"})
    moved = lead.get("task-list", plan.pk)[:2]
    stale = lead.ask("delete", "task-detail", first["id"], version=9)
    gone = lead.ask("delete", "task-detail", first["id"], version=1)
    removed = lead.get("removed-task-list", plan.pk)
    back = lead.ask("post", "task-restoring", first["id"])

    assert [each["id"] for each in moved] == [second["id"], first["id"]]
    assert (stale.status_code, gone.status_code) == (412, 204)
    assert [each["id"] for each in removed] == [first["id"]]
    assert back.json()["removed_at"] is None


def test_people_come_change_and_go(script, plan, people):
    lead = script("lead")
    body = {"user": people["member"].pk, "role": "observer"}
    made = lead.ask("post", "plan-member-list", plan.pk, body=body)
    foreign = lead.ask(
        "post",
        "plan-member-list",
        plan.pk,
        body=body | {"user": people["outsider"].pk},
    )
    pk = made.json()["id"]

    changed = lead.ask(
        "patch", "plan-member-detail", plan.pk, pk, body={"role": "contributor"}
    )
    own = plan.members.get(user=people["lead"]).pk
    kept = lead.ask("delete", "plan-member-detail", plan.pk, own)
    gone = lead.ask("delete", "plan-member-detail", plan.pk, pk)

    assert (made.status_code, foreign.status_code) == (201, 404)  # R12
    assert changed.json()["role"] == "contributor"
    assert (kept.status_code, gone.status_code) == (409, 204)


def test_the_plan_comes_as_a_workbook(script, plan):
    answer = script("observer").ask("post", "plan-workbook", plan.pk, body={})

    assert load_workbook(BytesIO(answer.content)).active.max_row > 29


@pytest.mark.parametrize("name", ["task-list", "plan-member-list", "plan-list"])
def test_a_list_asks_as_much_for_many_rows_as_for_few(script, plan, people, now, name):
    reader = script("evaluator")
    args = () if name == "plan-list" else (plan.pk,)
    member = PlanMember.objects.create(
        plan=plan, user=people["member"], role="contributor"
    )
    # One row that names people: whose they are is asked once, not once a row.
    plan.tasks.create(
        own_title="One",
        phase="prepare",
        assigned_to=member,
        done_at=now,
        done_by=people["member"],
    )
    reader.get(name, *args)
    with CaptureQueriesContext(connection) as few:
        reader.get(name, *args)
    for number in range(3):
        plan.tasks.create(
            own_title=f"More {number}",
            phase="prepare",
            assigned_to=member,
            done_at=now,
            done_by=people["member"],
        )
        new = NewPlan(f"Plan {number}", "A", "B")
        create_plan(team=plan.team, new=new, actor=people["evaluator"], now=now)

    with CaptureQueriesContext(connection) as many:
        reader.get(name, *args)

    assert len(many) == len(few) < 12
