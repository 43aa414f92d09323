from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from evaluator.models import Evaluation, Participant
from workspace.models import User

pytestmark = pytest.mark.django_db


def test_a_copy_takes_the_requirements_of_its_source(script, evaluation, team):
    body = {"team": team.pk, "title": "Again", "start": "copy"}
    lead = script("lead")

    refused = lead.ask("post", "evaluation-list", body=body)
    made = lead.ask("post", "evaluation-list", body=body | {"source": evaluation.pk})

    names = [each["name"] for each in lead.get("criterion-list", made.json()["id"])]
    assert (refused.status_code, made.status_code) == (400, 201)
    assert names == ["Budget", "Price", "Growth", "Support", "Answers", "Training"]


def test_a_source_that_one_may_not_see_is_an_unknown_one(script, evaluation, team):
    # R12
    body = {"team": team.pk, "title": "x", "start": "copy", "source": evaluation.pk}

    answer = script("member").ask("post", "evaluation-list", body=body)

    assert answer.status_code == 404
    assert Evaluation.objects.count() == 1


def test_settings_are_changed_one_by_one_and_by_version(script, evaluation):  # R48
    lead, pk = script("lead"), evaluation.pk
    day = {"due_on": "2027-01-15"}

    saved = lead.ask("patch", "evaluation-detail", pk, body=day, version=1)
    stale = lead.ask("patch", "evaluation-detail", pk, body={"title": "x"}, version=1)
    far = lead.ask(
        "patch", "evaluation-detail", pk, body={"due_on": "9999-12-31"}, version=2
    )

    assert (saved.json()["due_on"], saved.json()["title"]) == (
        "2027-01-15",
        "Platform for 2027",
    )
    assert stale.json()["current"]["due_on"] == "2027-01-15"
    assert (stale.status_code, far.status_code) == (412, 400)


def test_an_evaluation_is_put_away_and_taken_back(script, evaluation):
    lead, pk = script("lead"), evaluation.pk

    lead.ask("post", "archiving", pk)
    archived = lead.get("evaluation-list", query="?shelf=archived")
    lead.ask("post", "unarchiving", pk)
    gone = lead.ask("delete", "evaluation-detail", pk)
    hidden = lead.ask("get", "evaluation-detail", pk)
    binned = lead.get("evaluation-list", query="?shelf=bin")
    others = script("evaluator").get("evaluation-list", query="?shelf=bin")
    back = lead.ask("post", "restoring", pk)

    assert [each["id"] for each in archived] == [each["id"] for each in binned] == [pk]
    assert (gone.status_code, hidden.status_code, others) == (204, 404, [])
    assert back.json()["deleted_at"] is None


def test_a_list_is_filtered_searched_and_ordered(script, evaluation, team, people, now):
    for number, title in enumerate(("Mail", "Small mail", "Other")):
        other = Evaluation.objects.create(
            team=team,
            title=title,
            state="scoring" if number else "setup",
            created_at=now + timedelta(days=number + 1),
        )
        Participant.objects.create(
            evaluation=other, user=people["observer"], role="observer"
        )

    def titles(query: str) -> list[str]:
        rows = script("observer").get("evaluation-list", query=query)
        return [each["title"] for each in rows]

    assert titles("?search=mail") == ["Small mail", "Mail"]
    assert titles("?state=scoring&order=oldest") == ["Small mail", "Other"]
    assert titles("?order=title")[0] == "Mail"
    assert titles(f"?team={team.pk + 1000}") == []


@pytest.mark.parametrize("query", ["?order=best", "?shelf=x", "?team=x", "?colour=red"])
def test_a_filter_that_says_nothing_is_refused(script, evaluation, query):
    answer = script("lead").ask("get", "evaluation-list", query=query)

    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"


LISTS = (
    "criterion-list",
    "weights",
    "candidate-list",
    "must-have-list",
    "measurement-list",
    "participant-list",
    "ballot-list",
    "score-list",
    "activity",
    "change-list",
    "evaluation-list",
)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_asks_as_much_for_many_rows_as_for_few(script, scoring, people, name):
    reader = script("evaluator")
    args = () if name == "evaluation-list" else (scoring.pk,)
    grow(scoring, people["owner"])
    reader.get(name, *args)
    with CaptureQueriesContext(connection) as few:
        reader.get(name, *args)
    grow(scoring, people["member"])

    with CaptureQueriesContext(connection) as many:
        reader.get(name, *args)

    assert len(many) == len(few) < 20


def grow(evaluation: Evaluation, newcomer: User) -> None:
    """Make every list longer than it was."""
    evaluator = evaluation.participants.get(user__name="Evaluator").user
    budget = evaluation.criteria.get(own_name="Budget")
    for kind in ("rated", "measured", "must_have", "category"):
        for number in range(3):
            evaluation.criteria.create(
                kind=kind,
                own_name=f"{kind} {number} {newcomer}",
                parent=budget if kind in {"rated", "measured"} else None,
                value_function={"kind": "linear", "worst": 1, "best": 0},
            )
    for number in range(3):
        name = f"extra {number} {newcomer}"
        evaluation.candidates.create(name=name, match_key=name, stage="short")
    evaluation.participants.create(user=newcomer, role="observer")
    other = Evaluation.objects.create(team=evaluation.team, title="Other")
    other.participants.create(user=evaluator, role="observer")
