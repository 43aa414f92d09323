"""The sample: asked for, copied once, the team's own from then on."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from evaluator.models import Evaluation
from evaluator.services.catalogue.shipped import load_catalogue

pytestmark = pytest.mark.django_db


@pytest.fixture
def url() -> str:
    return reverse("evaluator:sample_open")


@pytest.mark.parametrize("person", ["owner", "member", "outsider"])
def test_everybody_with_a_team_may_open_the_sample(client, people, url, person):
    client.force_login(people[person])

    assert client.get(url).status_code == 200


def test_the_sample_asks_for_a_login(client, url):
    assert client.get(url).status_code == 302


def test_asking_for_the_sample_copies_it_once_and_shows_its_results(
    client, people, url, now
):
    load_catalogue(now=now)
    client.force_login(people["owner"])
    form = {"form_key": str(uuid4())}

    first = client.post(url, form)
    second = client.post(url, form)

    copy = Evaluation.objects.get(created_by=people["owner"])
    assert first.url == reverse("evaluator:results", args=[copy.pk])
    assert second.url == first.url
    assert client.get(first.url).status_code == 200


def test_without_the_catalogue_the_sample_says_what_it_lacks(client, people, url):
    client.force_login(people["owner"])

    answer = client.post(url, {"form_key": str(uuid4())})

    assert answer.status_code == 422
    assert "manage.py load_catalogue" in answer.content.decode()
    assert not Evaluation.objects.exists()


def test_a_form_without_its_key_copies_nothing(client, people, url):
    client.force_login(people["owner"])

    assert client.post(url, {}).status_code == 422
    assert not Evaluation.objects.exists()


def test_the_page_asks_the_database_for_the_reader_only(
    client, people, url, django_assert_num_queries
):
    client.force_login(people["owner"])

    # session, user, memberships with their teams, the role on the team
    with django_assert_num_queries(4):
        client.get(url)
