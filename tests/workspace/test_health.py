from __future__ import annotations

import pytest
from celery import current_app
from django.core.files.storage import default_storage
from django.db import DatabaseError

from workspace import health
from workspace.models import Job


def test_being_alive_needs_nothing(client, settings):  # R55
    settings.ALLOWED_HOSTS = ["changeover.example.org"]

    response = client.get("/healthz", headers={"host": "10.0.0.7"})

    assert (response.status_code, response.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_a_machine_with_all_its_parts_is_ready(client):
    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("part", "place", "error"),
    [
        ("database", (health, "has_open_migrations"), DatabaseError("secret detail")),
        ("broker", (current_app, "connection_for_write"), OSError("secret detail")),
        ("storage", (default_storage, "exists"), OSError("secret detail")),
    ],
)
def test_a_missing_part_is_named_and_no_more(client, monkeypatch, part, place, error):
    def fail(*_args, **_options):
        raise error

    monkeypatch.setattr(*place, fail)

    response = client.get("/readyz")

    assert response.status_code == 503  # R55
    assert response.content == f"{part}\n".encode()


@pytest.mark.django_db
def test_open_migrations_are_named(client, monkeypatch):
    monkeypatch.setattr(health, "has_open_migrations", lambda: True)

    assert client.get("/readyz").content == b"migrations\n"


@pytest.mark.django_db
def test_a_banner_says_that_work_in_the_background_stands_still(client, people, now):
    client.force_login(people["lead"])
    before = client.get("/")

    Job.objects.create(kind="mail", run_after=now)  # of long ago, and still waiting

    assert b"stands still" not in before.content
    assert b"stands still" in client.get("/").content  # R55


def test_search_engines_are_kept_out(client):  # R26: the rule about share links
    assert client.get("/robots.txt").content == b"User-agent: *\nDisallow: /\n"
