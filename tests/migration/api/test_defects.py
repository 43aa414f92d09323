import pytest

from migration.services.plans.plans import NewPlan, create_plan
from tests.evaluator.api.script import Script

pytestmark = pytest.mark.django_db

BODY = {"title": "Wrong sender", "kind": "defect", "severity": "hard"}


@pytest.fixture
def script(people):
    return lambda name: Script(people[name])


def test_a_defect_is_reported_changed_closed_and_opened_again(script, plan):  # R48
    worker = script("evaluator")
    pk = worker.ask("post", "defect-list", plan.pk, body=BODY).json()["id"]

    soft = worker.ask(
        "patch", "defect-detail", pk, body={"severity": "soft"}, version=1
    )
    stale = worker.ask("patch", "defect-detail", pk, body={"title": "x"}, version=1)
    closed = worker.ask(
        "post", "defect-closing", pk, body={"resolution": "Set anew"}, version=2
    )
    listed = [
        worker.get("defect-list", plan.pk, query=f"?show={which}")
        for which in ("open", "closed")
    ]
    opened = worker.ask("post", "defect-reopening", pk)

    assert soft.json()["severity"] == "soft"
    assert (stale.status_code, stale.json()["current"]["title"]) == (412, BODY["title"])
    assert (closed.json()["closed_by"], closed.json()["resolution"]) == (
        "Evaluator",
        "Set anew",
    )
    assert [len(rows) for rows in listed] == [0, 1]
    assert opened.json()["closed_at"] is None


def test_who_may_report_and_remove_by_script(script, plan):
    made = script("evaluator").ask("post", "defect-list", plan.pk, body=BODY)
    seen = script("observer").ask("post", "defect-list", plan.pk, body=BODY)
    hidden = script("outsider").ask("post", "defect-list", plan.pk, body=BODY)
    pk = made.json()["id"]
    refused = script("evaluator").ask("delete", "defect-detail", pk)
    gone = script("lead").ask("delete", "defect-detail", pk)
    back = script("lead").ask("post", "defect-restoring", pk)

    assert (made.status_code, seen.status_code, hidden.status_code) == (201, 403, 404)
    assert (refused.status_code, gone.status_code) == (403, 204)
    assert back.json()["removed_at"] is None


def test_a_task_of_another_plan_is_unknown(script, plan, team, people, now):  # R12
    other = create_plan(
        team=team, new=NewPlan("Other", "A", "B"), actor=people["lead"], now=now
    )
    body = BODY | {"task": other.tasks.first().pk}

    answer = script("lead").ask("post", "defect-list", plan.pk, body=body)

    assert answer.status_code == 404
    assert not plan.defects.exists()


def test_a_tick_out_of_order_is_asked_about(script, plan):
    waiting = next(
        line for line in script("lead").get("task-list", plan.pk) if line["waits_for"]
    )
    worker = script("evaluator")

    asked = worker.ask("post", "task-completing", waiting["id"], body={})
    body = {"anyway": True, "proof": "Seen."}
    done = worker.ask("post", "task-completing", waiting["id"], body=body)

    assert asked.status_code == 409
    assert waiting["waits_for"][0] in asked.json()["detail"]
    assert done.json()["done_by"] == "Evaluator"
