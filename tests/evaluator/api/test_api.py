import json

import pytest
from django.test import Client
from django.urls import reverse

from evaluator.models import Evaluation, Platform, Score
from workspace.models import Team

pytestmark = pytest.mark.django_db


def url_of(name: str, *args: int) -> str:
    return reverse(f"api:{name}", args=args)


def send(client, method: str, url: str, body: object = None, **headers: str):
    return getattr(client, method)(
        url, json.dumps(body), content_type="application/json", headers=headers
    )


@pytest.fixture
def opened(evaluation, now) -> Evaluation:
    evaluation.state, evaluation.opened_at = "scoring", now
    evaluation.save()
    return evaluation


@pytest.mark.parametrize(
    ("person", "status"),
    [
        (None, 401),
        ("lead", 200),
        ("evaluator", 200),
        ("observer", 200),
        ("member", 404),
        ("outsider", 404),
    ],
)
def test_who_reads_an_evaluation(client, revealed, people, person, status):  # R9
    acme = revealed.candidates.get(name="Acme")
    if person:
        client.force_login(people[person])

    for name, pk in (
        ("evaluation-detail", revealed.pk),
        ("criterion-list", revealed.pk),
        ("candidate-list", revealed.pk),
        ("candidate-detail", acme.pk),
        ("must-have-list", revealed.pk),
        ("results", revealed.pk),
    ):
        assert client.get(url_of(name, pk)).status_code == status


@pytest.mark.parametrize(
    ("person", "status"),
    [("lead", 201), ("evaluator", 403), ("observer", 403), ("outsider", 404)],
)
def test_who_adds_a_candidate(client, evaluation, people, person, status):
    client.force_login(people[person])

    answer = send(
        client, "post", url_of("candidate-list", evaluation.pk), {"name": "Delta"}
    )

    assert answer.status_code == status
    assert evaluation.candidates.filter(name="Delta").exists() == (status == 201)


def test_an_evaluation_is_made_in_the_own_team_only(client, people, team, other_team):
    client.force_login(people["member"])
    url = url_of("evaluation-list")

    made = send(client, "post", url, {"team": team.pk, "title": "By script"})
    refused = send(client, "post", url, {"team": other_team.pk, "title": "Elsewhere"})

    assert (made.status_code, refused.status_code) == (201, 404)
    assert Evaluation.objects.get(title="By script").team == team
    assert not Evaluation.objects.filter(team=other_team).exists()


def test_a_team_that_no_database_holds_is_refused(client, people):  # R45
    client.force_login(people["member"])
    body = {"team": 10**30, "title": "Next year"}

    assert send(client, "post", url_of("evaluation-list"), body).status_code == 400


def test_criteria_are_listed_while_nothing_weighs(client, evaluation, people):
    evaluation.criteria.filter(parent=None).update(weight=0)
    client.force_login(people["lead"])

    answer = client.get(url_of("criterion-list", evaluation.pk))

    assert {each["global_weight"] for each in answer.json()["results"]} == {None}


def test_an_unknown_field_is_refused_and_nothing_is_stored(client, team, people):  # R13
    client.force_login(people["member"])
    body = {"team": team.pk, "title": "x", "state": "revealed"}

    answer = send(client, "post", url_of("evaluation-list"), body)

    assert answer.status_code == 400
    assert "state" in answer.json()["errors"]
    assert not Evaluation.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b'{"title": NaN}',
        b'{"title": "a", "title": "b"}',
        b"[" * 100_000,
        b'"' + b"x" * (1024 * 1024) + b'"',
    ],
)
def test_a_body_that_cannot_be_read_gets_a_sentence(client, people, body):  # R45
    client.force_login(people["member"])

    answer = client.post(
        url_of("evaluation-list"), body, content_type="application/json"
    )

    assert answer.status_code in {400, 413}
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["detail"]


def test_a_score_is_saved_by_version(client, opened, people):  # R48
    client.force_login(people["evaluator"])
    acme = opened.candidates.get(name="Acme")
    price = opened.criteria.get(own_name="Price")
    url = url_of("score-detail", opened.pk, acme.pk, price.pk)

    missing = send(client, "put", url, {"value": 4})
    first = send(client, "put", url, {"value": 4}, if_match='"0"')
    stale = send(client, "put", url, {"value": 2}, if_match='"0"')
    second = send(client, "put", url, {"value": 5}, if_match=first.headers["ETag"])

    assert [missing.status_code, first.status_code] == [428, 200]
    assert [stale.status_code, second.status_code] == [412, 200]
    assert Score.objects.get().value == 5


def test_own_scores_are_all_that_is_listed(client, opened, people):  # R17
    acme = opened.candidates.get(name="Acme")
    price = opened.criteria.get(own_name="Price")
    url = url_of("score-detail", opened.pk, acme.pk, price.pk)
    client.force_login(people["evaluator"])
    send(client, "put", url, {"state": "abstained"}, if_match='"0"')

    own = client.get(url_of("score-list", opened.pk)).json()["results"]
    client.force_login(people["second"])
    others = client.get(url_of("score-list", opened.pk)).json()["results"]

    assert len(own) == len(others) == 12
    assert [each["state"] for each in own].count("abstained") == 1
    assert {each["state"] for each in others} == {"unscored"}


def test_sealed_results_are_not_there(client, opened, people):  # R17
    client.force_login(people["lead"])

    assert client.get(url_of("results", opened.pk)).status_code == 404


def test_the_ranking_is_the_one_number(client, revealed, people):
    client.force_login(people["observer"])

    ranking = client.get(url_of("results", revealed.pk)).json()["ranking"]

    assert [(each["name"], each["rank"]) for each in ranking] == [
        ("Acme", 1),
        ("Bolt", 2),
        ("Cedar", 3),
    ]
    assert ranking[0]["total"] == pytest.approx(71.0)


def test_a_stage_needs_the_version_that_was_read(client, evaluation, people):
    client.force_login(people["lead"])
    acme = evaluation.candidates.get(name="Acme")
    url = url_of("candidate-detail", acme.pk)
    version = client.get(url).headers["ETag"]

    moved = send(client, "patch", url, {"stage": "long"}, if_match=version)
    stale = send(client, "patch", url, {"stage": "short"}, if_match=version)

    assert (moved.status_code, stale.status_code) == (200, 412)


def test_a_refused_rule_is_a_conflict_in_words(client, evaluation, people):
    client.force_login(people["lead"])
    acme = evaluation.candidates.get(name="Acme")

    answer = send(
        client,
        "patch",
        url_of("candidate-detail", acme.pk),
        {"stage": "eliminated"},
        if_match='"1"',
    )

    assert answer.status_code == 409
    assert answer.json()["detail"] == "Say why the candidate is eliminated."


def test_another_teams_platform_is_an_unknown_one(client, evaluation, people):  # R12
    elsewhere = Team.objects.create(name="Third")
    secret = Platform.objects.create(
        key="s", name="Secret", match_key="secret", team=elsewhere
    )
    client.force_login(people["lead"])

    answer = send(
        client,
        "post",
        url_of("candidate-list", evaluation.pk),
        {"platform": secret.pk},
    )

    assert answer.status_code == 404
    assert client.get(url_of("platform-detail", secret.pk)).status_code == 404


def test_a_change_without_the_csrf_token_is_refused(evaluation, people):  # R41
    client = Client(enforce_csrf_checks=True)
    client.force_login(people["lead"])

    answer = send(
        client, "post", url_of("candidate-list", evaluation.pk), {"name": "Delta"}
    )

    assert answer.status_code == 403


def test_a_team_that_asks_for_a_second_factor_asks_here_too(
    client, team, evaluation, people
):
    Team.objects.filter(pk=team.pk).update(requires_mfa=True)  # R4
    client.force_login(people["lead"])

    assert client.get(url_of("evaluation-detail", evaluation.pk)).status_code == 403


def test_a_reveal_needs_a_recent_login(client, opened, people):  # R7
    client.force_login(people["lead"])

    answer = send(client, "post", url_of("reveal", opened.pk))

    assert answer.status_code == 403
    assert Evaluation.objects.get(pk=opened.pk).state == "scoring"


def test_pages_hold_a_hundred_at_most(client, people):  # R45
    Platform.objects.bulk_create(
        Platform(key=f"p{n}", name=f"P{n}", match_key=f"p{n:03}") for n in range(120)
    )
    client.force_login(people["member"])

    page = client.get(url_of("platform-list"), {"page_size": 1000}).json()

    assert (page["count"], len(page["results"])) == (120, 100)
