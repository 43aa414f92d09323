"""R49: a POST sent twice with one key makes one thing."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from evaluator.models import Evaluation
from tests.test_architecture import own_views
from tests.workspace.tokens import script_of
from workspace.api_view import APIView
from workspace.models import KeptAnswer, Member
from workspace.services.kept_answers import Asked, claim, purge_answers

pytestmark = pytest.mark.django_db

URL = "/api/v1/evaluations/"


@pytest.fixture
def script(people, team) -> Client:
    return script_of(people["member"], team)


def post(client: Client, body: object, key: str = "k-1"):
    return client.post(
        URL,
        json.dumps(body),
        content_type="application/json",
        headers={"Idempotency-Key": key},
    )


def test_the_same_request_is_answered_the_same(script, team):  # R49
    body = {"team": team.pk, "title": "Once"}

    first, second = post(script, body), post(script, body)

    assert Evaluation.objects.filter(title="Once").count() == 1
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert first["ETag"] == second["ETag"]


def test_how_the_body_is_spaced_makes_no_other_request(script, team):
    post(script, {"team": team.pk, "title": "Once"})

    again = script.post(
        URL,
        f'{{ "title":"Once" ,\n"team" :{team.pk}}}',
        content_type="application/json",
        headers={"Idempotency-Key": "k-1"},
    )

    assert again.status_code == 201
    assert Evaluation.objects.count() == 1


def test_another_body_with_the_same_key_is_refused(script, team):  # R49
    post(script, {"team": team.pk, "title": "Once"})

    other = post(script, {"team": team.pk, "title": "Twice"})

    assert other.status_code == 422
    assert other["Content-Type"] == "application/problem+json"
    assert not Evaluation.objects.filter(title="Twice").exists()


def test_the_key_is_bound_to_the_person(script, team, people):  # R49
    body = {"team": team.pk, "title": "Once"}
    post(script, body)

    post(script_of(people["evaluator"], team), body)

    assert Evaluation.objects.count() == 2


def test_a_refused_request_may_be_sent_again(script, team):
    refused = post(script, {"team": team.pk, "title": ""})

    mended = post(script, {"team": team.pk, "title": "Mended"})

    assert (refused.status_code, mended.status_code) == (400, 201)


def asked_of(people, team, key: str = "k-2") -> Asked:
    return Asked(people["member"], key, URL, "digest", [team.pk])


@pytest.mark.parametrize("age", [0, 300])
def test_a_request_that_runs_or_was_broken_off_is_not_run_again(
    script, people, team, age
):  # R49
    started = timezone.now() - timedelta(seconds=age)
    person = people["member"]
    person.bound_team_id = team.pk
    row = claim(asked_of(people, team), now=started)
    post(script, {"team": team.pk, "title": "Elsewhere"}, "k-3")
    other = KeptAnswer.objects.exclude(pk=row.pk).get()
    KeptAnswer.objects.filter(pk=row.pk).update(asked=other.asked)

    answer = post(script, {"team": team.pk, "title": "Elsewhere"}, "k-2")

    assert answer.status_code == 409
    assert Evaluation.objects.count() == 1


def test_who_has_left_a_team_is_told_nothing_again(client, people, team, other_team):
    person = people["member"]  # R14
    Member.objects.create(team=other_team, user=person)
    client.force_login(person)
    post(client, {"team": team.pk, "title": "Once"})
    Member.objects.filter(team=team, user=person).delete()

    assert post(client, {"team": team.pk, "title": "Once"}).status_code == 409


def test_a_kept_answer_cannot_be_read_in_the_database(script, team):
    post(script, {"team": team.pk, "title": "Between us"})

    assert "Between us" not in repr(KeptAnswer.objects.values().get())


def test_answers_are_kept_for_a_day(script, team):  # R49
    post(script, {"team": team.pk, "title": "Once"})

    purge_answers(timezone.now() + timedelta(hours=23))
    assert KeptAnswer.objects.exists()
    purge_answers(timezone.now() + timedelta(hours=25))
    assert not KeptAnswer.objects.exists()


@pytest.mark.parametrize("key", ["x" * 201, "schlüssel"])
def test_a_key_that_is_none_is_refused(script, team, key):
    answer = post(script, {"team": team.pk, "title": "x"}, key)

    assert answer.status_code == 400


def views_of_the_api():
    for pattern in own_views(get_resolver().url_patterns):
        if pattern.callback.__module__.split(".")[-2] == "api":
            yield pattern.callback


def test_every_view_of_the_api_keeps_its_answers():  # R49
    views = [view.cls for view in views_of_the_api()]

    assert len(views) > 10
    assert [view for view in views if not issubclass(view, APIView)] == []
