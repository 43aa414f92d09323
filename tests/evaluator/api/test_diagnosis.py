import json

import pytest
from django.urls import reverse

from evaluator.content.diagnosis import sign_by_key
from evaluator.models import Evaluation, Objective
from evaluator.services.diagnosis import save_answers

pytestmark = pytest.mark.django_db

ADOPTION = [each.key for each in sign_by_key("adoption").statements]
ANSWERS = {"answers": [{"statement": key, "answer": "4"} for key in ADOPTION]}


def url_of(name: str, *args: object) -> str:
    return reverse(f"api:{name}", args=args)


def send(client, method: str, url: str, body: object = None, **headers: str):
    return getattr(client, method)(
        url, json.dumps(body), content_type="application/json", headers=headers
    )


@pytest.mark.parametrize(
    ("person", "status"),
    [("lead", 200), ("evaluator", 200), ("observer", 200), ("outsider", 404)],
)
def test_who_reads_diagnosis_and_goals(client, evaluation, people, person, status):
    objective = evaluation.objectives.create(statement="More orders")
    client.force_login(people[person])
    names = ("diagnosis", "kind-check", "readiness", "company-goals", "objective-list")
    urls = [url_of(name, evaluation.pk) for name in names]
    urls.append(url_of("objective-detail", evaluation.pk, objective.pk))

    assert [client.get(url).status_code for url in urls] == [status] * len(urls)


@pytest.mark.parametrize(
    ("person", "answer", "edit"),
    [
        ("lead", 200, 200),
        ("evaluator", 200, 403),
        ("observer", 403, 403),
        ("outsider", 404, 404),
    ],
)
def test_who_writes(client, evaluation, people, person, answer, edit):  # R9
    client.force_login(people[person])
    pk, first = evaluation.pk, {"if_match": '"0"'}

    own = send(
        client, "put", url_of("diagnosis-answers", pk, "adoption"), ANSWERS, **first
    )
    kinds = send(client, "put", url_of("kind-check", pk), {"answers": []}, **first)
    ready = send(client, "put", url_of("readiness", pk), {"points": []}, **first)
    goals = send(client, "put", url_of("company-goals", pk), {"keys": ["brand"]})

    assert own.status_code == answer
    assert [each.status_code for each in (kinds, ready, goals)] == [edit] * 3


def test_readings_of_others_wait_for_the_own_answers(
    client, evaluation, people, part_of, now
):
    save_answers(
        participant=part_of(evaluation, "second"),
        sign=sign_by_key("adoption"),
        values=dict.fromkeys(ADOPTION, "5"),
        version=0,
        now=now,
    )
    client.force_login(people["evaluator"])
    url = url_of("diagnosis-answers", evaluation.pk, "adoption")

    before = client.get(url_of("diagnosis", evaluation.pk)).json()["signs"][0]
    after = send(client, "put", url, ANSWERS, if_match='"0"').json()

    assert before["reading"] is None
    assert set(after["reading"]["people"]) == {"Evaluator", "Second"}


def test_answers_are_saved_by_version(client, evaluation, people):  # R48
    client.force_login(people["evaluator"])
    url = url_of("diagnosis-answers", evaluation.pk, "adoption")
    other = {"answers": [{"statement": ADOPTION[0], "answer": "1"}]}

    missing = send(client, "put", url, ANSWERS)
    first = send(client, "put", url, ANSWERS, if_match='"0"')
    stale = send(client, "put", url, other, if_match='"0"')

    assert [each.status_code for each in (missing, first, stale)] == [428, 200, 412]
    assert first.headers["ETag"] == '"4"'


@pytest.mark.parametrize(
    "body",
    [
        {"answers": [{"statement": ADOPTION[0], "answer": "9"}]},
        {"answers": "all"},
        {"answers": [], "person": 1},
    ],
)
def test_answers_that_are_none_are_refused(client, evaluation, people, body):  # R13
    client.force_login(people["evaluator"])
    url = url_of("diagnosis-answers", evaluation.pk, "adoption")

    assert send(client, "put", url, body, if_match='"0"').status_code == 400


def test_a_statement_of_another_sign_is_refused(client, evaluation, people):
    client.force_login(people["evaluator"])
    url = url_of("diagnosis-answers", evaluation.pk, "support")

    assert send(client, "put", url, ANSWERS, if_match='"0"').status_code == 409


def test_a_figure_is_checked_as_the_page_checks_it(client, evaluation, people):
    client.force_login(people["lead"])
    url = url_of("diagnosis-figure", evaluation.pk, "used_share")
    figure = {"value": "80", "source": "Log-ins", "as_of": "2026-11-01"}

    wrong = send(client, "put", url, figure | {"value": "101"}, if_match='"0"')
    right = send(client, "put", url, figure, if_match='"0"')

    assert (wrong.status_code, right.status_code) == (400, 200)
    assert "value" in wrong.json()["errors"]
    assert right.json()["level"] == "calm"


def test_a_sign_becomes_an_objective(client, evaluation, people):
    client.force_login(people["lead"])
    url = url_of("diagnosis-adoption", evaluation.pk, "fees")

    answer = send(client, "post", url, {"objective": True})

    assert answer.status_code == 201
    assert Objective.objects.get().pk == answer.json()["objective"]


def test_an_objective_is_made_changed_and_removed(client, evaluation, people):
    client.force_login(people["lead"])
    listed = url_of("objective-list", evaluation.pk)

    made = send(client, "post", listed, {"statement": "More orders from mail"})
    url = url_of("objective-detail", evaluation.pk, made.json()["id"])
    body = {"statement": "More orders from mail", "target": "300"}
    changed = send(client, "put", url, body, if_match='"1"')
    stale = send(client, "put", url, body, if_match='"1"')
    gone = client.delete(url)

    statuses = [each.status_code for each in (made, changed, stale, gone)]
    assert statuses == [201, 200, 412, 204]
    assert made.json()["missing_letters"] == ["S", "M", "A", "R", "T"]
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("name", ["owner", "goal", "parent", "criteria"])
def test_an_id_of_another_evaluation_is_not_found(
    client, evaluation, people, team, name
):  # R12
    other = Evaluation.objects.create(team=team, title="Other")
    ids = {
        "owner": other.participants.create(user=people["owner"], role="lead").pk,
        "goal": other.company_goals.create(key="brand").pk,
        "parent": other.objectives.create(statement="Theirs").pk,
        "criteria": other.criteria.create(kind="rated", own_name="Theirs").pk,
    }
    client.force_login(people["lead"])
    value = [ids[name]] if name == "criteria" else ids[name]
    body = {"statement": "More orders from mail", name: value}

    answer = send(client, "post", url_of("objective-list", evaluation.pk), body)

    assert answer.status_code == 404
    assert not evaluation.objectives.exists()
